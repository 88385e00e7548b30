"""Checklists: duties that are shown by evidence."""
