"""Conformance cases: questions, and what every implementation of perfrules answers to them."""
