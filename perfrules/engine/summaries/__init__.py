"""The scorecards of many projects together."""
