"""The proofs, one module each: gaps, overlaps, effects, claims and conditions."""
