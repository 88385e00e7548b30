"""The indicator-expression language: text to typed comparators and back."""

from perfrules.expressions.actuals import Actual, Statement, read_actual, to_actual
from perfrules.expressions.comparators import (
    AllOf,
    Approximate,
    Boolean,
    Change,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Named,
    Narrative,
    NotApplicable,
    Operator,
    Period,
    Qualitative,
    Range,
    RecurringDeadline,
    Reference,
    Region,
    StartDate,
)
from perfrules.expressions.errors import ExpressionError
from perfrules.expressions.operators import find_operator
from perfrules.expressions.reading import Reading, parse, parse_strictly, read

__all__ = [
    "Actual",
    "AllOf",
    "Approximate",
    "Boolean",
    "Change",
    "Comparator",
    "Comparison",
    "Deadline",
    "ExpressionError",
    "Frequency",
    "Named",
    "Narrative",
    "NotApplicable",
    "Operator",
    "Period",
    "Qualitative",
    "Range",
    "Reading",
    "RecurringDeadline",
    "Reference",
    "Region",
    "StartDate",
    "Statement",
    "find_operator",
    "parse",
    "parse_strictly",
    "read",
    "read_actual",
    "to_actual",
]
