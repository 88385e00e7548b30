"""Tables of other documents read into sheets."""
