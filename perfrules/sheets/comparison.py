"""Compare versions of target sheets: 申报, 批复, 调整."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, Literal, TypeVar

from attrs import frozen

from perfrules.sheets.amounts import write_amount
from perfrules.sheets.model import Indicator, Sheet
from perfrules.values import exact_text

State = Literal["same", "changed", "partial"]
"""`partial`: a sheet or indicator that some of the versions do not have."""

_T = TypeVar("_T")
_SHEET_TEXTS = "name", "title", "department", "agency", "purpose"
_INDICATOR_TEXTS = "level1", "description", "target", "direction", "basis"


@frozen
class FieldValues:
    """The values of a field in each version; None where a version has no such sheet or indicator.

    `same_meaning` says that the values differ only in how a target is written: ≥95% and 不低于95%.
    """

    field: str
    values: tuple[str | None, ...]
    same_meaning: bool = False

    def to_json(self) -> dict[str, Any]:
        """The values as plain data."""
        return {"field": self.field, "values": list(self.values), "same_meaning": self.same_meaning}


@frozen
class IndicatorComparison:
    """An indicator in each version, and the fields that differ between those that have it."""

    versions: tuple[Indicator | None, ...]
    changes: tuple[FieldValues, ...]

    @property
    def indicator(self) -> Indicator:
        """The indicator as the last version has it that has it at all."""
        return next(each for each in reversed(self.versions) if each is not None)

    @property
    def state(self) -> State:
        """Whether it is the same in all versions, changed, or absent in some."""
        return _state(self.versions, self.changes)

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain data."""
        return {
            "level2": self.indicator.level2,
            "name": self.indicator.name,
            "state": self.state,
            "present": [each is not None for each in self.versions],
            "changes": [each.to_json() for each in self.changes],
        }


@frozen
class SheetComparison:
    """A sheet in each version, the fields of its head that differ, and its indicators. Added in 0.2."""

    versions: tuple[Sheet | None, ...]
    changes: tuple[FieldValues, ...]
    indicators: tuple[IndicatorComparison, ...]

    @property
    def sheet(self) -> Sheet:
        """The sheet as the last version has it that has it at all."""
        return next(each for each in reversed(self.versions) if each is not None)

    @property
    def state(self) -> State:
        """Whether it is the same in all versions, changed, or absent in some."""
        inner = [each for each in self.indicators if each.state != "same"]
        return _state(self.versions, (*self.changes, *inner))

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain data."""
        return {
            "code": self.sheet.code,
            "name": self.sheet.name,
            "state": self.state,
            "present": [each is not None for each in self.versions],
            "changes": [each.to_json() for each in self.changes],
            "indicators": [each.to_json() for each in self.indicators if each.state != "same"],
        }


def compare_sheets(*versions: Iterable[Sheet]) -> tuple[SheetComparison, ...]:
    """Compare versions of sheets, the earliest first. Added in 0.2.

    Sheets are matched by code, or by name where they have none; indicators by second level and name. What
    occurs several times is matched in order.

    >>> row = Indicator("产出指标", "数量指标", "场次", target="≥5场")
    >>> before = Sheet(code="1", name="甲", indicators=(row,))
    >>> after = Sheet(code="1", name="乙", indicators=(row,))
    >>> [(each.state, each.changes[0].values) for each in compare_sheets([before], [after])]
    [('changed', ('甲', '乙'))]
    """
    matched = _matched([tuple(version) for version in versions], lambda sheet: sheet.code or sheet.name)
    return tuple(_compared(each) for each in matched)


def _compared(versions: tuple[Sheet | None, ...]) -> SheetComparison:
    rows = [() if sheet is None else sheet.indicators for sheet in versions]
    present = [at for at, sheet in enumerate(versions) if sheet is not None]
    indicators = tuple(
        IndicatorComparison(each, tuple(_indicator_changes(each, present)))
        for each in _matched(rows, lambda indicator: indicator.key)
    )
    return SheetComparison(versions, tuple(_head_changes(versions)), indicators)


def _head_changes(versions: Sequence[Sheet | None]) -> Iterator[FieldValues]:
    for name in _SHEET_TEXTS:
        yield from _differing(name, [_text(sheet, name) for sheet in versions])
    for name in ("total", "fiscal", "other"):
        yield from _differing(name, [_amount(sheet, name) for sheet in versions])
    yield from _differing("plan", [_plan(sheet) for sheet in versions])
    yield from _differing("goals", [None if sheet is None else "\n".join(sheet.goals) for sheet in versions])


def _text(item: object | None, name: str) -> str | None:
    return None if item is None else str(getattr(item, name))


def _amount(sheet: Sheet | None, name: str) -> str | None:
    amount = None if sheet is None else sheet.budget.amounts.get(name)
    if sheet is None or amount is None:
        return None if sheet is None else ""
    return write_amount(amount, sheet.budget.unit)


def _plan(sheet: Sheet | None) -> str | None:
    if sheet is None:
        return None
    shares = (
        f"{each.by} {'' if each.share is None else f'{exact_text(each.share)}%'}".rstrip()
        for each in sheet.plan
    )
    return "\n".join(shares)


def _indicator_changes(versions: Sequence[Indicator | None], present: Sequence[int]) -> Iterator[FieldValues]:
    if any(versions[at] is None for at in present):
        yield FieldValues("target", tuple(_text(each, "target") for each in versions))
        return
    for name in _INDICATOR_TEXTS:
        for change in _differing(name, [_text(each, name) for each in versions]):
            alike = name == "target" and _same_meaning(versions)
            yield FieldValues(name, change.values, alike)
    weights = [
        None if each is None else "" if each.weight is None else exact_text(each.weight) for each in versions
    ]
    yield from _differing("weight", weights)


def _same_meaning(versions: Iterable[Indicator | None]) -> bool:
    readings = [each.reading.comparator for each in versions if each is not None]
    return None not in readings and len({str(each) for each in readings}) == 1


def _differing(name: str, values: Sequence[str | None]) -> Iterator[FieldValues]:
    if len({value for value in values if value is not None}) > 1:
        yield FieldValues(name, tuple(values))


def _state(versions: Iterable[object | None], changes: Sequence[object]) -> State:
    if any(each is None for each in versions):
        return "partial"
    return "changed" if changes else "same"


def _matched(versions: Sequence[Sequence[_T]], key: Any) -> Iterator[tuple[_T | None, ...]]:
    """Match items of each version by key and occurrence, in the order in which they first occur."""
    found: dict[Hashable, list[_T | None]] = {}
    for at, items in enumerate(versions):
        times: Counter[str] = Counter()
        for item in items:
            name = key(item)
            found.setdefault((name, times[name]), [None] * len(versions))[at] = item
            times[name] += 1
    yield from map(tuple, found.values())
