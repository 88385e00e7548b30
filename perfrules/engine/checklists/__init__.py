"""Checklists at work: how each duty stands on a day, by the record of what was done."""
