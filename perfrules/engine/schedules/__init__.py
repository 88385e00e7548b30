"""Schedules at work: due dates on the calendar, and the payments held against them."""
