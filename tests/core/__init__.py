"""Tests of the ground that everything stands on."""
