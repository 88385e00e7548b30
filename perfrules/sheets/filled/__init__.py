"""What was achieved, as offices fill it in: workbooks and lists, known by the headings of their tables."""
