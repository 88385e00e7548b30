"""Typed comparators: the meaning of a target text."""

from perfrules.expressions.comparators.base import Comparator, Named
from perfrules.expressions.comparators.composite import AllOf, AnyOf
from perfrules.expressions.comparators.levels import Level
from perfrules.expressions.comparators.measures import Approximate, Comparison, Range
from perfrules.expressions.comparators.moments import Milestone, Milestones, RelativeDeadline, TimeOfDay
from perfrules.expressions.comparators.moments.start_dates import StartDate
from perfrules.expressions.comparators.ratios import Ratio
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.comparators.relations import Change, Reference
from perfrules.expressions.comparators.statements import Boolean, Narrative, NotApplicable, Qualitative
from perfrules.expressions.comparators.times import Deadline, Frequency, Period, RecurringDeadline
from perfrules.expressions.operators import Operator

__all__ = [
    "AllOf",
    "AnyOf",
    "Approximate",
    "Boolean",
    "Change",
    "Comparator",
    "Comparison",
    "Deadline",
    "Frequency",
    "Level",
    "Milestone",
    "Milestones",
    "Named",
    "Narrative",
    "NotApplicable",
    "Operator",
    "Period",
    "Qualitative",
    "Range",
    "Ratio",
    "RecurringDeadline",
    "Reference",
    "Region",
    "RelativeDeadline",
    "StartDate",
    "TimeOfDay",
]
