"""Plain text: rows separated by tabs or pipes, columns by wide blanks; all else is paragraphs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from perfrules.diagnostics import Source, Span
from perfrules.documents.media.pages.model import Block, Cell, Grid, Page, Paragraph
from perfrules.documents.media.pages.pieces import Piece, lines_of
from perfrules.documents.media.pages.wide_blanks import aligned_rows, fits_first_column, may_be_aligned
from perfrules.documents.origin import Origin

_PIPE = "[|｜│┃║┆┇┊┋╎╏]"
_PIPES = re.compile(_PIPE)
_RULE = re.compile(r"[\s|｜+:=\-\u2500-\u257f]+")
"""A line of nothing but rules, drawn by ASCII characters or those of Unicode for boxes."""
_UNESCAPED_PIPES = re.compile(rf"(?<!\\){_PIPE}")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#|~$!<>+.\-])")
"""A backslash before a character that Markdown would take for markup."""
_FEWEST_PIPES = 2


def read_text_page(source: Source) -> Page:
    """The paragraphs and tables of a text, in order."""
    return Page("", tuple(_blocks(source)))


def _blocks(source: Source) -> Iterator[Block]:
    number = 0
    for kind, lines in _runs(list(lines_of(source))):
        if kind == "text":
            yield from (paragraph_of(source, line) for line in lines if line.text.strip())
            continue
        rows = [_split(line, kind) for line in lines] if kind in ("pipe", "tab") else aligned_rows(lines)
        rows = [row for row in rows if row]
        if rows:
            number += 1
            yield grid_of_pieces(source, rows, f"表{number}")


def _runs(lines: Sequence[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Neighbouring lines of one kind; a table has two lines at least, and no blank line inside."""
    at = 0
    while at < len(lines):
        kind = _kind(lines[at].text)
        end = at + 1
        while end < len(lines) and (
            _kind(lines[end].text) == kind
            or _is_indented(kind, lines[end].text)
            or (kind == "aligned" and _is_between_rows(lines, at, end))
        ):
            end += 1
        run = list(lines[at:end])
        yield (kind if len(run) > 1 or kind == "pipe" else "text"), run
        at = end


def _is_indented(kind: str, line: str) -> bool:
    """Whether a line inside aligned columns has one text, below blank cells."""
    return kind == "aligned" and line.startswith("  ") and bool(line.strip())


def _is_between_rows(lines: Sequence[Piece], first: int, at: int) -> bool:
    """Whether a line between two rows has one text, which fits into the first column of those above."""
    if not lines[at].text.strip() or at + 1 == len(lines):
        return False
    goes_on = may_be_aligned(lines[at + 1].text) or _is_indented("aligned", lines[at + 1].text)
    return goes_on and fits_first_column(lines[at], lines[first:at])


def _kind(line: str) -> str:
    if len(_PIPES.findall(line)) >= _FEWEST_PIPES or (line.strip() and _RULE.fullmatch(line)):
        return "pipe"
    if "\t" in line.strip(" \u3000"):
        return "tab"
    if may_be_aligned(line):
        return "aligned"
    return "text"


def _split(line: Piece, kind: str) -> list[Piece]:
    """The cells of a line of a table; none for a line that is a rule."""
    if kind == "pipe":
        if _RULE.fullmatch(line.text):
            return []
        stripped = line.text.strip()
        lead = line.text.index(stripped) + (_PIPES.match(stripped) is not None)
        end = line.text.rindex(stripped) + len(stripped) - (_PIPES.fullmatch(stripped[-1]) is not None)
        inner, start = line.text[lead:end], line.start + lead
        parts = _UNESCAPED_PIPES.split(inner)
    else:
        start, parts = line.start, line.text.split("\t")
    pieces: list[Piece] = []
    for part in parts:
        text = part.strip()
        shown = _without_markup(text) if kind == "pipe" else text
        pieces.append(Piece(shown, start + (part.index(text) if text else 0)))
        start += len(part) + 1
    return pieces


def _without_markup(text: str) -> str:
    r"""What a cell of a Markdown table shows.

    >>> _without_markup(r"&gt;=95%<br>\*约\*")
    '>=95%\n*约*'
    """
    lines = _BREAK.sub("\n", text)
    return html.unescape(_ESCAPED.sub(r"\1", lines)) if "&" in lines or "\\" in lines else lines


def paragraph_of(source: Source, line: Piece) -> Paragraph:
    """A line as a paragraph, without its outer blanks."""
    text = line.text.strip()
    start = line.start + line.text.index(text)
    return Paragraph(text, Origin(source, Span(start, start + len(text))))


def grid_of_pieces(source: Source, rows: Sequence[Sequence[Piece]], name: str = "") -> Grid:
    """A grid of rows of pieces, filled up to equal length.

    The same piece in neighbouring columns is a merged cell.
    """
    width = max(map(len, rows), default=0)
    filled = ([*row, *[Piece("", row[-1].end if row else 0)] * (width - len(row))] for row in rows)
    cells = tuple(tuple(_cells(source, number, row)) for number, row in enumerate(filled))
    return Grid(cells, name, written=tuple(map(len, rows)))


def _cells(source: Source, number: int, row: Sequence[Piece]) -> Iterator[Cell]:
    column = 0
    while column < len(row):
        piece = row[column]
        end = column + 1
        while piece.text and end < len(row) and row[end] is piece:
            end += 1
        at = Origin(source, Span(piece.start, piece.end))
        yield from [Cell(piece.text, at, row=number, column=column, columns=end - column)] * (end - column)
        column = end
