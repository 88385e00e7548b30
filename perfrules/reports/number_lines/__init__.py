"""Rules over one input as number lines: the model, and a module a drawing."""
