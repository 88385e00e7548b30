"""The formatter behind `perfrules fmt`."""
