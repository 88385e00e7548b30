"""Findings of `check` for people and build servers, a module per format."""
