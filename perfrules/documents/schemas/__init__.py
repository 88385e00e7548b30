"""JSON Schemas of the document kinds, and the keys in both languages."""
