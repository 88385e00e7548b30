"""Typed comparators: the meaning of a target text."""

from perfrules.expressions.comparators.base import Comparator, Named
from perfrules.expressions.comparators.composite import AllOf
from perfrules.expressions.comparators.measures import Approximate, Comparison, Range
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.comparators.relations import Change, Reference
from perfrules.expressions.comparators.start_dates import StartDate
from perfrules.expressions.comparators.statements import Boolean, Narrative, NotApplicable, Qualitative
from perfrules.expressions.comparators.times import Deadline, Frequency, Period, RecurringDeadline
from perfrules.expressions.operators import Operator

__all__ = [
    "AllOf",
    "Approximate",
    "Boolean",
    "Change",
    "Comparator",
    "Comparison",
    "Deadline",
    "Frequency",
    "Named",
    "Narrative",
    "NotApplicable",
    "Operator",
    "Period",
    "Qualitative",
    "Range",
    "RecurringDeadline",
    "Reference",
    "Region",
    "StartDate",
]
