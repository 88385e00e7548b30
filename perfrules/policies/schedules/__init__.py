"""Schedules: recurring deadlines and spending checkpoints."""
