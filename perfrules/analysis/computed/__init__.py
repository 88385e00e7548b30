"""Computed names: whether any facts give them values of some cells, shown by such facts or excluded."""
