"""The units of the amounts of a ledger, said by a heading, above the headings, or row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl
from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.columns import labels, unclear
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.findings import BrokenRow
from perfrules.ledgers.money_units import cell_unit, stated_unit
from perfrules.ledgers.sources import ROW, Ledger
from perfrules.sheets.heading_units import heading_unit
from perfrules.sheets.labels import plain

_UNIT, _TEXT, _YUAN = "perfrules_money_unit", "perfrules_amount_text", "元"
_SIGNED, _BARE = r"[¥￥][^万亿元]*\d\s*$", r"\d\s*$"


@frozen
class UnitColumns:
    """The columns that may hold units of money: one that does, and those whose first cells do not."""

    money: str | None
    others: tuple[str, ...]

    @classmethod
    def of(cls, ledger: Ledger, given: Iterable[str]) -> UnitColumns:
        """Look at the cells of the first batch under headings such as 单位.

        Args:
            ledger: The ledger.
            given: The headings that a mapping file names, which hold what it says.

        Raises:
            LedgerError: PR885 where two columns hold units of money.
        """
        words, kept = {plain(word).casefold() for word in labels()["money-units"]}, set(given)
        names = [name for name in ledger.headings if plain(name).casefold() in words and name not in kept]
        if not names:
            return cls(None, ())
        first = next((each.frame for each in ledger.batches(names) if each.frame.height), pl.DataFrame())
        money = [name for name in names if name in first.columns and _units(first[name])]
        if len(money) > 1:
            raise LedgerError(unclear("unit", money))
        return cls(next(iter(money), None), tuple(name for name in names if name not in money))

    @property
    def names(self) -> tuple[str, ...]:
        """All of the columns."""
        return self.others if self.money is None else (self.money, *self.others)


class AmountUnits:
    """Writes the unit behind each bare amount of one ledger whose heading has none in brackets.

    Amounts in merged cells of several rows are left out, because nobody knows the part of each row.

    Raises:
        LedgerError: PR951: a heading and the rows above state different units.
    """

    def __init__(self, ledger: Ledger, amounts: Iterable[str], columns: UnitColumns) -> None:
        self.ledger, self.columns = ledger.name, columns
        self.stated = {heading: _stated(heading, ledger.units_above) for heading in amounts}
        self.merged = {name: rows for name in self.stated if (rows := ledger.merged.get(name))}

    def applied(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[BrokenRow]]:
        """Return the rows with the units of their amounts, and the rows whose unit is unclear."""
        broken: list[BrokenRow] = []
        for name, shared in self.merged.items():
            rows = [row for row in frame[ROW] if row in shared]
            broken += [self._merged(row, name) for row in rows]
            frame = frame.filter(~pl.col(ROW).is_in(rows))
        for name in self.columns.others:
            units = _units(frame[name])
            if units:
                # A column that is not known to hold units of money, because its first cells hold none.
                unclear = pl.col(name).is_in(list(units)).fill_null(value=False)
                broken += self._unclear(frame.filter(unclear), name)
                frame = frame.filter(~unclear)
        for heading, stated in self.stated.items():
            if stated or self.columns.money is not None:
                frame, found = self._with_units(frame, heading, stated)
                broken += found
        return frame, broken

    def _with_units(
        self, frame: pl.DataFrame, heading: str, stated: str
    ) -> tuple[pl.DataFrame, list[BrokenRow]]:
        column = self.columns.money
        frame = _with_unit_column(frame, column, stated)
        text, unit = pl.col(heading).cast(pl.String).str.strip_chars(), pl.col(_UNIT)
        bare = text.str.contains(_BARE).fill_null(value=False)
        unsaid = bare & unit.is_null()
        twofold = bare & (unit != stated) if stated and column is not None else pl.lit(value=False)
        doubtful = text.str.contains(_SIGNED) & (unit != _YUAN)
        wrong = (unsaid | twofold | doubtful).fill_null(value=False)
        broken: list[BrokenRow] = []
        for row in frame.filter(wrong).select(ROW, _UNIT, text.alias(_TEXT)).iter_rows(named=True):
            if row[_UNIT] is None:
                continue
            facts = {"column": heading, "units": f"{stated}、{row[_UNIT]}"}
            problem = Diagnostic("PR951", facts)
            if not stated or row[_UNIT] == stated:
                problem = Diagnostic("PR862", {"amount": row[_TEXT], "unit": row[_UNIT]})
            broken.append(BrokenRow(self.ledger, row[ROW], problem))
        if column is not None:
            broken += self._unclear(frame.filter(unsaid), column)
        # The check of approvals knows a unit in brackets.
        known = bool(heading_unit(heading))
        made = text if known else pl.when(bare).then(text + unit).otherwise(text)
        return frame.filter(~wrong).with_columns(made.alias(heading)).drop(_UNIT), broken

    def _merged(self, row: int, heading: str) -> BrokenRow:
        facts = {"column": heading, "rows": self.merged[heading][row]}
        return BrokenRow(self.ledger, row, Diagnostic("PR953", facts))

    def _unclear(self, frame: pl.DataFrame, column: str) -> list[BrokenRow]:
        rows = frame.select(ROW, pl.col(column).fill_null("")).iter_rows()
        return [
            BrokenRow(self.ledger, row, Diagnostic("PR952", {"column": column, "text": text.strip()}))
            for row, text in rows
        ]


def _with_unit_column(frame: pl.DataFrame, column: str | None, stated: str) -> pl.DataFrame:
    """Add the unit of each row: that of its cell, else the stated one for all."""
    if column is None:
        return frame.with_columns(pl.lit(stated).alias(_UNIT))
    units = _units(frame[column])
    found = pl.col(column).replace_strict(
        list(units), list(units.values()), default=None, return_dtype=pl.String
    )
    return frame.with_columns((found if units else pl.lit(None, pl.String)).alias(_UNIT))


def _units(cells: pl.Series) -> dict[str, str]:
    """The units of money among some cells, by the texts of the cells."""
    if cells.dtype != pl.String:
        return {}
    found = {text: cell_unit(text) for text in cells.drop_nulls().unique()}
    return {text: unit for text, unit in found.items() if unit is not None}


def _stated(heading: str, above: Sequence[str]) -> str:
    own = stated_unit(heading)
    units = list(dict.fromkeys([*([own] if own else []), *above]))
    if len(units) > 1:
        raise LedgerError(Diagnostic("PR951", {"column": heading, "units": "、".join(units)}))
    return units[0] if units else ""
