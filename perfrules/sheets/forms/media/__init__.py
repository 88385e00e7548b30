"""The grid of cells in a file, a module per medium."""
