"""The words by which the parts of a filled form are known, from `grammar/form-labels.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from attrs import frozen

from perfrules.resources import load_data
from perfrules.sheets.labels import plain

_BRACKETED = re.compile(r"\([^()]*\)")

Columns: TypeAlias = Mapping[str, int]
"""What stands in which column, counted from 0."""


@frozen
class FormLabels:
    """For each place a label can stand in, what each label there stands for; rows that a label begins."""

    head: Mapping[str, str]
    amounts: Mapping[str, str]
    columns: Mapping[str, str]
    whole: frozenset[str]
    execution: frozenset[str]
    total: frozenset[str]


@cache
def form_labels() -> FormLabels:
    """The labels that ship with the library."""
    data: dict[str, Any] = load_data("grammar", "form-labels.yaml")
    head, amounts, columns = (
        {label_of(text): meaning for meaning, texts in data[place].items() for text in texts}
        for place in ("head", "amounts", "columns")
    )
    whole, execution, total = (
        frozenset(map(label_of, data[place])) for place in ("whole", "execution", "total")
    )
    return FormLabels(head, amounts, columns, whole, execution, total)


def label_of(text: str) -> str:
    """A cell's text as labels are compared: without blanks and what stands in brackets.

    >>> label_of("全年 预算数（A）")
    '全年预算数'
    """
    return _BRACKETED.sub("", plain(text)).rstrip(":")


def table_columns(labels: Sequence[str]) -> Columns:
    """The columns of the table of indicators, where a row is its headings; else none.

    >>> table_columns(["三级指标", "", "得分"])
    {'name': 0, 'score': 2}
    """
    return _columns(labels, form_labels().columns, needed=("name", "score"))


def amount_columns(labels: Sequence[str]) -> Columns:
    """The columns of the amounts, where a row is their headings; else none."""
    return _columns(labels, form_labels().amounts, needed=("executed",))


def _columns(labels: Sequence[str], meanings: Mapping[str, str], *, needed: tuple[str, ...]) -> Columns:
    """The columns that a row of headings names; none where one that is needed is not there."""
    found: dict[str, int] = {}
    for at, label in enumerate(labels):
        if label in meanings:
            found.setdefault(meanings[label], at)
    return found if all(name in found for name in needed) else {}


def first_of(labels: Sequence[str]) -> str:
    """The label that begins a row, "" where it has none."""
    return next((label for label in labels if label), "")
