"""Tests of feedback.intake."""
