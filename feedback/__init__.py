"""Views and complaints, each answered within two weeks. Its place is kept; nothing lives here yet."""
