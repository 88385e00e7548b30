"""PDF files: ruled tables, tables between horizontal lines, tables over several pages."""
