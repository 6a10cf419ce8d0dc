"""What staff do with many cases: the board, the list, reminders, patterns, retention."""
