"""Tables for the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from perfrules.diagnostics import visible
from perfrules.reports.listings.model import ListedTable, ListingReport, Value
from perfrules.reports.roles import Tint
from perfrules.reports.terminal.tables import plain_table

_COLOURS: dict[Tint, str] = {"red": "red", "yellow": "yellow", "green": "green", "blue": "blue"}
_RIGHT = "figure", "share", "total"


def print_listings(report: ListingReport, console: Console) -> None:
    """Print the title, the remarks and each table that has rows."""
    console.print(Text(visible(report.title)), style="bold")
    for fact in report.facts:
        console.print(Text(visible(fact)))
    for table in report.tables:
        if table.rows:
            console.print()
            _print_table(table, console)


def _print_table(table: ListedTable, console: Console) -> None:
    title = f"{table.name}（{table.note}）" if table.note else table.name
    grid = plain_table(title)
    for at, column in enumerate(table.columns):
        right = any(table.role(at, row[at], last=False) in _RIGHT for row in table.rows)
        grid.add_column(column.head, overflow="fold", justify="right" if right else "left")
    for number, row in enumerate(table.rows, 1):
        style = "bold" if table.summed and number == len(table.rows) else ""
        grid.add_row(*(_cell(table, at, value) for at, value in enumerate(row)), style=style)
    console.print(grid)


def _cell(table: ListedTable, column: int, value: Value) -> Text:
    cell = Text("\n".join(map(visible, str(value).splitlines())))
    tint = table.tint(column, value)
    if tint:
        cell.stylize(_COLOURS[tint])
    return cell
