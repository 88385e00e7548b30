"""Words by which rows of a filled form are known: parts of the row above, rows that are still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from perfrules.resources import load_data
from perfrules.sheets.labels import blanks, plain

_MARKS = "-—–#*·"
"""Marks before 其中 in lists."""


@cache
def _words() -> Mapping[str, Sequence[str]]:
    data: Mapping[str, Sequence[str]] = load_data("grammar", "form-labels.yaml")
    return {name: tuple(plain(text).lower() for text in texts) for name, texts in data.items()}


def without_mark(text: str) -> tuple[str, bool]:
    """A text without the mark of an open row, and whether it has that mark.

    >>> without_mark("（待核实）缺少实际完成值"), without_mark("材料涨价")
    (('缺少实际完成值', True), ('材料涨价', False))
    """
    narrowed = plain(text).lower()
    mark = next((each for each in _words()["open"] if narrowed.startswith(each)), None)
    if mark is None:
        return text, False
    return text.strip()[len(mark) :].strip(), True


def is_no_unit(text: str) -> bool:
    """Whether a cell in a column of units says that there is none.

    >>> is_no_unit("/"), is_no_unit("定量"), is_no_unit("个")
    (True, True, False)
    """
    return plain(text) in blanks() or plain(text).lower() in _words()["no_unit"]


def is_part(name: str) -> bool:
    """Whether a row of this name is a part of the row above.

    >>> is_part("其中：桃树"), is_part("——其中：桃树"), is_part("造林面积")
    (True, True, False)
    """
    return plain(name).lower().lstrip(_MARKS).startswith(tuple(_words()["part"]))
