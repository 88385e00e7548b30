"""Stands here so that `tests/` is on the path: `reference` is imported from there."""
