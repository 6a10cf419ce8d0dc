"""Visit satisfaction week by week: the index, its limits, the monthly mail."""
