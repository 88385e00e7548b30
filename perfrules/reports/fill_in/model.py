"""What a workbook to fill in asks for, and whether its answers could be read back."""

from __future__ import annotations

from collections import Counter
from datetime import date

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.invisible import code_point
from perfrules.documents.invisible import UNSEEN
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.natural_order import natural_key
from perfrules.reports.workbooks import LONGEST
from perfrules.sheets import Sheet


@frozen
class FillIn:
    """What a workbook asks for. Added in 0.2.

    Attributes:
        sheets: The target sheets.
        levels: What may be answered where a target is in words, the best first; it is a list to choose from.
        possibilities: What may be said of reaching a target; with them, forecasts are asked for, too.
        as_of: The day up to which is reported, where it is known.
    """

    sheets: tuple[Sheet, ...]
    levels: tuple[str, ...] = ()
    possibilities: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def in_order(self) -> tuple[Sheet, ...]:
        """The sheets by code, or else by name, numbers by their value."""
        return tuple(sorted(self.sheets, key=lambda sheet: natural_key(sheet.code or sheet.name)))

    def require_writable(self) -> None:
        """Refuse sheets whose results could not be read back.

        Raises:
            ReportError: PR754 no sheets, PR785 a sheet without a code and without a name of its own, PR780
                and PR781 for texts that a cell cannot hold.
        """
        keys = Counter(sheet.key for sheet in self.sheets)
        problems = [] if self.sheets else [Diagnostic("PR754")]
        for sheet in self.sheets:
            if not sheet.key.strip() or (not sheet.code.strip() and keys[sheet.key] > 1):
                problems.append(Diagnostic("PR785", {"sheet": sheet.title or sheet.name or "—"}))
            problems += (problem for text in _texts(sheet) for problem in _faults_of(text))
        if problems:
            raise ReportError(*dict.fromkeys(problems))


def _texts(sheet: Sheet) -> tuple[str, ...]:
    rows = ((each.level1, each.level2, each.name, each.description, each.target) for each in sheet.indicators)
    return (sheet.key, sheet.name, *sheet.goals, *(text for row in rows for text in row))


def _faults_of(text: str) -> list[Diagnostic]:
    found = UNSEEN.search(text)
    problems = []
    if found is not None:
        problems.append(Diagnostic("PR780", {"column": text[:30], "character": code_point(found.group())}))
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > LONGEST:
        facts = {"column": text[:30], "length": f"{length:,}", "limit": f"{LONGEST:,}"}
        problems.append(Diagnostic("PR781", facts))
    return problems
