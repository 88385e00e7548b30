"""Check a sheet, without regard to the document that it was read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.documents.origin import Origin
from perfrules.sheets.amounts import write_amount
from perfrules.sheets.model import Indicator, Sheet
from perfrules.values import exact_text

_MOST_SOURCES = 12
"""With more sources, some of them add up to almost any total."""


def check_sheets(sheets: Iterable[Sheet]) -> tuple[Diagnostic, ...]:
    """What is noticed about each sheet, and about sheets that bear one code in one part of a document.

    >>> from perfrules.sheets import Checkpoint
    >>> half = Sheet(code="482-0205-JBN-G9SD", plan=(Checkpoint("12月底", Fraction(50)),))
    >>> [found.code for found in check_sheets([half])]
    ['PR306']
    """
    codes: set[tuple[str, str]] = set()
    return tuple(each for sheet in sheets for each in (*check_sheet(sheet), *_repeated_code(sheet, codes)))


def repeated_codes(sheets: Iterable[Sheet]) -> tuple[Diagnostic, ...]:
    """PR318 for each sheet whose code an earlier one in the same part of a document has."""
    codes: set[tuple[str, str]] = set()
    return tuple(each for sheet in sheets for each in _repeated_code(sheet, codes))


def _repeated_code(sheet: Sheet, codes: set[tuple[str, str]]) -> Iterator[Diagnostic]:
    if sheet.code and (sheet.part, sheet.code) in codes:
        yield _diagnostic("PR318", sheet.place("code"), code=sheet.code)
    codes.add((sheet.part, sheet.code))


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics by file and place, those of a whole file first."""
    return tuple(sorted(diagnostics, key=_position))


def _position(diagnostic: Diagnostic) -> tuple[str, int]:
    name = diagnostic.source.name if diagnostic.source is not None else None
    return name or "", -1 if diagnostic.span is None else diagnostic.span.start


def check_sheet(sheet: Sheet) -> tuple[Diagnostic, ...]:
    """What is noticed about one sheet, in the order of its parts."""
    return (*_completeness(sheet), *_budget(sheet), *check_plan(sheet), *_names(sheet), *_targets(sheet))


def _diagnostic(code: str, place: Origin | None, /, **facts: object) -> Diagnostic:
    if place is None:
        return Diagnostic(code, facts)
    return Diagnostic(code, facts, place.span, place.source)


def _called(sheet: Sheet) -> str:
    return sheet.title or sheet.name or sheet.code


def _completeness(sheet: Sheet) -> Iterator[Diagnostic]:
    if not sheet.complete:
        yield _diagnostic("PR301", sheet.place(), sheet=_called(sheet), missing=Listed(sheet.missing))
    elif not sheet.code:
        yield _diagnostic("PR307", sheet.place(), sheet=_called(sheet))


def _budget(sheet: Sheet) -> Iterator[Diagnostic]:
    budget = sheet.budget
    if budget.total is None or (budget.fiscal is None and budget.other is None):
        return
    if len(budget.further) > _MOST_SOURCES:
        return
    parts = (budget.fiscal or Fraction(0)) + (budget.other or Fraction(0))
    if budget.total not in _sums(parts, [amount for _, amount in budget.further]):
        facts = {
            "total": write_amount(budget.total, budget.unit),
            "parts": write_amount(parts, budget.unit),
        }
        yield _diagnostic("PR303", sheet.place("budget"), **facts)


def _sums(parts: Fraction, further: Iterable[Fraction]) -> set[Fraction]:
    """The sums of the parts and some of the further sources, which may be details of a part."""
    found = {parts}
    for amount in further:
        found |= {each + amount for each in found}
    return found


def check_plan(sheet: Sheet) -> Iterator[Diagnostic]:
    """PR305 and PR306 for a spending plan that falls, or does not end at 100%."""
    given = [(each.by, each.share) for each in sheet.plan if each.share is not None]
    for (_, before), (by, share) in pairwise(given):
        if share < before:
            facts = {"by": by, "share": exact_text(share), "before": exact_text(before)}
            yield _diagnostic("PR305", sheet.place("plan"), **facts)
    if sheet.plan and (not given or given[-1][1] != 100):
        ends = exact_text(given[-1][1]) if given else "0"
        yield _diagnostic("PR306", sheet.place("plan"), share=ends)


def _names(sheet: Sheet) -> Iterator[Diagnostic]:
    by_name: defaultdict[str, dict[str, Indicator]] = defaultdict(dict)
    # Indicators of a department are named for their sub-goals, once in each group.
    groups_share_names = sheet.scope == "department"
    for indicator in sheet.indicators:
        if not indicator.name:
            continue
        same = by_name[indicator.name]
        if indicator.level2 in same:
            yield _diagnostic("PR308", indicator.at, name=indicator.key)
        elif same and not groups_share_names:
            first = next(iter(same.values()))
            yield _diagnostic(
                "PR309", indicator.at, name=indicator.name, first=first.key, second=indicator.key
            )
        same.setdefault(indicator.level2, indicator)


def _targets(sheet: Sheet) -> Iterator[Diagnostic]:
    for indicator in sheet.indicators:
        for diagnostic in indicator.reading.diagnostics:
            place = indicator.at
            yield diagnostic if place is None else place.locate(diagnostic, indicator.target)
