"""Figures that others have published: read from files, kept, shown beside the own ones."""
