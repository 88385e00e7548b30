"""Scoring policies (绩效自评): weights, methods, levels and grades."""
