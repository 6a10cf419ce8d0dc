"""What the program weighs and how fast it is, beside a bare application (`make bench`)."""
