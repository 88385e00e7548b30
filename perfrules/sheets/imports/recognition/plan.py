"""The spending plan of a form: which share is spent by which day."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define

from perfrules.documents.media.pages import Cell
from perfrules.sheets.amounts import read_share
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.vocabulary import field_of
from perfrules.sheets.labels import on_one_line
from perfrules.sheets.model import Checkpoint
from perfrules.values import QuantityError


@define
class PlanReader:
    """Reads the spending plan: a row of days, and below it a row of shares."""

    ledger: Ledger
    checkpoints: tuple[Cell, ...] = ()
    shares: tuple[Cell, ...] = ()

    def take(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is of the spending plan: its days, or below them its shares."""
        if field_of(cells[0].text) == "plan" and len(cells) > 1:
            self.checkpoints = tuple(cells[1:])
        elif self.checkpoints and not self.shares and self._are_shares(cells):
            self.shares = tuple(cells)
        else:
            return False
        for cell in cells:
            self.ledger.accept(cell, "plan")
        return True

    def checkpoints_with_shares(self) -> tuple[Checkpoint, ...]:
        """The spending plan: each share below its day."""
        shares = (
            (day, next((each for each in self.shares if _is_below(each, day)), None))
            for day in self.checkpoints
        )
        return tuple(
            Checkpoint(on_one_line(day.text), None if share is None else read_share(share.text))
            for day, share in shares
        )

    def _are_shares(self, cells: Sequence[Cell]) -> bool:
        """Whether each cell is a share below a day of its own."""
        days = [[day.column for day in self.checkpoints if _is_below(cell, day)] for cell in cells]
        return (
            all(_is_share(cell.text) for cell in cells)
            and all(days)
            and len({each[0] for each in days}) == len(cells)
        )


def _is_below(cell: Cell, heading: Cell) -> bool:
    """Whether a cell begins below another, of whatever width."""
    return heading.column <= cell.column < heading.column + heading.columns


def _is_share(text: str) -> bool:
    try:
        read_share(on_one_line(text))
    except QuantityError:
        return False
    return True
