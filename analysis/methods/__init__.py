"""The pure statistics: counts in; shares, means, differences, verdicts and what may be shown out."""
