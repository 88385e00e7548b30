"""What scoring and monitoring share about indicators: targets, changes and reported values."""
