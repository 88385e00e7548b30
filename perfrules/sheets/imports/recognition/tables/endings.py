"""Rows that end a table or belong to the form as a whole: budget execution, the total, subtotals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.documents.media.pages import Cell
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.forms.target_columns import level_of
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.tables.carried import PROJECT
from perfrules.sheets.imports.recognition.tables.table_cells import TableCells
from perfrules.sheets.imports.recognition.vocabulary import key_of, vocabulary
from perfrules.sheets.labels import on_one_line, plain


@frozen
class Ending:
    """Such a row: `total`, `subtotal` or `execution`, its cells by meaning, and why it cannot be trusted."""

    kind: str
    cells: Mapping[str, Cell]
    fault: Diagnostic | None = None


def find_ending(
    table: TableCells, number: int, found: Mapping[str, Sequence[Cell]], ledger: Ledger
) -> Ending | None:
    """The row as such a row, whose cells are accepted; None for another row.

    Args:
        table: the table.
        number: the row.
        found: its cells by meaning.
        ledger: takes what becomes of the cells.
    """
    lead = _lead(table, number)
    if lead is None:
        return None
    label = key_of(lead.text)
    name = level_of(label)[0]
    words = vocabulary()
    kinds = {"total": words.total, "subtotal": words.subtotal, "execution": words.execution}
    kind = next((each for each, labels in kinds.items() if label in labels or name in labels), None)
    if kind is None or (kind == "execution" and _is_indicator_of_execution(table, lead, found)):
        return None
    others = {meaning: [cell for cell in cells if cell is not lead] for meaning, cells in found.items()}
    kept = {meaning: cells[0] for meaning, cells in others.items() if cells}
    for meaning, cell in kept.items():
        ledger.accept(cell, f"{kind}.{meaning}")
    ledger.accept(lead, kind)
    for cell in table.below(number, table.header.extra):
        if cell.row == number and Claim.of(cell.text).value is not None:
            ledger.accept(cell, f"{kind}.extra")
    return Ending(kind, kept, _fault(table, number, kept) if kind == "total" else None)


def _fault(table: TableCells, number: int, kept: Mapping[str, Cell]) -> Diagnostic | None:
    """PR706 for a total whose numbers are not below the points and the score, but beside them."""
    numbers = {name: cell for name, cell in kept.items() if _is_number(cell.text)}
    beside = [name for name in numbers if name in _NEVER_TOTALS]
    if not beside or len(numbers) < _TWO or not {"weight", "score"} <= table.header.columns.keys():
        return None
    if numbers.keys() >= {"weight", "score"}:
        return None
    cells = {id(cell): cell for cell in table.grid.rows[number] if cell}
    texts = Listed(on_one_line(cell.text) for cell in cells.values())
    wrong = numbers[beside[0]]
    return wrong.at.report(
        "PR706", column=table.heading(beside[0]), text=on_one_line(wrong.text), texts=texts
    )


_NEVER_TOTALS = frozenset({"target", "actual", "explanation", "note", "name"})
_TWO = 2


def _is_number(text: str) -> bool:
    return plain(text).replace(".", "", 1).isdigit()


def _is_indicator_of_execution(table: TableCells, lead: Cell, found: Mapping[str, Sequence[Cell]]) -> bool:
    """Whether a row of budget execution has a name and a target of its own, as any indicator."""
    named = any(cell is not lead for cell in found.get("name", ()))
    aimed = any(cell is not lead for cell in found.get("target", ()))
    return named and (aimed or "target" not in table.header)


def _lead(table: TableCells, number: int) -> Cell | None:
    """The first cell of a row that is not of the header and begins here, left of the values."""
    before = {
        at
        for name in (*PROJECT, "number", "day")
        for each in table.header.columns.get(name, ())
        for at in each.places
    }
    for at, cell in enumerate(table.grid.rows[number][: table.header.place_of_name + 1]):
        begins = bool(cell) and not table.is_heading(cell) and cell.row == number
        counts = at not in before or key_of(cell.text) in vocabulary().total
        if begins and counts and not key_of(cell.text).isdigit():
            return cell
    return None
