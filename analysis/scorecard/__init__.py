"""The scorecard: indicators, their goals and figures, and what is said of them."""
