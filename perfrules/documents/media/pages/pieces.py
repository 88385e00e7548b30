"""Stretches of a text with their places."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from perfrules.diagnostics import Source
from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class Piece(PlainRepr):
    """A stretch of a line: its text, and where it begins in the source."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the piece ends."""
        return self.start + len(self.text)


def lines_of(source: Source) -> Iterator[Piece]:
    r"""The lines of a text with their places, as they are.

    >>> [(line.text, line.start) for line in lines_of(Source("甲\n乙"))]
    [('甲', 0), ('乙', 2)]
    """
    start = 0
    for line in source.text.split("\n"):
        yield Piece(line, start)
        start += len(line) + 1
