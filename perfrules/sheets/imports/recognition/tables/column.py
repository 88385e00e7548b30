"""The columns of a table below one heading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell
from perfrules.sheets.imports.recognition.vocabulary import (
    STAGES,
    amount_of,
    heading_of,
    is_group,
    key_of,
    near_heading,
    vocabulary,
)


@frozen
class Column:
    """The columns below one heading: their numbers, meaning, unit and the texts of the heading.

    `choice` is what a tick in the column says: 确定能 below 完成目标可能性.
    """

    meaning: str
    places: tuple[int, ...]
    text: str
    unit: str = ""
    cells: tuple[Cell, ...] = ()
    choice: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the heading is understood, or there is none."""
        return not self.cells or any(map(is_known, self.cells))


@frozen
class ChosenColumns:
    """The columns by meaning, and those that are left over.

    `rivals` may all be those of the targets, of which none is read. `doubles` are columns of one meaning,
    such as two of scores: the first of each is read. `unread_names` is a column of
    unknown heading where the names of indicators belong, in a table without a column of names.
    """

    by_meaning: Mapping[str, tuple[Column, ...]]
    extra: tuple[Column, ...] = ()
    rivals: tuple[Column, ...] = ()
    doubles: tuple[tuple[Column, ...], ...] = ()
    unread_names: Column | None = None


def is_known(cell: Cell) -> bool:
    """Whether the meaning of a heading is known."""
    return _is_known(cell.text)


@lru_cache(maxsize=1024)
def _is_known(text: str) -> bool:
    words = vocabulary()
    key = key_of(text)
    return (
        heading_of(text).meaning is not None
        or is_group(text)
        or key in words.possibilities
        or key in words.plain_targets
        or amount_of(text) in STAGES
    )


def unused_columns(headings: Iterable[Cell], meanings: Collection[str]) -> Iterator[Diagnostic]:
    """PR894 for each heading that is not understood, PR896 for one that is nearly a known heading.

    Args:
        headings: the cells of the headings.
        meanings: what the other columns of the table mean; their headings are not proposed.
    """
    for cell in headings:
        text = " ".join(cell.text.split())
        near = near_heading(text, meanings)
        if near is None:
            yield cell.at.report("PR894", heading=text)
        else:
            yield cell.at.report("PR896", heading=text, near=near)
