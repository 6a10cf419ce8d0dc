"""The results of a survey: from kept counts to what may be shown, in words, tables and pages."""
