"""Filled forms as CSV: the form's grid as a spreadsheet saves it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents import DocumentError, bare, read_text
from perfrules.sheets.cells import Cell, Grid, Row
from perfrules.sheets.forms.grids import read_grid
from perfrules.sheets.forms.model import FilledForm
from perfrules.sheets.model import Origin

_TAB = ".tsv"


def read_csv_grids(path: Path) -> tuple[Grid, ...]:
    """The grid of a CSV file in UTF-8 or GB18030; a file that ends in .tsv is separated by tabs.

    Raises:
        DocumentError: the file cannot be read, or PR439 where it is not CSV.
    """
    delimiter = "\t" if path.suffix.lower() == _TAB else ","
    return (Grid(tuple(_rows(read_text(path).source, delimiter))),)


def read_table(source: Source, delimiter: str = ",") -> tuple[FilledForm, ...]:
    r"""The forms in the text of a CSV file.

    >>> (form,) = read_table(
    ...     Source("三级指标,年度指标值,实际完成值,分值,得分\n人数,>=5人,6人,10,10\n总分,,,,10")
    ... )
    >>> form.rows[0].indicator.target, form.total.value
    ('>=5人', Fraction(10, 1))
    """
    return read_grid(_rows(source, delimiter))


def _rows(source: Source, delimiter: str) -> Iterator[Row]:
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
