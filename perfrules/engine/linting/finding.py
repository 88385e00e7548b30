"""A fault of a target sheet, and the change that removes it if only one does."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.sheets import Indicator, Origin, Sheet


@frozen
class Fix:
    """Another text for a field of an indicator, counted from 0 in its sheet."""

    indicator: int
    field: str
    text: str

    def to_json(self) -> dict[str, Any]:
        """The fix as plain data."""
        return {"indicator": self.indicator, "field": self.field, "text": self.text}


@frozen
class SheetFinding:
    """A fault in a sheet. `fix` is None where more than one remedy is possible. Added in 0.2."""

    diagnostic: Diagnostic
    sheet: Sheet
    fix: Fix | None = None

    @property
    def code(self) -> str:
        """The stable code."""
        return self.diagnostic.code

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """What the diagnostic says, the project, and the fix."""
        return {
            **self.diagnostic.to_json(language),
            "project": self.sheet.code,
            "fix": None if self.fix is None else self.fix.to_json(),
        }


def found_at(code: str, place: Origin | None, /, **facts: object) -> Diagnostic:
    """A diagnostic at a place of a document, or without a place for a sheet made in a program."""
    if place is None:
        return Diagnostic(code, facts)
    return Diagnostic(code, facts, place.span, place.source)


def about(code: str, indicator: Indicator, /, **facts: object) -> Diagnostic:
    """A diagnostic about an indicator; its name and its target are among the facts.

    >>> about("PR774", Indicator("产出指标", "数量指标", "培训", target="文字描述")).arguments["name"]
    '培训'
    """
    return found_at(code, indicator.at, name=indicator.name, target=indicator.target, **facts)
