"""The rules of the grammar for targets: from tokens and amounts to comparators."""
