"""Workbooks (.xlsx) read in one pass: safe, with merged cells, number formats and hidden rows."""
