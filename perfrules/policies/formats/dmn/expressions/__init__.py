"""Arithmetic of FEEL: its tokens, its tree and how it is read."""
