"""Word-processor documents: paragraphs, tables, text boxes, embedded parts."""
