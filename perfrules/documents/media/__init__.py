"""Readers of other media: CSV, xlsx, docx and XML."""
