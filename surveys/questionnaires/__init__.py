"""What is asked: the questionnaire file, question types, publishing and comparability."""
