"""The rows of the table of indicators."""

from __future__ import annotations

from collections import Counter

from perfrules.data_classes import define, evolve, field
from perfrules.diagnostics import Diagnostic
from perfrules.sheets.actuals import ActualEntry
from perfrules.sheets.cells import Cell, Row
from perfrules.sheets.forms.headings import Headings
from perfrules.sheets.forms.labels import is_part, without_mark
from perfrules.sheets.forms.model import Claim, FormRow
from perfrules.sheets.forms.target_columns import actual_with_unit, level_of, target_of, unit_conflict
from perfrules.sheets.model import MONEY, Indicator

_PROJECT = {"code": "code", "project": "name"}


@define
class TableRows:
    """The rows below a row of headings, and the points that the labels of first-level groups give."""

    headings: Headings
    rows: list[FormRow] = field(factory=list)
    group_points: dict[str, Claim] = field(factory=dict)
    levels: tuple[str, str] = ("", "")

    @property
    def listed(self) -> bool:
        """Whether the rows name the project to which they belong."""
        return not _PROJECT.keys().isdisjoint(self.headings.columns)

    @property
    def lead_columns(self) -> int:
        """How many columns may hold the label that begins a row: those before the second level."""
        columns = self.headings.columns
        return columns.get("level2", columns["name"] + ("level1" not in columns))

    def cell(self, row: Row, name: str) -> Cell | None:
        """The cell of a column, None where it is blank or there is no such column."""
        at = self.headings.columns.get(name)
        return row[at] if at is not None and at < len(row) and row[at] else None

    def text(self, row: Row, name: str) -> str:
        """The text of a column on one line."""
        cell = self.cell(row, name)
        return "" if cell is None else on_one_line(cell.text)

    def project_of(self, row: Row) -> dict[str, Cell]:
        """The code and name of the project to which a row belongs."""
        named = {name: self.cell(row, column) for column, name in _PROJECT.items()}
        return {name: cell for name, cell in named.items() if cell is not None}

    def execution_of(self, row: Row) -> dict[str, Cell]:
        """What a row of budget execution has.

        Budget and executed amount are in the columns of target and actual, the rate is beside them; without
        amounts the rate is in the column of actuals.
        """
        columns = {"weight": "weight", "score": "score", "rate": "actual"}
        if self._is_money(row, "target") and self._is_money(row, "actual"):
            columns |= {"adjusted": "target", "executed": "actual", "rate": "rate"}
        found = {name: self.cell(row, column) for name, column in columns.items()}
        return {name: cell for name, cell in found.items() if cell is not None}

    def _is_money(self, row: Row, name: str) -> bool:
        return self.text(row, name).endswith(tuple(MONEY))

    def take(self, row: Row) -> None:
        """Read the row of an indicator, or of a part of the indicator above."""
        if not (self.cell(row, "name") or self.cell(row, "target")):
            return
        level1, level2 = self._levels_of(row)
        same_level1, same_group = level1 == self.levels[0], (level1, level2) == self.levels
        self.levels = level1, level2
        read = self._row(row, level1, level2)
        if same_group and self._is_part(read):
            self.rows[-1] = evolve(self.rows[-1], parts=(*self.rows[-1].parts, read))
        elif same_level1 and self._shares(read):
            self.rows[-1] = evolve(self.rows[-1], shares_points=True)
            self.rows.append(evolve(read, shares_points=True))
        else:
            self.rows.append(read)

    def _shares(self, row: FormRow) -> bool:
        """Whether a row has a score but no points, so that the cell above it has the points of both."""
        above = self.rows[-1] if self.rows else None
        has_points = above is not None and (above.weight is not None or above.shares_points)
        return has_points and row.weight is None and row.score is not None

    def finished(self) -> tuple[FormRow, ...]:
        """The rows; without a column of points, each has those of its group if it is alone in it."""
        if "weight" in self.headings.columns or self.lacking != self._lacking_but_weight():
            return tuple(self.rows)
        return tuple(
            evolve(row, indicator=evolve(row.indicator, weight=self.group_points[row.indicator.level1].value))
            for row in self.rows
        )

    @property
    def lacking(self) -> tuple[str, ...]:
        """The needed columns that were not found; that of points is not needed where groups have them."""
        sizes = Counter(row.indicator.level1 for row in self.rows)
        known = all(name in self.group_points and count == 1 for name, count in sizes.items())
        return self._lacking_but_weight() if known and sizes else self.headings.lacking

    def _lacking_but_weight(self) -> tuple[str, ...]:
        return tuple(name for name in self.headings.lacking if name != "weight")

    def _is_part(self, row: FormRow) -> bool:
        """Whether a row has no points and is named as a part, or follows one that is."""
        if not self.rows or row.weight is not None or row.score is not None:
            return False
        return is_part(row.indicator.name) or bool(self.rows[-1].parts)

    def _levels_of(self, row: Row) -> tuple[str, str]:
        """The levels of a row, where they are blank those of the row above."""
        level1, points = level_of(self.text(row, "level1"))
        cell = self.cell(row, "level1")
        if points is not None and cell is not None:
            self.group_points[level1] = Claim(cell.text.strip(), points, at=cell.at)
        level1 = level1 or self.levels[0]
        level2, _ = level_of(self.text(row, "level2"))
        return level1, level2 or (self.levels[1] if level1 == self.levels[0] else "")

    def _row(self, row: Row, level1: str, level2: str) -> FormRow:
        weight, target = self._claim(row, "weight"), self.cell(row, "target")
        unit = self.text(row, "unit") or self.headings.units.get("target", "")
        wanted = target_of(self.text(row, "target"), self.text(row, "operator"), unit)
        indicator = Indicator(
            level1,
            level2,
            self.text(row, "name"),
            target=wanted.text,
            direction=wanted.direction,
            at=(target or row[0]).at,
            weight=None if weight is None else weight.value,
        )
        explanation, is_open = without_mark(self.text(row, "explanation"))
        return FormRow(
            indicator,
            self._entry(row, explanation),
            weight,
            self._claim(row, "score"),
            is_open=is_open,
            problems=self._unit_problems(row),
        )

    def _unit_problems(self, row: Row) -> tuple[Diagnostic, ...]:
        cell = self.cell(row, "unit")
        if cell is None:
            return ()
        found = unit_conflict(self.text(row, "target"), self.text(row, "unit"), cell.at)
        return () if found is None else (found,)

    def _entry(self, row: Row, explanation: str) -> ActualEntry | None:
        actual = self.cell(row, "actual")
        if actual is None:
            return None
        text = actual_with_unit(on_one_line(actual.text), self.headings.units.get("actual", ""))
        return ActualEntry(text, at=actual.at, explanation=explanation)

    def _claim(self, row: Row, name: str) -> Claim | None:
        cell = self.cell(row, name)
        return None if cell is None else Claim.in_cell(cell)


def on_one_line(text: str) -> str:
    """A text without its line breaks and the blanks around them."""
    return "".join(part.strip() for part in text.splitlines())
