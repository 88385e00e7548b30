"""Where the lines of a table end, and its row of totals."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.documents.media.pages.pieces import Piece
from perfrules.sheets.imports.cell_lines.kinds import is_number
from perfrules.sheets.imports.headings import looks_like_title
from perfrules.sheets.imports.recognition.vocabulary import field_of, key_of, vocabulary

_NOTES = "注", "填表", "填报", "审核人", "备注说明", "其他说明"


def end_of(lines: Sequence[Piece]) -> int:
    """Where a table ends: at a total, a label of the head, a note, or the end of the text."""
    for number, line in enumerate(lines):
        key = key_of(line.text)
        if key in vocabulary().total or field_of(line.text) in ("name", "code", "grade", "department"):
            return number
        if looks_like_title(line.text) or key == "说明" or key.startswith(_NOTES):
            return number
    return len(lines)


def total_row(lines: Sequence[Piece], at: int, columns: Sequence[str]) -> tuple[list[list[Piece]], int]:
    """The row of the total at a line, if there is one, and where it ends.

    Its numbers are those of points and score.
    """
    if at >= len(lines) or key_of(lines[at].text) not in vocabulary().total:
        return [], at
    numbers = []
    end = at + 1
    while end < len(lines) and (not lines[end].text or is_number(lines[end].text)):
        numbers += [lines[end]] if lines[end].text else []
        end += 1
    places = [number for number, name in enumerate(columns) if name in ("weight", "score")]
    if len(numbers) > len(places):
        # To which columns they belong is not said.
        return [[lines[at]], *([number] for number in numbers)], end
    row = [lines[at], *(Piece("", lines[at].end) for _ in columns[1:])]
    for place, number in zip(places[-len(numbers) :] if numbers else (), numbers, strict=False):
        row[place] = number
    return [row], end
