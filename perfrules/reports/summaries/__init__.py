"""Summaries of many scorecards as tables."""
