"""Number lines: the rules over one input, as a model and as drawings."""
