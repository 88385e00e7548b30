"""Tables in CSV, row by row, each row with its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.csv_cells import bare
from perfrules.resources.late_modules import late_module

if TYPE_CHECKING:
    import csv
else:
    csv = late_module("csv")


def csv_rows(source: Source) -> Sequence[tuple[list[str], Span]]:
    r"""The rows that are not empty, each with its place; cells without their guards.

    Raises:
        DocumentError: PR578 where quotes do not pair.

    >>> csv_rows(Source("金额,备注\n5,'=甲\n\n"))[1]
    (['5', '=甲'], Span(start=6, end=11))
    """
    lines = [f"{line}\n" for line in source.text.split("\n")]
    starts = [0, *accumulate(map(len, lines))]
    reader = csv.reader(lines, strict=True)
    rows: list[tuple[list[str], Span]] = []
    first = 0
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append((list(map(bare, cells)), Span(starts[first], starts[reader.line_num] - 1)))
            first = reader.line_num
    except csv.Error as error:
        span = Span(starts[first], starts[first + 1] - 1)
        raise DocumentError(Diagnostic("PR578", {}, span, source)) from error
    return rows
