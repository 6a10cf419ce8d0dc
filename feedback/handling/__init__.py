"""What staff do with one case: triage, assign, answer, close."""
