"""Tables in text: the delimiter of CSV is found, each cell has the lines of its row as its place."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.csv_cells import bare
from perfrules.documents.media.pages.model import Cell, Grid, Page
from perfrules.documents.origin import Origin

DELIMITERS = ",\t;|"
_SAMPLE = 200


def read_delimited(source: Source, delimiter: str | None = None) -> tuple[Page, ...]:
    """The one table of a text; without `delimiter` the one that fits its rows best.

    Raises:
        DocumentError: PR578 where its quotes do not pair.
    """
    return (Page("", (grid_of(source, delimiter or found_delimiter(source.text)),)),)


def found_delimiter(text: str) -> str:
    r"""The delimiter under which most rows have the same number of cells, and many of them.

    >>> found_delimiter("一级指标;指标值\n产出,质量;≥95%\n"), found_delimiter("甲")
    (';', ',')
    """
    lines = text.splitlines()[:_SAMPLE]
    return max(DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))


def _fit(lines: Sequence[str], delimiter: str) -> float:
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(map(str.strip, row))]
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return width * count / len(rows)


def grid_of(source: Source, delimiter: str) -> Grid:
    """The rows of a text as a grid of equally long rows.

    Raises:
        DocumentError: PR578 where its quotes do not pair.
    """
    rows = list(rows_of(source, delimiter))
    width = max((len(texts) for texts, _ in rows), default=0)
    return Grid(
        tuple(
            tuple(
                Cell(text, at, row=number, column=column)
                for column, text in enumerate((*texts, *[""] * (width - len(texts))))
            )
            for number, (texts, at) in enumerate(rows)
        )
    )


def rows_of(source: Source, delimiter: str) -> Iterator[tuple[list[str], Origin]]:
    """The rows of a text as they are, each with its place.

    Raises:
        DocumentError: PR578 where its quotes do not pair.
    """
    lines = [f"{line}\n" for line in source.text.split("\n")]
    starts = [0, *accumulate(map(len, lines))]
    reader, first = csv.reader(lines, delimiter=delimiter, strict=True), 0
    try:
        for texts in reader:
            at = Origin(source, Span(starts[first], max(starts[first], starts[reader.line_num] - 1)))
            yield [bare(text) for text in texts], at
            first = reader.line_num
    except csv.Error as error:
        span = Span(starts[first], starts[first + 1] - 1)
        raise DocumentError(Diagnostic("PR578", {}, span, source)) from error


def first_lines(source: Source, count: int) -> tuple[str, ...]:
    """The first lines of a text that are not blank."""
    return tuple(islice((line for line in source.text.splitlines() if line.strip()), count))
