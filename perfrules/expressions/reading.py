"""Reading texts: the public way from a cell to a comparator, an actual, or what is wrong."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language, Source, Span
from perfrules.expressions.actuals import Actual, Statement
from perfrules.expressions.comparators import (
    AllOf,
    Boolean,
    Comparator,
    Comparison,
)
from perfrules.expressions.errors import ExpressionError, refusal
from perfrules.expressions.moments import read_moment
from perfrules.expressions.parser import parse_text
from perfrules.expressions.text.characters import normalise
from perfrules.values import UnitRegistry, default_units, exact, exact_text

_REMEMBERED = 4096
_AMBIGUOUS = "PR340"
# What programs and spreadsheets write where a computation came to no number.
_NO_NUMBER = re.compile(
    r"[-+]?(?:nan|inf(?:inity)?|∞)%?|#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)", re.IGNORECASE
)


@frozen
class Reading:
    """A text, the comparator it means (or None), and what there is to say of it."""

    text: str
    comparator: Comparator | None
    diagnostics: tuple[Diagnostic, ...] = ()

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"text", "reading", "diagnostics"}`, as `perfrules parse --json` prints it."""
        return {
            "text": self.text,
            "reading": None if self.comparator is None else self.comparator.to_json(),
            "diagnostics": [diagnostic.to_json(language) for diagnostic in self.diagnostics],
        }


def parse(text: str, units: UnitRegistry | None = None) -> Comparator:
    """Read an indicator expression.

    Args:
        text: What stands in the 指标值 cell, in an approval rule or a deadline.
        units: The units to know; those that ship with the library where none are given.

    Raises:
        ExpressionError: with a code, a span and a hint, for any text that is not wholly understood.

    >>> str(parse("不低于９５％")), parse("2000元以下").matches("1999.99元")
    ('>=95%', True)
    """
    return _parse_remembered(text, units)


def parse_strictly(text: str, units: UnitRegistry | None = None) -> Comparator:
    """Read an expression of a rule, which must have one meaning only.

    Raises:
        ExpressionError: as `parse`; PR341 for `10月前` and the like, which `parse` reads with a warning.

    >>> str(parse_strictly("10月底前"))
    '10月31日前'
    """
    comparator = parse(text, units)
    for warning in comparator.warnings:
        if warning.code == _AMBIGUOUS:
            raise refusal("PR341", text, warning.span or Span(0, len(text)))
    return comparator


@lru_cache(maxsize=_REMEMBERED)
def _parse_remembered(text: str, units: UnitRegistry | None) -> Comparator:
    return parse_text(text, default_units() if units is None else units)


def read(text: str, units: UnitRegistry | None = None) -> Reading:
    """Read an indicator expression without raising: comparator and diagnostics, warnings included.

    >>> read("省考核目标").diagnostics[0].code
    'PR201'
    """
    try:
        comparator = parse(text, units)
    except ExpressionError as error:
        return Reading(text, None, error.diagnostics)
    return Reading(text, comparator, (*comparator.warnings, *_suspicions(text, comparator)))


def _suspicions(text: str, comparator: Comparator) -> list[Diagnostic]:
    """A scanned ≥ turns into a 2: 290% is almost surely ≥90%."""
    parts = comparator.parts if isinstance(comparator, AllOf) else (comparator,)
    found = []
    for part in parts:
        if not isinstance(part, Comparison) or part.operator is not None or part.bound.unit.name != "%":
            continue
        digits = exact_text(part.bound.value)
        if digits.startswith("2") and part.bound.value > 200 and exact(digits[1:]) <= 100:
            likely = f"≥{digits[1:]}%"
            arguments = {"text": text, "likely": likely}
            found.append(Diagnostic("PR221", arguments, Span(0, len(text)), Source(text)))
    return found


def read_actual(text: str, units: UnitRegistry | None = None) -> Actual:
    """Read what was achieved: a quantity, a date, several dates, yes or no, or a statement.

    A measurement is written without an operator: `≥266米` tells no number and is kept as a statement, as are
    words (达成预期指标).

    Raises:
        ExpressionError: for nothing at all, control characters, a text with digits that is no value, or what
            stands for no number (NaN, #DIV/0!).

    >>> str(read_actual("2.5天")), read_actual("基本达到"), read_actual("2021年3月8日")
    ('2.5天', Statement(text='基本达到'), datetime.date(2021, 3, 8))
    """
    plain = normalise(text).text
    if _NO_NUMBER.fullmatch(plain):
        raise refusal("PR231", text, Span(0, len(text)), {"text": text})
    if dates := _dates(plain):
        return dates if len(dates) > 1 else dates[0]
    # No range was measured, so a minus is one.
    measured = f"负{plain[1:]}" if re.match("-[0-9]", plain) else text
    try:
        comparator = parse(measured, units)
    except ExpressionError:
        if any(character.isdigit() for character in plain):
            raise
        return Statement(text)
    if isinstance(comparator, Comparison) and comparator.operator is None:
        return comparator.bound
    if isinstance(comparator, Boolean):
        return comparator.value
    return Statement(text)


def _dates(plain: str) -> tuple[date, ...]:
    """The days that a text lists; none where it holds anything else or a day without a year."""
    moments = [read_moment(part) for part in re.split("[、,;]", plain)]
    days = [
        each.last for each in moments if each is not None and each.day_written and isinstance(each.last, date)
    ]
    return tuple(days) if len(days) == len(moments) else ()
