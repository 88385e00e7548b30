"""Rules as boxes over cut axes, and the search for cells."""
