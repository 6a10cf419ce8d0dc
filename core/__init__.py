"""The ground: settings, clock, database, errors and what every page shares."""
