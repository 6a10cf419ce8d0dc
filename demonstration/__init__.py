"""The invented year of a unit, loaded only by the demonstration start."""
