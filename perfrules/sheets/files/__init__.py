"""Sheets as YAML files, and where sheets are found and saved."""
