"""Computed names and formulas in decisions: exact numbers, fast, and the steps in words."""
