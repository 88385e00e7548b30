"""Plain, slow, exact evaluators, written apart from the library to hold its compiled forms against."""
