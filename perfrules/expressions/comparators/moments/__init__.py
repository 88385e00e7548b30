"""Comparators over moments: milestones, days after an event, times of day."""

from perfrules.expressions.comparators.moments.after_events import RelativeDeadline
from perfrules.expressions.comparators.moments.milestones import Milestone, Milestones
from perfrules.expressions.comparators.moments.times_of_day import TimeOfDay

__all__ = ["Milestone", "Milestones", "RelativeDeadline", "TimeOfDay"]
