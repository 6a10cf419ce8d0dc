"""How cases come in, and how the one who left it reads the answer."""
