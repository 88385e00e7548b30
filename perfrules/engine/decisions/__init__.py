"""Decision policies at work: compiled once, then asked with facts; each answer tells why."""
