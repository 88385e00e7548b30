"""Targets that forms write with the measure that they were compared by."""

from __future__ import annotations

from perfrules.expressions import Deadline, Narrative, Period, Range, RecurringDeadline, Reference, read
from perfrules.resources.late_patterns import late_pattern
from perfrules.values.numerals import LONGEST

_BRACKETED = late_pattern(r"(.+)（(.+)）")
_NUMBER = late_pattern(r"[0-9]+(?:\.[0-9]+)?")
_OWN_MEASURE = (Deadline, Period, RecurringDeadline, Range)
"""Targets that need no operator."""


def measure_of(text: str) -> str:
    """The measure in the brackets behind a target that refers to something or has no operator.

    Such a target is written with what it was compared by: 小于等于核定数（<=50000元）.
    """
    found = _BRACKETED.fullmatch(text.strip())
    if found is None:
        return text
    outer, inner = (read(each).comparator for each in found.groups())
    refers = isinstance(outer, Narrative | Reference) or getattr(outer, "operator", "") is None
    measured = getattr(inner, "operator", None) is not None or isinstance(inner, _OWN_MEASURE)
    return found[2] if refers and measured else text


def with_measure(text: str, measure: str) -> str:
    """A target with the measure that it was compared by in brackets, if `measure_of` reads it back.

    >>> with_measure("小于等于核定数", "<=50000元"), with_measure("显著提高", "有所提高")
    ('小于等于核定数（<=50000元）', '显著提高')
    """
    joined = f"{text}（{measure}）"
    return joined if measure_of(joined) == measure else text


def is_number(text: str) -> bool:
    """Whether a text is a number and nothing else; as a target alone, 9.30 may be a day.

    >>> is_number("9.30"), is_number("9.30%"), is_number("1" * 41)
    (True, False, False)
    """
    return len(text) <= LONGEST and _NUMBER.fullmatch(text) is not None
