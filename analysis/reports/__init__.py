"""Reports of a survey, a month, a tertial, a year: made in the background and kept."""
