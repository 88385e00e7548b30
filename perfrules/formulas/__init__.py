"""Formulas: text with names, units and tables, read into an exact model that can be evaluated and proved."""
