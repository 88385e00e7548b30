"""Running policies: decide, with the trace that tells why."""
