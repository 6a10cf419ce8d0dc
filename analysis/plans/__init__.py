"""Plans after a result: which sections have one, and what came of it."""
