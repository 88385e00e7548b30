"""Tables of a PDF page that have no vertical lines: columns where all rows are blank, rows between lines."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from attrs import frozen

from perfrules.documents.media.pages.pdf.joining import NEAR, Piece, PieceCell
from perfrules.documents.media.pages.pdf.lines import lines_of, text_of

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_SHORTEST_LINE = 20.0
_GAP = 0.9
"""A gap of so much of the size of a letter separates two cells."""
_COVERED = 0.5
"""A line that covers so much of the width of a column ends the cell above it."""
_CLOSE, _CLOSE_ABOVE = 0.9, 0.75
_UNEVEN = 1.35
"""Without lines, rows whose distances differ more than this may have cells of several lines."""

_Interval: TypeAlias = tuple[float, float]


@frozen
class Band:
    """A stretch of a page from one height to another, and the characters in it."""

    top: float
    bottom: float
    chars: tuple[Any, ...]

    @property
    def intervals(self) -> list[_Interval]:
        """From where to where the texts of the band reach, from left to right."""
        return _merged((char["x0"], char["x1"], _GAP * char["size"]) for char in self.chars)


@frozen
class Rule:
    """A horizontal line: its height and its ends."""

    y: float
    left: float
    right: float


def rules_of(page: Any) -> list[Rule]:
    """The horizontal lines of a page, from top to bottom."""
    found = (Rule(edge["top"], edge["x0"], edge["x1"]) for edge in page.edges if edge["orientation"] == "h")
    return sorted(
        (rule for rule in found if rule.right - rule.left >= _SHORTEST_LINE), key=lambda rule: rule.y
    )


def bands_between(rules: Sequence[Rule], chars: Sequence[Any]) -> list[Band]:
    """The bands between neighbouring horizontal lines."""
    heights = _distinct(rule.y for rule in rules)
    return [
        Band(top, bottom, tuple(char for char in chars if top <= _middle(char) < bottom))
        for top, bottom in pairwise(heights)
    ]


def bands_of_lines(chars: Sequence[Any]) -> tuple[list[Band], bool]:
    """The longest run of rows of text with columns, each a band; and whether each row is one line for sure.

    Rows that are not evenly spaced, lines close to a row, and a second run may be lines inside cells.
    """
    lines = [
        Band(min(char["top"] for char in line), max(char["bottom"] for char in line), tuple(line))
        for line in lines_of(chars)
    ]
    runs: list[list[int]] = [[]]
    for at, line in enumerate(lines):
        if len(line.intervals) >= _FEWEST_COLUMNS - 1:
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    best = max(runs, key=len)
    if len(best) < _FEWEST_ROWS:
        return [lines[at] for at in best], False
    steps = [lines[at + 1].top - lines[at].top for at in best[:-1]]
    alone = all(len(run) < _FEWEST_ROWS for run in runs if run is not best)
    # A title may be close to the first row.
    sides = (best[0] - 1, _CLOSE_ABOVE), (best[-1], _CLOSE)
    near = any(
        lines[at + 1].top - lines[at].top < close * min(steps)
        for at, close in sides
        if 0 <= at < len(lines) - 1
    )
    return [lines[at] for at in best], alone and not near and max(steps) <= _UNEVEN * min(steps)


def piece_of(
    bands: Sequence[Band], rules: Sequence[Rule], above: Sequence[float], place: str, page: int
) -> Piece | None:
    """The table in some bands; None for text without columns.

    Args:
        bands: the rows from top to bottom.
        rules: the horizontal lines; a cell goes on where no line lies below it. Without lines each band ends.
        above: the edges of the columns on the page before, which are kept where they fit.
        place: what the table is called.
        page: the number of the page.
    """
    filled = [band for band in bands if band.chars]
    edges = _edges(filled, above)
    if len(edges) <= _FEWEST_COLUMNS or len(filled) < _FEWEST_ROWS:
        return None
    first, last = bands.index(filled[0]), bands.index(filled[-1])
    kept = bands[first : last + 1]
    cells = tuple(_cells(kept, rules, edges))
    box = (edges[0], kept[0].top, edges[-1], kept[-1].bottom)
    return Piece(place, page, box, tuple(edges), cells)


def is_sure(bands: Sequence[Band], piece: Piece) -> bool:
    """Whether the texts of a table without vertical lines are in the cells to which they belong."""
    return _is_apart(bands, piece) and not (_holds_two_texts(bands, piece) or _cuts_a_text(bands, piece))


def _is_apart(bands: Sequence[Band], piece: Piece) -> bool:
    """Whether the columns are apart in each row that has texts in nearly all of them.

    Where a text reaches over two columns in such a row, those of two cells may have run together.
    """
    fewest = max(max(len(band.intervals) for band in bands) - 2, _FEWEST_COLUMNS)
    return not any(len(band.intervals) >= fewest and any(_spans(band, piece.edges)) for band in bands)


def _holds_two_texts(bands: Sequence[Band], piece: Piece) -> bool:
    """Whether two texts of a row share a column, so that they would be in one cell."""
    columns = [(at, at) for at in range(len(piece.edges) - 1)]
    return any(
        _texts_in(band, piece.edges, span) > 1
        for band in bands
        for span in (*columns, *_spans(band, piece.edges))
    )


def _cuts_a_text(bands: Sequence[Band], piece: Piece) -> bool:
    """Whether a text lies in two cells, as one between the rows that its cell covers may."""
    owners = {
        (row, column): cell
        for cell in piece.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    filled = [number for number, band in enumerate(bands) if band.chars]
    for row, band in enumerate(bands[filled[0] : filled[-1] + 1]):
        for start, end in band.intervals:
            middles = [(char["x0"] + char["x1"]) / 2 for char in band.chars]
            columns = {bisect(piece.edges, x) - 1 for x in middles if start <= x <= end}
            if len({id(owners.get((row, column))) for column in columns}) > 1:
                return True
    return False


def _texts_in(band: Band, edges: Sequence[float], span: tuple[int, int]) -> int:
    left, right = edges[span[0]], edges[span[1] + 1]
    return sum(start < right and end > left for start, end in band.intervals)


def _edges(bands: Sequence[Band], above: Sequence[float]) -> list[float]:
    """The edges of the columns: where all rows with most columns are blank."""
    most = max((len(band.intervals) for band in bands), default=0)
    if most < _FEWEST_COLUMNS:
        return []
    rows = [band for band in bands if 2 * len(band.intervals) > most]
    if above and not any(
        start < edge < end for band in rows for start, end in band.intervals for edge in above[1:-1]
    ):
        return list(above)
    full = _merged((start, end, 0.0) for band in rows for start, end in band.intervals)
    if len(full) < most:
        full = _merged(
            (start, end, 0.0) for band in rows if len(band.intervals) == most for start, end in band.intervals
        )
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(full)]
    chars = [char for band in bands for char in band.chars]
    return [min(char["x0"] for char in chars) - 1, *inner, max(char["x1"] for char in chars) + 1]


def _cells(bands: Sequence[Band], rules: Sequence[Rule], edges: Sequence[float]) -> Iterator[PieceCell]:
    """The cells from left to right; one that no line ends goes on in the next band."""
    spans = [list(_spans(band, edges)) for band in bands]
    taken: set[tuple[int, int]] = set()
    for row, found in enumerate(spans):
        starts = dict(found)
        column = 0
        while column < len(edges) - 1:
            last = starts.get(column, column)
            if (row, column) not in taken:
                end = row
                while end + 1 < len(bands) and not _is_ruled(
                    rules, bands[end].bottom, edges[column], edges[last + 1]
                ):
                    end += 1
                taken.update((each, at) for each in range(row, end + 1) for at in range(column, last + 1))
                inside = [
                    char
                    for band in bands[row : end + 1]
                    for char in band.chars
                    if edges[column] <= (char["x0"] + char["x1"]) / 2 < edges[last + 1]
                ]
                yield PieceCell(text_of(inside), row, column, end - row + 1, last - column + 1)
            column = last + 1


def _spans(band: Band, edges: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The first and last columns of each text that reaches over several columns.

    Texts that share a column are in one cell, so that none of them is cut.
    """
    spans: list[tuple[int, int]] = []
    for start, end in band.intervals:
        inside = [at for at, (left, right) in enumerate(pairwise(edges)) if start < right and end > left]
        if spans and inside and inside[0] <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], inside[-1]))
        elif inside:
            spans.append((inside[0], inside[-1]))
    yield from (span for span in spans if span[0] < span[1])


def _is_ruled(rules: Sequence[Rule], y: float, left: float, right: float) -> bool:
    """Whether a line lies at a height below a column; without any lines each row ends."""
    if not any(abs(rule.y - y) <= NEAR for rule in rules):
        return True
    covered = sum(
        max(0.0, min(rule.right, right) - max(rule.left, left)) for rule in rules if abs(rule.y - y) <= NEAR
    )
    return covered >= _COVERED * (right - left)


def _merged(intervals: Iterable[tuple[float, float, float]]) -> list[_Interval]:
    """Intervals in order, those together that are no farther apart than the third number says."""
    found: list[_Interval] = []
    for start, end, gap in sorted(intervals):
        if found and start - found[-1][1] <= gap:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _middle(char: Any) -> float:
    return float((char["top"] + char["bottom"]) / 2)
