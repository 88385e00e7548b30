"""Decide with policies: compile once, decide on facts, explain the decision."""
