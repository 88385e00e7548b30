"""Recognise the tables of a document by their heading words."""
