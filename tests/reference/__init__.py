"""Plain, slow, exact evaluators, written independently of the library, to compare its compiled forms with."""
