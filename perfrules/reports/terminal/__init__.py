"""Scorecards, lights, disagreements and differences as the terminal shows them."""
