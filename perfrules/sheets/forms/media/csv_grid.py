"""The grid of a CSV file, as a spreadsheet saves it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents import DocumentError, bare, read_text
from perfrules.sheets.cells import Cell, Grid, Row
from perfrules.sheets.model import Origin

_TAB = ".tsv"


def read_csv_grids(path: Path) -> tuple[Grid, ...]:
    """The grid of a CSV file in UTF-8 or GB18030; a file that ends in .tsv is separated by tabs.

    Raises:
        DocumentError: the file cannot be read, or PR439 where it is not CSV.
    """
    delimiter = "\t" if path.suffix.lower() == _TAB else ","
    return (Grid(tuple(rows_of(read_text(path).source, delimiter))),)


def rows_of(source: Source, delimiter: str = ",") -> Iterator[Row]:
    r"""The rows in the text of a CSV file, each cell with the lines of its row as its place.

    Raises:
        DocumentError: PR439 where the text is not CSV.

    >>> [[cell.text for cell in row] for row in rows_of(Source("三级指标,得分\n人数,10"))]
    [['三级指标', '得分'], ['人数', '10']]
    """
    lines = [f"{line}\n" for line in source.text.split("\n")]
    starts = [0, *accumulate(map(len, lines))]
    reader, first = csv.reader(lines, delimiter=delimiter, strict=True), 0
    try:
        for cells in reader:
            at = Origin(source, Span(starts[first], starts[reader.line_num] - 1))
            yield [Cell(bare(text), at) for text in cells]
            first = reader.line_num
    except csv.Error as error:
        span = Span(starts[first], starts[first + 1] - 1)
        raise DocumentError(Diagnostic("PR439", {"reason": str(error)}, span, source)) from error
