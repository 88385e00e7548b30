"""Computed names of a decision: their formulas, their tables, and conditions on them."""
