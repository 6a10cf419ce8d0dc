"""Charts: what they are made of, how they are laid out and drawn, and the files they become."""
