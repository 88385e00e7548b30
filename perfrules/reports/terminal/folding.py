"""Fold texts where a reader would: never inside a number or before a closing mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, chop_cells
from rich.containers import Lines
from rich.text import Text

from perfrules.resources.late_patterns import late_pattern

if TYPE_CHECKING:
    from rich.console import Console

_WORD = late_pattern(r"\S+\s*|\s+")
# Dates, Latin words and numbers with a unit sign stay whole. Everything else is a single character with the
# opening and closing marks around it.
_PIECE = late_pattern(
    r"[（“‘《【]*(?:[!-~≥≤≈‰]+(?:(?<=[0-9])[^\s!-~≥≤≈‰×÷（“‘《【])?|\S)[）”’》】，。；：、！？]*\s*|\s+"
)


class FoldedText(Text):
    """A text that folds between its pieces. Rich would cut Chinese, which has no blanks, at any character."""

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """The lines of at most `width` columns; Rich decides if the text must not fold."""
        if options.get("no_wrap") or self.no_wrap:
            return super().wrap(console, width, **options)
        lines = Lines()
        for line in self.split(allow_blank=True):
            lines.extend(line.divide(folds(line.plain, width)))
        for line in lines:
            line.rstrip_end(width)
        if options.get("justify"):
            lines.justify(console, width, justify=options["justify"])
        return lines


def folds(text: str, width: int) -> list[int]:
    """The positions to fold a text so that lines have at most `width` columns, without trailing blanks.

    A piece that is wider than a line is cut at the end of the line.

    >>> text = "全年执行数500000元"
    >>> folds(text, 12), text[5:]
    ([5], '500000元')
    """
    starts, used = [], 0
    for start, piece in _pieces(text, width):
        if used + cell_len(piece.rstrip()) > width and start:
            starts.append(start)
            used = 0
        used += cell_len(piece)
    return starts


def _pieces(text: str, width: int) -> Iterator[tuple[int, str]]:
    """The parts of a text that stay whole: short words, and the pieces of long words."""
    for word in _WORD.finditer(text):
        short = cell_len(word.group().rstrip()) <= width // 2
        for found in (word,) if short else _PIECE.finditer(text, *word.span()):
            yield from _cut(found.start(), found.group(), width)


def _cut(start: int, piece: str, width: int) -> Iterator[tuple[int, str]]:
    wide = cell_len(piece.rstrip()) > width
    for part in chop_cells(piece, width) if wide else (piece,):
        yield start, part
        start += len(part)
