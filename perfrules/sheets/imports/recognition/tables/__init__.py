"""One table of indicators: its headings, its columns, its rows."""
