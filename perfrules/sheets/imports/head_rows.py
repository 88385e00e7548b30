"""The rows above the indicator table: code and name, budget, spending plan, goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import zip_longest

from attrs import define, field

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.documents.origin import Origin
from perfrules.sheets.amounts import budget_of, read_amount, read_share
from perfrules.sheets.cells import Cell
from perfrules.sheets.imports.tables import Row, diagnostic_at, numeral_in
from perfrules.sheets.labels import is_goal_label, is_placeholder, labels, plain
from perfrules.sheets.model import Budget, Checkpoint

_PARTS = {
    "code": "项目编码",
    "name": "项目名称",
    "total": "预算数",
    "purpose": "资金用途",
    "plan": "资金支出计划",
    "goals": "绩效目标",
}


@define
class HeadRows:
    """Collects the rows by the labels they begin with; a blank first cell continues the group above."""

    unit: str
    group: str | None = None
    values: dict[str, Cell] = field(factory=dict)
    checkpoints: Row = ()
    shares: Row | None = None
    goals: list[str] = field(factory=list)
    goals_seen: bool = False
    open_goal: str | None = None
    diagnostics: list[Diagnostic] = field(factory=list)

    def take(self, row: Row) -> None:
        """Take one row."""
        first, pairs = plain(row[0].text), {**labels().head, **labels().budget}
        if first in labels().groups:
            self.group = labels().groups[first]
            self._take_in_group(row[1:], opens=True)
        elif self.group is None or first in pairs:
            self._take_pairs(row, pairs)
        else:
            self._set_aside(row[:1])
            self._take_in_group(row[1:], opens=False)

    def _take_in_group(self, cells: Row, *, opens: bool) -> None:
        match self.group:
            case "budget":
                self._take_budget(cells)
            case "plan":
                self._take_plan(cells, opens=opens)
            case _:
                self._take_goal(cells)

    def _take_budget(self, cells: Row) -> None:
        if any(plain(cell.text) in labels().budget for cell in cells):
            self._take_pairs(cells, labels().budget)
        elif cells and "purpose" not in self.values:
            written = [cell for cell in cells if cell] or [cells[0]]
            self.values["purpose"] = written[0]
            self._set_aside(written[1:])
        else:
            self._set_aside(cells)

    def _take_pairs(self, cells: Row, meanings: Mapping[str, str]) -> None:
        """Take labels, each with its value in the next cell."""
        at = 0
        while at < len(cells):
            meaning = meanings.get(plain(cells[at].text))
            if meaning is None or meaning in self.values:
                self._set_aside(cells[at : at + 1])
            elif at + 1 < len(cells) and plain(cells[at + 1].text) not in meanings:
                at += 1
                self.values[meaning] = cells[at]
            at += 1

    def _take_plan(self, cells: Row, *, opens: bool) -> None:
        if opens and not self.checkpoints:
            self.checkpoints = cells
        elif not opens and self.shares is None:
            self.shares = cells
        else:
            self._set_aside(cells)

    def _take_goal(self, cells: Row) -> None:
        if not any(cells):
            return
        label, texts = cells[0], cells[1:]
        if is_goal_label(label.text) and not any(texts):
            self.open_goal = plain(label.text)
            return
        if label and not is_goal_label(label.text):
            texts = cells
        self.open_goal = None
        self.goals_seen = True
        goals = [cell for cell in texts if cell and not is_placeholder(cell.text)]
        if len(goals) > 1:
            self.diagnostics.append(
                diagnostic_at(goals[0], "PR331", texts=Listed(cell.text for cell in goals))
            )
        self.goals += [cell.text for cell in goals]

    def _set_aside(self, cells: Iterable[Cell]) -> None:
        self.diagnostics += [diagnostic_at(cell, "PR312", text=cell.text) for cell in cells if cell]

    def text(self, name: str) -> str:
        """Return the text beside a label, "" without one."""
        cell = self.values.get(name)
        return "" if cell is None else cell.text

    def places(self) -> dict[str, Origin]:
        """The places of the parts of the head."""
        plan = next((cell for cell in self.shares or () if cell), None)
        cells = {"code": self.values.get("code"), "budget": self.values.get("total"), "plan": plan}
        return {name: cell.at for name, cell in cells.items() if cell is not None}

    def missing(self) -> Iterator[str]:
        """The parts that are not there, in the words of the form."""
        seen = {*self.values}
        if self.shares is not None:
            seen.add("plan")
        if self.goals_seen:
            seen.add("goals")
        yield from (label for name, label in _PARTS.items() if name not in seen)

    def budget(self) -> Budget:
        """The amounts, in the unit of the first."""
        amounts: dict[str, tuple[Fraction, str]] = {}
        for name in ("total", "fiscal", "other"):
            amount = numeral_in(
                self.values.get(name), lambda text: read_amount(text, self.unit), self.diagnostics
            )
            if amount is not None:
                amounts[name] = amount
        return budget_of(amounts)

    def plan(self) -> tuple[Checkpoint, ...]:
        """The checkpoints with their shares."""
        pairs = zip_longest(self.checkpoints, self.shares or ())
        return tuple(
            Checkpoint("" if by is None else by.text, numeral_in(share, read_share, self.diagnostics))
            for by, share in pairs
            if by or share
        )
