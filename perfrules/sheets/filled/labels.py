"""The headings of the workbook in which offices report what was achieved."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from perfrules.diagnostics import Language
from perfrules.resources import load_data
from perfrules.sheets.labels import plain

COLUMNS = {
    "budget": ("code", "initial", "adjusted", "executed", "expected", "spending"),
    "goals": ("code", "goal_number", "goal", "outcome"),
    "indicators": (
        "code", "level2", "name", "actual", "explanation", "note", "forecast", "possibility",
    ),
}  # fmt: skip
"""What is read of each table."""
REQUIRED = {
    "budget": ("code", "executed"),
    "goals": ("code", "outcome"),
    "indicators": ("code", "name", "actual"),
}
"""The headings by which each table is known."""


@cache
def _data() -> Any:
    return load_data("grammar", "fill-in-labels.yaml")


@cache
def _meanings() -> dict[str, str]:
    return {
        plain(spelling).lower(): key
        for key, languages in _data()["columns"].items()
        for spellings in languages.values()
        for spelling in spellings
    }


def heading(key: str, language: Language) -> str:
    """The heading that is written for a column.

    >>> heading("actual", "zh"), heading("as_of", "en")
    ('实际完成值', 'As of')
    """
    entry = _data()["as_of"] if key == "as_of" else _data()["columns"][key]
    return cast(str, entry[language][0])


def meaning(text: str) -> str | None:
    """The column that a heading means, or None; a unit in brackets does not matter.

    >>> meaning("项目 代码"), meaning("全年执行数（万元）"), meaning("金额")
    ('code', 'executed', None)
    """
    label = plain(text).lower()
    return _meanings().get(label) or _meanings().get(label.partition("(")[0])


def is_sum(text: str) -> bool:
    """Whether a cell is the label of a row that only sums up.

    >>> is_sum("合 计"), is_sum("合计人数")
    (True, False)
    """
    return plain(text) in _data()["sums"]


def is_as_of(text: str) -> bool:
    """Whether a cell is the label of the day up to which is reported."""
    label = plain(text).lower().rstrip(":")
    return any(label == plain(each).lower() for each in (*_data()["as_of"]["zh"], *_data()["as_of"]["en"]))
