"""Calling a sample. Its place is kept; nothing lives here yet."""
