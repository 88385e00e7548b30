"""Arithmetic of FEEL ⇄ formulas: literal expressions, and what they require of each other."""
