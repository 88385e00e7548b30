"""Policies in other file formats: DMN and xlsx, chosen by the ending of the file name."""
