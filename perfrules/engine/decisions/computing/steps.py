"""The steps of a computation with their numbers: `550元/人/天 × 40人 × 2天 = 44000元`."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from perfrules.diagnostics import Language
from perfrules.formulas.scope import words_in
from perfrules.policies.base.head import Citation
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Quantity


@frozen(repr=False)
class UsedRow(PlainRepr):
    """A row of a table that a step used: its keys as worded, its number, and the source of the table."""

    table: str
    row: str
    value: Quantity
    cite: tuple[Citation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        cite = [each.to_json() for each in self.cite]
        return {"table": self.table, "row": self.row, "value": self.value.to_json(), "cite": cite}


@frozen(repr=False)
class Step(PlainRepr):
    """One computed name or output: its formula, the calculation with numbers, the result, the rows used."""

    name: str
    title: str
    formula: str
    calculation: str
    value: Quantity
    rows: tuple[UsedRow, ...] = ()
    cite: tuple[Citation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "name": self.name,
            "title": self.title,
            "formula": self.formula,
            "calculation": self.calculation,
            "value": self.value.to_json(),
            "rows": [row.to_json() for row in self.rows],
            "cite": [each.to_json() for each in self.cite],
        }

    @property
    def sentence(self) -> str:
        """The calculation and its result; the result alone if the formula is one name."""
        return self.sentence_in("zh")

    def sentence_in(self, language: Language) -> str:
        """Return the sentence with the names of functions in a language."""
        worded = self.calculation
        for chinese, word in words_in(language).items():
            worded = worded.replace(chinese, word)
        return worded if worded == str(self.value) else f"{worded} = {self.value}"
