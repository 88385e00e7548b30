"""What was read from documents, and a report on every cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import fields, frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.resources.late_modules import late_module
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets.actuals import Actuals
from perfrules.sheets.departments import DepartmentGoals
from perfrules.sheets.model import Narrative, Sheet

if TYPE_CHECKING:
    from perfrules.sheets.imports.recognition import ledger
    from perfrules.sheets.imports.recognition.form import ImportedForm
else:
    # Sheets in YAML files need no recogniser.
    ledger = late_module("perfrules.sheets.imports.recognition.ledger")


@frozen(repr=False)
class Import(PlainRepr):
    """What was read from documents: sheets, the text outside tables, and diagnostics.

    `forms` are the tables from which sheets were read, with what they say beyond the targets. `entries` say
    what became of each cell of those tables. `departments` are the goals of departments as a whole.
    """

    sheets: tuple[Sheet, ...] = ()
    narrative: tuple[Narrative, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    forms: tuple[ImportedForm, ...] = ()
    entries: tuple[ledger.Entry, ...] = ()
    departments: tuple[DepartmentGoals, ...] = ()

    def __add__(self, other: Import) -> Import:
        """Both, one after the other."""
        return joined((self, other))

    @property
    def actuals(self) -> Actuals | None:
        """What filled forms report, by the code of the project or else its name; None without one."""
        filled = {form.key: form.actuals for form in self.forms if form.filled}
        days = {form.day for form in self.forms if form.filled}
        return Actuals(next(iter(days)) if len(days) == 1 else None, filled) if filled else None

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The one object that `perfrules import --json` prints."""
        by_sheet = {id(form.sheet): form for form in self.forms}
        data: dict[str, Any] = {
            "sheets": [by_sheet.get(id(sheet), sheet).to_json() for sheet in self.sheets],
            "narrative": [section.to_json() for section in self.narrative],
            "diagnostics": [diagnostic.to_json(language) for diagnostic in self.diagnostics],
        }
        if self.departments:
            data["departments"] = [each.to_json() for each in self.departments]
        if self.entries:
            cells = [entry.to_json(language) for entry in self.entries]
            data["report"] = {"counts": ledger.counts(self.entries), "cells": cells}
        return data


def joined(imports: Iterable[Import]) -> Import:
    """Return what was read of several documents as one, in their order."""
    parts = tuple(imports)
    names = (attribute.name for attribute in fields(Import))
    return Import(*(tuple(item for part in parts for item in getattr(part, name)) for name in names))
