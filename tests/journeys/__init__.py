"""Whole journeys through the served application, in Chromium."""
