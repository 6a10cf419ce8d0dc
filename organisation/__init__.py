"""Units, staff, sign-in, roles, stations and the audit log."""
