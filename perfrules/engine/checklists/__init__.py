"""Check duties on a day against a record of what was done."""
