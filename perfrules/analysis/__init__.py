"""What can be proved of a policy without running it, and how two policies differ."""
