"""Tables in text with a cell a line: rows are rebuilt from the headings and the kinds of cells."""
