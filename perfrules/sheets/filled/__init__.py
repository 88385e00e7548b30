"""What offices fill in: forms, workbooks and lists, known by the headings of their tables."""
