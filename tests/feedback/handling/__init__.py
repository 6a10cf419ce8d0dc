"""Tests of feedback.handling."""
