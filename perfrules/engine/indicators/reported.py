"""Which reported entry belongs to which indicator of a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import near
from perfrules.diagnostics.listed import Listed
from perfrules.sheets import ActualEntry, Actuals, Indicator, ProjectActuals, Sheet


def project_of(sheet: Sheet, actuals: Actuals | ProjectActuals | None) -> tuple[ProjectActuals, date | None]:
    """The actuals of a sheet's project, and the day of the report where it is known.

    >>> project_of(Sheet(code="1"), Actuals(date(2021, 6, 30)))
    (ProjectActuals(...), datetime.date(2021, 6, 30))

    Raises:
        TypeError: one of them is something else, such as a path.
    """
    if not isinstance(sheet, Sheet):
        raise TypeError(f"a Sheet is needed, not {type(sheet).__name__}; load_sheets reads files")
    if not isinstance(actuals, Actuals | ProjectActuals | None):
        raise TypeError(f"Actuals are needed, not {type(actuals).__name__}; load_actuals reads files")
    if isinstance(actuals, Actuals):
        return actuals.projects.get(sheet.key, ProjectActuals()), actuals.as_of
    return actuals or ProjectActuals(), None


def entry_for(sheet: Sheet, project: ProjectActuals, indicator: Indicator) -> ActualEntry | None:
    """The entry of an indicator. A name that two indicators share belongs to neither.

    >>> rows = (Indicator("产出指标", "数量指标", "人数"), Indicator("产出指标", "质量指标", "人数"))
    >>> actuals = ProjectActuals(indicators={"人数": ActualEntry("5"), "质量指标/人数": ActualEntry("6")})
    >>> sheet = Sheet(code="1", indicators=rows)
    >>> [entry and entry.text for entry in (entry_for(sheet, actuals, row) for row in rows)]
    [None, '6']
    """
    return _entry(project, indicator, _names_twice(sheet))


def entries_for(sheet: Sheet, project: ProjectActuals) -> list[ActualEntry | None]:
    """The entry of each indicator of a sheet, in order, as `entry_for` finds it.

    >>> rows = (Indicator("产出指标", "数量指标", "人数"),)
    >>> entries_for(Sheet(indicators=rows), ProjectActuals(indicators={"人数": ActualEntry("5")}))[0].text
    '5'
    """
    twice = _names_twice(sheet)
    return [_entry(project, indicator, twice) for indicator in sheet.indicators]


def _entry(project: ProjectActuals, indicator: Indicator, twice: set[str]) -> ActualEntry | None:
    if indicator.name in twice and indicator.key not in project.indicators:
        return None
    return project.entry(indicator)


def unmatched(sheet: Sheet, project: ProjectActuals) -> Iterator[Diagnostic]:
    """PR402 for entries of no indicator, PR414 for entries of two."""
    twice = _names_twice(sheet)
    known = {each.key: each for each in sheet.indicators} | {each.name: each for each in sheet.indicators}
    for name, entry in project.indicators.items():
        if name in twice:
            keys = Listed(each.key for each in sheet.indicators if each.name == name)
            yield _at(entry, Diagnostic("PR414", {"name": name, "keys": keys}))
        elif name not in known:
            names = [each.name for each in sheet.indicators]
            yield _at(entry, Diagnostic("PR402", {"name": name, **near(name, names)}))


def budget_diagnostic(sheet: Sheet, project: ProjectActuals, code: str, **facts: str) -> Diagnostic:
    """A diagnostic about the budget, placed in the actuals if they have the project, else in the sheet."""
    problem = Diagnostic(code, {"name": sheet.name or sheet.code or sheet.part or "—", **facts})
    place = project.at or sheet.place("budget")
    return problem if place is None else problem.within(place.source, whole=place.span)


def _names_twice(sheet: Sheet) -> set[str]:
    counts = Counter(indicator.name for indicator in sheet.indicators)
    return {name for name, count in counts.items() if count > 1}


def _at(entry: ActualEntry, problem: Diagnostic) -> Diagnostic:
    return problem if entry.at is None else problem.within(entry.at.source, whole=entry.at.span)
