"""The headings of a table in text with a cell a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from perfrules.documents.media.pages.pieces import Piece
from perfrules.sheets.imports.recognition.vocabulary import heading_of, is_group

_NAMES = frozenset({"name", "level1", "level2"})
_VALUES = frozenset({"target", "actual", "weight", "score"})
_FIRST = _NAMES | {"number"}
_FARTHEST = 8
"""The names and the values of a table have headings so close to each other."""


@frozen
class HeadingLines:
    """The lines of the headings, as first and beyond the last, and the meanings of the columns."""

    first: int
    beyond: int
    meanings: tuple[str, ...]

    def cells(self, lines: Sequence[Piece]) -> Iterator[Piece]:
        """The headings of the columns."""
        for line in lines[self.first : self.beyond]:
            if line.text and not is_group(line.text):
                yield line


def heading_lines(lines: Sequence[Piece], start: int) -> HeadingLines | None:
    """The next headings at or below a line; each heading but that of signs is there once."""
    at = start
    while at < len(lines):
        end, meanings = at, []
        while end < len(lines) and (not lines[end].text or _is_heading(lines[end].text)):
            if lines[end].text and not is_group(lines[end].text):
                meanings.append(heading_of(lines[end].text).meaning or "")
            end += 1
        once = [name for name in meanings if name != "operator"]
        if _NAMES & set(meanings) and _VALUES & set(meanings) and len(set(once)) == len(once):
            return HeadingLines(at, end, tuple(meanings))
        at = max(end, at + 1)
    return None


def _is_heading(text: str) -> bool:
    return heading_of(text).meaning is not None or is_group(text)


def first_heading(lines: Sequence[Piece], start: int) -> int | None:
    """The line at or below a line on which the headings of a table begin, some of which may be unknown."""
    for at in range(start, len(lines)):
        if not lines[at].text or heading_of(lines[at].text).meaning not in _FIRST:
            continue
        meanings = {heading_of(line.text).meaning for line in lines[at : at + _FARTHEST] if line.text}
        if meanings & _NAMES and meanings & _VALUES:
            return at
    return None
