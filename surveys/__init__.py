"""Asking: what is asked and how answers come in."""
