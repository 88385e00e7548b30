"""Reports that are tables: one model, written as a workbook, a page, or lines of a terminal."""
