"""The columns of a decision table: its inputs and outputs."""
