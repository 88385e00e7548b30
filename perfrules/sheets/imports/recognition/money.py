"""The amounts of a form: a table of budget and execution by source, or labels beside values."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell, Grid
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.amounts import budget_of, read_amount
from perfrules.sheets.forms.model import Claim, ClaimedExecution
from perfrules.sheets.heading_units import money_unit
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.vocabulary import STAGES, amount_of, field_of, key_of, vocabulary
from perfrules.sheets.labels import blanks, on_one_line, plain
from perfrules.sheets.model import MONEY, Budget
from perfrules.values import QuantityError

SOURCES = "total", "fiscal", "carried", "other"
_CLAIMS = "weight", "rate", "score"
_BUDGETED = "adjusted", "initial"
_PARTS = frozenset({"total", "fiscal", "other"})


@define
class MoneyReader:
    """Collects amounts by source and stage; `unit` is the unit of bare numbers."""

    ledger: Ledger
    unit: str = "万元"
    columns: dict[str, tuple[int, int]] = field(factory=dict)
    amounts: dict[tuple[str, str], tuple[Fraction, str]] = field(factory=dict)
    places: dict[str, Cell] = field(factory=dict)
    claims: dict[str, Claim] = field(factory=dict)
    texts: dict[str, str] = field(factory=dict)
    labels: dict[str, str] = field(factory=dict)
    headings: list[str] = field(factory=list)
    problems: list[Diagnostic] = field(factory=list)
    unknown: list[Cell] = field(factory=list)

    def take_headings(self, cells: list[Cell]) -> bool:
        """Whether a row holds the headings of amounts, which are kept."""
        known = {id(cell): meaning for cell in cells if (meaning := amount_of(cell.text)) is not None}
        for cell in cells[:-1]:
            # A label of the whole group, such as 年度预算数, left of the headings.
            if key_of(cell.text) in vocabulary().money and len(known) > _FEWEST:
                known.pop(id(cell), None)
        stages = [meaning for meaning in known.values() if meaning in STAGES]
        if not stages or len(known) < _FEWEST or any(is_amount(cell.text) for cell in cells):
            return False
        self.columns = {}
        for cell in cells:
            self.take_unit(cell.text)
            self.headings.append(cell.text)
            self.ledger.accept(cell, "heading")
            meaning = known.get(id(cell))
            if meaning is None and not self._is_label(cell):
                self.unknown.append(cell)
            if meaning is not None:
                self.columns.setdefault(meaning, (cell.column, cell.column + cell.columns))
        return True

    @staticmethod
    def _is_label(cell: Cell) -> bool:
        key = key_of(cell.text)
        return (
            key in vocabulary().money or field_of(cell.text) is not None or amount_of(cell.text) is not None
        )

    def take_unit(self, text: str) -> None:
        """Take the unit that the brackets of a label give the amounts."""
        self.unit = money_unit(text) or self.unit

    def take_row(self, grid: Grid, number: int) -> bool:
        """Whether a row holds amounts below the headings."""
        row = grid.rows[number]
        first = min(start for start, _ in self.columns.values())
        lead = [cell for cell in row[:first] if cell and cell.row == number]
        source = self._source(lead)
        values = {
            name: cell
            for name, (start, end) in self.columns.items()
            for cell in row[start:end]
            if cell and cell.row <= number < cell.row + cell.rows
        }
        numeric = any(is_amount(cell.text) for cell in values.values())
        if (source is None and lead) or not (numeric or source in SOURCES):
            return False
        for cell in lead:
            self.take_unit(cell.text)
            self.ledger.accept(cell, "label")
        for name, cell in values.items():
            if not self.ledger.knows(cell):
                self._take(source or "total", name, cell)
        return True

    def _source(self, lead: list[Cell]) -> str | None:
        """Which money a row is about, by the label next to the amounts."""
        for cell in reversed(lead):
            key = key_of(cell.text)
            if key in vocabulary().whole or _is_unit(cell.text):
                return "total"
            meaning = field_of(cell.text)
            if meaning == "further":
                return bare_label(cell.text)
            if meaning in SOURCES:
                self.labels.setdefault(meaning, bare_label(cell.text))
                return meaning
        if lead and key_of(lead[-1].text) in vocabulary().money:
            return "total"
        if lead and ("total", "adjusted") not in self.amounts and ("total", "initial") not in self.amounts:
            return None
        return bare_label(lead[-1].text) if lead and len(lead[-1].text) <= _LONGEST_LABEL else None

    def _take(self, source: str, name: str, cell: Cell) -> None:
        self.ledger.accept(cell, f"budget.{source}.{name}")
        text = on_one_line(cell.text)
        if plain(text) in blanks():
            return
        if name in STAGES:
            self.take_amount(source, name, cell)
        elif source != "total":
            return
        elif name in _CLAIMS:
            self.claims.setdefault(name, Claim.in_cell(cell))
        else:
            self.texts.setdefault(name, text)

    def take_label(self, cell: Cell, following: Cell | None) -> int:
        """Take a label of the amounts and an amount beside it, 预算规模 75.6; how many cells were taken."""
        self.take_unit(cell.text)
        self.ledger.accept(cell, "label")
        if following is None or not _is_value_of_money(following.text):
            return 1
        self.take_amount("total", "initial", following)
        self.ledger.accept(following, "total")
        return 2

    def take_beside(self, source: str, stage: str, cell: Cell, label: str) -> None:
        """Take the amount beside a label; later amounts have its unit: 预算金额（元）, 其中：财政资金."""
        self.take_unit(label)
        self.take_amount(source, stage, cell)

    def take_amount(self, source: str, stage: str, cell: Cell, unit: str | None = None) -> None:
        """Take one amount; PR304 for a text that is not one."""
        text = on_one_line(cell.text)
        if plain(text) in blanks() or plain(text) in ("/", "无"):
            return
        try:
            amount = read_amount(text, unit or self.unit)
        except QuantityError:
            self.problems.append(cell.at.report("PR304", text=text))
            return
        self.amounts.setdefault((source, stage), amount)
        self.places.setdefault(source, cell)

    def budget(self) -> Budget:
        """The budget at one stage: where most sources are given, and of equal ones the adjusted amounts."""
        stages = [
            {
                source: amount
                for (source, at), amount in self.amounts.items()
                if at == stage and (source in _PARTS or amount[0])
            }
            for stage in _BUDGETED
        ]
        found = max(stages, key=lambda amounts: len(amounts.keys() & _PARTS))
        if not found.keys() & _PARTS:
            return Budget(unit=self.unit)
        ordered = {name: found[name] for name in ("total", "fiscal", "other") if name in found}
        return budget_of(
            ordered | {self.labels.get(name, name): found[name] for name in found if name not in ordered}
        )

    def stages(self) -> Mapping[str, Fraction]:
        """The whole amounts by stage, in yuan."""
        return {
            stage: self.amounts["total", stage][0] * MONEY[self.amounts["total", stage][1]]
            for stage in STAGES
            if ("total", stage) in self.amounts
        }

    def execution(self) -> ClaimedExecution:
        """What the form claims of budget execution."""
        return ClaimedExecution(**self.claims)


_VALUE = late_pattern("[0-9.,]+(?:万?元)?")
_LONGEST_LABEL = 20
_LONGEST_HEADING = 6
_FEWEST = 2


def heads_amounts(line: str) -> bool:
    """Whether a line is the heading of the part with the amounts: 二、资金安排（单位：元）.

    >>> heads_amounts("二、资金安排（单位：元）"), heads_amounts("支持企业参展（万元）")
    (True, False)
    """
    key = key_of(line)
    return key in vocabulary().money or (len(key) <= _LONGEST_HEADING and "资金" in key)


def bare_label(text: str) -> str:
    """The label of a source without 其中 and brackets.

    >>> bare_label("其中：中央补助（万元）")
    '中央补助'
    """
    return key_of(text).removeprefix("其中")


def _is_value_of_money(text: str) -> bool:
    """Whether a text beside a label is one amount: 1,280.5万元."""
    return _VALUE.fullmatch(plain(text)) is not None


def _is_unit(text: str) -> bool:
    """Whether a text is nothing but the unit of the amounts beside it: （万元）."""
    return plain(text).strip("()") in MONEY


def is_amount(text: str) -> bool:
    """Whether a text is an amount of money, with or without a unit, or a rate."""
    try:
        read_amount(on_one_line(text).removesuffix("%"))
    except QuantityError:
        return False
    return True
