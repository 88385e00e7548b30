"""The headings of the workbook in which offices report what was achieved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from perfrules.diagnostics import Diagnostic, Language
from perfrules.diagnostics.hints import likeness_of
from perfrules.diagnostics.listed import Listed
from perfrules.documents.origin import Origin
from perfrules.resources import load_data
from perfrules.sheets.imports.recognition.vocabulary import amount_of, heading_of
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

    >>> meaning("项目 代码"), meaning("全年执行数（万元）"), meaning("完成情况"), meaning("金额")
    ('code', 'executed', 'actual', None)
    """
    label = plain(text).lower()
    own = _meanings().get(label) or _meanings().get(label.partition("(")[0])
    return own or _meaning_in_forms(text)


_OF_FORMS = frozenset({*COLUMNS["indicators"], "level1", "target", "score"})
_AMOUNTS_OF_FORMS = frozenset({"initial", "adjusted", "executed", "expected"})


def _meaning_in_forms(text: str) -> str | None:
    """What a heading means in a form, for those that lists have as well."""
    amount, column = amount_of(text), heading_of(text).meaning
    return amount if amount in _AMOUNTS_OF_FORMS else column if column in _OF_FORMS else None


def lacking_column(at: Origin, key: str, unknown: Sequence[str]) -> Diagnostic:
    """PR738 for a table without a column, with the unknown heading that is most like its name; else PR739.

    Args:
        at: the headings of the table.
        key: the column.
        unknown: the headings that are not known.

    >>> from perfrules.diagnostics import Source, Span
    >>> lacking_column(Origin(Source(""), Span(0, 0)), "actual", ["完成的数", "科室"]).arguments["near"]
    '完成的数'
    """
    missing = heading(key, "zh")
    if not unknown:
        return at.report("PR739", missing=missing)
    words = [spelling for spellings in _data()["columns"][key].values() for spelling in spellings]
    likeness = {each: max(likeness_of(each, word) for word in words) for each in unknown}
    nearest = max(unknown, key=lambda each: likeness[each])
    return at.report("PR738", missing=missing, unknown=Listed(f"“{each}”" for each in unknown), near=nearest)


def is_unknown(text: str) -> bool:
    """Whether no list and no form has a heading.

    >>> is_unknown("填报心得"), is_unknown("实际完成值"), is_unknown("分值")
    (True, False, False)
    """
    return meaning(text) is None and heading_of(text).meaning is None and amount_of(text) is None


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
