"""What commands over many projects share: a progress bar, actuals, projects without sheet or with several."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from perfrules.cli import terminal
from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.hints import similar
from perfrules.diagnostics.listed import Listed
from perfrules.sheets import Actuals, Import, Sheet, find_actuals, load_actuals

_MANY = 20
"""The least number of sheets for which a progress bar is shown."""
_Part = TypeVar("_Part")
_MOST_COMPARED = 50
"""The most projects without a sheet for which similar codes are named."""


def progress(parts: Iterable[_Part], steps: int, sheets: int, *, quiet: bool) -> Iterable[_Part]:
    """Yield the parts of the work; a terminal shows a bar if there are many sheets.

    Args:
        parts: the sheets, or groups of them.
        steps: how many parts there are.
        sheets: how many sheets there are in all parts.
        quiet: show nothing.
    """
    if quiet or sheets < _MANY or not sys.stderr.isatty():
        return parts
    bar: Iterable[_Part] = terminal.with_bar(parts, steps)
    return bar


def without_sheet(actuals: Actuals, sheets: Sequence[Sheet]) -> Iterator[Diagnostic]:
    """PR415 for each project that is reported and has no sheet."""
    codes = dict.fromkeys(sheet.key for sheet in sheets)
    if not codes:  # no sheet could be read, which is reported
        return
    unknown = [code for code in actuals.projects if code not in codes]
    # Comparing each of many with each of many takes minutes, and many are not spelling mistakes.
    alike = codes if len(unknown) <= _MOST_COMPARED else ()
    for code in unknown:
        project = actuals.projects[code]
        problem = Diagnostic("PR415", {"code": code, **similar(code, alike)})
        yield problem if project.at is None else problem.within(project.at.source, whole=project.at.span)


def with_several_sheets(sheets: Sequence[Sheet]) -> Iterator[Diagnostic]:
    """PR702 for each sheet of a project that has one in an earlier part of the document, too.

    Two in one part are reported when they are loaded.
    """
    first: dict[str, Sheet] = {}
    for sheet in sheets:
        before = first.setdefault(sheet.code, sheet)
        if sheet.code and before.part != sheet.part:
            facts = {"code": sheet.code, "part": sheet.part or "—", "other": before.part or "—"}
            problem, place = Diagnostic("PR702", facts), sheet.place("code")
            yield problem if place is None else problem.within(place.source, whole=place.span)


def actuals_for(sheets: Path, found: Import, path: Path | None) -> tuple[Actuals, list[Diagnostic]]:
    """What was achieved, and what was noticed about where it was found.

    Args:
        sheets: the file or folder of the sheets.
        found: what was read of it; filled forms among the sheets have their own results.
        path: the file of actuals, None for those in the forms, else beside the sheets.

    Raises:
        DocumentError: the file cannot be read, or there are several to choose from.
    """
    if path is None and found.actuals is not None:
        return found.actuals, [Diagnostic("PR722")]
    paths = (path,) if path is not None else find_actuals(sheets)
    if not paths:
        return Actuals(), [Diagnostic("PR416")] if found.sheets else []
    if len(paths) > 1:
        raise PerfrulesError(Diagnostic("PR417", {"files": Listed(each.name for each in paths)}))
    reported = load_actuals(paths[0])
    return reported, list(reported.diagnostics)
