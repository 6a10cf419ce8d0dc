"""A case: its states, its dates, who may see it, and what can be done to it."""
