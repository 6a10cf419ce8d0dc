"""Tests of feedback.cases."""
