"""Tests of feedback.following."""
