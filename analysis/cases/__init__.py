"""Statistics of views and complaints: the report of a period."""
