"""The words by which the parts of a filled form are known, from `grammar/form-labels.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from perfrules.data_classes import frozen
from perfrules.resources import load_data
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain

_BRACKETED = late_pattern(r"\([^()]*\)")


@frozen
class FormLabels:
    """The meaning of each label, by the kind of place in which it is found.

    `head`, `amounts` and `columns` map a label to its meaning; the others are sets of labels, but for `part`
    and `open`, which are beginnings of texts.
    """

    head: Mapping[str, str]
    amounts: Mapping[str, str]
    columns: Mapping[str, str]
    whole: frozenset[str]
    passed_over: frozenset[str]
    execution: frozenset[str]
    total: frozenset[str]
    part: tuple[str, ...]
    open: tuple[str, ...]


@cache
def form_labels() -> FormLabels:
    """The labels that ship with the library."""
    data: dict[str, Any] = load_data("grammar", "form-labels.yaml")
    return FormLabels(
        head=_meanings(data["head"]),
        amounts=_meanings(data["amounts"]),
        columns=_meanings(data["columns"]),
        whole=frozenset(map(label_of, data["whole"])),
        passed_over=frozenset(map(label_of, data["passed_over"])),
        execution=frozenset(map(label_of, data["execution"])),
        total=frozenset(map(label_of, data["total"])),
        part=tuple(plain(text).lower() for text in data["part"]),
        open=tuple(plain(text).lower() for text in data["open"]),
    )


def _meanings(spellings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {label_of(text): meaning for meaning, texts in spellings.items() for text in texts}


def label_of(text: str) -> str:
    """The text of a cell in the form in which labels are compared: no blanks, no brackets, small letters.

    >>> label_of("全年 预算数（A）"), label_of("Full-year budget (A)")
    ('全年预算数', 'full-yearbudget')
    """
    return _BRACKETED.sub("", plain(text)).rstrip(":").lower()


def first_of(labels: Sequence[str]) -> str:
    """The first label of a row, "" where the row has none."""
    return next((label for label in labels if label), "")


def without_mark(text: str) -> tuple[str, bool]:
    """A text without the mark of an open row, and whether it has that mark.

    >>> without_mark("（待核实）缺少实际完成值"), without_mark("材料涨价")
    (('缺少实际完成值', True), ('材料涨价', False))
    """
    narrowed = plain(text).lower()
    mark = next((each for each in form_labels().open if narrowed.startswith(each)), None)
    if mark is None:
        return text, False
    return text.strip()[len(mark) :].strip(), True


def is_part(name: str) -> bool:
    """Whether a row of this name is a part of the row above.

    >>> is_part("其中：桃树"), is_part("造林面积")
    (True, False)
    """
    return plain(name).lower().startswith(form_labels().part)
