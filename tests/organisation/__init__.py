"""Tests of units, staff, sign-in, roles, stations and the audit log."""
