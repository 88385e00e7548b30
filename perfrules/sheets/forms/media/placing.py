"""Place the texts of a table: give each cell its address and its span in a source."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from perfrules.diagnostics import Source, Span
from perfrules.sheets.cells import Cell, Row
from perfrules.sheets.model import Origin


def placed(
    texts: Sequence[Sequence[str]],
    name: str,
    sheet: str = "",
    rounded: Collection[tuple[int, int]] = frozenset(),
) -> list[Row]:
    r"""The cells of a table.

    Args:
        texts: their texts, row by row, from the first on.
        name: the file's.
        sheet: what comes before an address, such as `自评表!`.
        rounded: the cells, by row and column from 0, whose number format hides decimals.

    >>> _, (_, cell) = placed([["甲", "乙"], ["丙", "丁"]], "表.xlsx", "自评表!")
    >>> cell.text, cell.at.cell, cell.at.source.text, cell.at.span.start
    ('丁', '自评表!B2', '甲\t乙\n丙\t丁', 6)
    """
    # A line a row, so that messages can show it.
    lines = [[" ".join(text.split()) for text in row] for row in texts]
    addresses: list[tuple[int, str]] = []
    start = 0
    for number, line in enumerate(lines, 1):
        for column, shown in enumerate(line):
            addresses.append((start, f"{sheet}{_letters(column)}{number}"))
            start += len(shown) + 1
        start += not line
    source = Source("\n".join("\t".join(line) for line in lines), name, cells=tuple(addresses))
    cells = iter(addresses)
    return [
        [
            Cell(text, Origin(source, Span(at, at + len(shown)), address), (row_at, column) in rounded)
            for column, (text, shown, (at, address)) in enumerate(zip(row, line, cells, strict=False))
        ]
        for row_at, (row, line) in enumerate(zip(texts, lines, strict=True))
    ]


def _letters(column: int) -> str:
    """The name of a column, counted from 0: A, B, and after Z AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
