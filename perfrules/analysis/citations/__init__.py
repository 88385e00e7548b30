"""Checks of cited words against the text of the cited document."""
