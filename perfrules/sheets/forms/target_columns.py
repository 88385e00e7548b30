"""Targets that a form writes in several columns: sign or direction, value, unit."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.origin import Origin
from perfrules.expressions import (
    Comparator,
    Comparison,
    ExpressionError,
    Range,
    Statement,
    read,
    read_actual,
)
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.forms.labels import is_no_unit
from perfrules.sheets.labels import plain
from perfrules.sheets.measures import is_number, measure_of
from perfrules.values import Quantity

_NUMBER = r"(\d+(?:\.\d+)?)\s*"
_OPENING, _CLOSING = r"[(\[【\uff08\uff3b]\s*", r"\s*[)\]】\uff09\uff3d]"
_POINTS = late_pattern(rf"(.+?)\s*(?:{_OPENING}{_NUMBER}[分%]?{_CLOSING}|\s{_NUMBER}分?|(?<!\d){_NUMBER}分)")
"""A label with points: in brackets, behind a blank, or with the word 分."""
_PERCENT = "%"


@frozen
class TargetCells:
    """A target as one text, and the direction (正向, 反向) that a column of its own gives it."""

    text: str
    direction: str = ""


def target_of(value: str, operator: str = "", unit: str = "") -> TargetCells:
    """The target that the cells of a row write together.

    Sign and unit are added only to a value that has none of its own.

    >>> target_of("13", "≥", "台"), target_of("30", "反向", "分钟").direction
    (TargetCells(text='≥13台', direction=''), '反向')
    >>> target_of("≥95%", "=", "%").text
    '≥95%'
    """
    text = with_unit(measure_of(value), unit)
    joined = f"{operator}{text}"
    if operator and _operator(text) is None and _operator(joined) is not None:
        return TargetCells(joined)
    return TargetCells(text, operator)


def with_unit(value: str, unit: str) -> str:
    """A target with a unit, if it is a number or a range without one.

    An unknown unit is kept, so that the target is reported as unreadable and not scored without its unit.

    >>> with_unit("2.5", "万人"), with_unit("5-10", "台"), with_unit("显著提升", "台")
    ('2.5万人', '5-10台', '显著提升')
    >>> with_unit("9.30", "万元"), with_unit("10", "嚯嚯"), with_unit("10", "/")
    ('9.30万元', '10嚯嚯', '10')
    """
    if is_no_unit(unit) or not (is_number(value) or _is_bare(read(value).comparator)):
        return value
    return f"{value}{unit}"


def unit_conflict(value: str, unit: str, at: Origin) -> Diagnostic | None:
    """Report PR728 if a target has a unit of its own that is not the unit in its column of units.

    A column in 万元 conflicts with a target in 元, but not a column in 元 with a target in 万元.

    Args:
        value: The target as its own cells write it.
        unit: The unit that the column of units gives it; "" for none.
        at: The cell of the unit.

    >>> from perfrules.diagnostics import Source, Span
    >>> at = Origin(Source(""), Span(0, 0))
    >>> [unit_conflict(*each, at) is None for each in (("≥100人", "人"), ("≥100人", "次"), ("100", "次"))]
    [True, False, True]
    """
    written, stated = _amount(value), _amount(f"1{unit}") if unit else None
    if written is None or stated is None:
        return None
    is_same = written.unit == stated.unit and (stated.value == 1 or plain(unit) in plain(value))
    return None if is_same else at.report("PR728", target=value, unit=unit)


def _amount(text: str) -> Quantity | None:
    """The number and unit of a target, None for one without a unit."""
    comparator = read(text).comparator
    if isinstance(comparator, Comparison):
        amount = comparator.bound
    elif isinstance(comparator, Range):
        amount = comparator.high
    else:
        return None
    return amount if amount.unit.name else None


def actual_with_unit(value: str, unit: str) -> str:
    """An actual with the unit of its heading, if it is a bare number.

    A number up to 1 under `%` stays as it is, for 0.98 may be 98%.

    >>> actual_with_unit("98", "%"), actual_with_unit("0.98", "%"), actual_with_unit("3台", "台")
    ('98%', '0.98', '3台')
    """
    if not unit:
        return value
    try:
        actual = read_actual(value)
    except ExpressionError:
        return value
    if isinstance(actual, Statement) or not isinstance(actual, Quantity) or actual.unit.name:
        return value
    return value if unit == _PERCENT and abs(actual.value) <= 1 else f"{value}{unit}"


def level_of(text: str) -> tuple[str, Fraction | None]:
    """The name of a level, and the points that its label gives it.

    >>> level_of("产出指标(50分)"), level_of("产出指标 50"), level_of("效益指标")
    (('产出指标', Fraction(50, 1)), ('产出指标', Fraction(50, 1)), ('效益指标', None))
    >>> level_of("产出指标【50】")
    ('产出指标', Fraction(50, 1))
    """
    found = _POINTS.fullmatch(text.strip())
    if found is None:
        return text, None
    name, *numbers = found.groups()
    return name.strip(), Fraction(next(filter(None, numbers)))


def _operator(text: str) -> str | None:
    comparator = read(plain(text)).comparator
    return getattr(comparator, "operator", None)


def _is_bare(comparator: Comparator | None) -> bool:
    """Whether it is a number or a range of numbers without a unit."""
    if isinstance(comparator, Comparison):
        return not comparator.bound.unit.name
    return isinstance(comparator, Range) and not comparator.high.unit.name
