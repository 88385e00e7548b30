"""Reports about target sheets: reviews and comparisons as tables."""
