"""Where in which text: sources, spans in them, and their lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen

from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class Span(PlainRepr):
    """A stretch of a text, from `start` up to but not including `end`, counted in characters from 0."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same stretch in a text that has `by` characters in front of it.

        >>> Span(0, 2).shifted(5)
        Span(start=5, end=7)
        """
        return Span(self.start + by, self.end + by)


@frozen(repr=False)
class Place(PlainRepr):
    """A position as people count it: `line` and `column` from 1, in characters."""

    line: int
    column: int


@frozen(slots=False, repr=False)
class Source(PlainRepr):
    """A text and the name it goes by (a file's path, or None for a text that was handed over).

    `first_line` is the number its first line bears, for a text that was cut out of a longer one. `cells` says
    where in a text that was put together from the cells of a sheet each begins, and what its address is.
    """

    text: str = field(repr=False)
    name: str | None = None
    first_line: int = 1
    cells: tuple[tuple[int, str], ...] = field(default=(), repr=False)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts.extend(at + 1 for at, character in enumerate(self.text) if character == "\n")
        return starts

    def place(self, offset: int) -> Place:
        r"""The line and column of a character.

        >>> Source("甲\n乙丙").place(3)
        Place(line=2, column=2)
        """
        row = bisect_right(self._line_starts, offset) - 1
        return Place(row + self.first_line, offset - self._line_starts[row] + 1)

    def cell(self, offset: int) -> str | None:
        """Return the address of the cell of a character; None in a text without cells.

        >>> Source("甲乙", cells=((0, "审批!A1"), (1, "审批!B1"))).cell(1)
        '审批!B1'
        """
        at = bisect_right(self.cells, offset, key=lambda each: each[0])
        return self.cells[at - 1][1] if at else None

    def line_at(self, offset: int) -> tuple[str, int]:
        r"""Return the whole line of a character, without its line break, and its start.

        >>> Source("甲\n乙丙").line_at(3)
        ('乙丙', 2)
        """
        start = self._line_starts[bisect_right(self._line_starts, offset) - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r"), start
