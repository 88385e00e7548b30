"""The words by which the parts of a sheet are known, from `grammar/sheet-labels.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import frozen

from perfrules.resources import load_data
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLACEHOLDER = late_pattern(r"[.。·…]{2,}|…")
_GOAL = late_pattern(r"(?:总体|年度|中期|长期|阶段性?|实施期|项目|绩效)?目标[0-9一二三四五六七八九十]{0,3}:?")


def plain(text: str) -> str:
    """A label as it is compared: without blanks, full-width characters narrowed.

    >>> plain("资金支出 计划（％）")
    '资金支出计划(%)'
    """
    return "".join(text.split()).translate(_NARROW)


def on_one_line(text: str) -> str:
    r"""A text without its line breaks and the blanks around them.

    >>> on_one_line("产出\n 指标 ")
    '产出指标'
    """
    return "".join(part.strip() for part in text.splitlines())


@cache
def blanks() -> frozenset[str]:
    """The texts of a cell in which nothing is reported, the empty text included.

    >>> "—" in blanks(), "未填报" in blanks(), "无" in blanks()
    (True, True, False)
    """
    return frozenset({"", *load_data("grammar", "answers.yaml")["blank"]})


def is_placeholder(text: str) -> bool:
    """Whether the text only holds a place for rows that might follow.

    >>> is_placeholder("......"), is_placeholder("目标3")
    (True, False)
    """
    return _PLACEHOLDER.fullmatch(plain(text)) is not None


def is_goal_label(text: str) -> bool:
    """Whether the text names a goal instead of being one.

    >>> is_goal_label("目标 1"), is_goal_label("完成目标")
    (True, False)
    """
    return _GOAL.fullmatch(plain(text)) is not None


@frozen(repr=False)
class Labels(PlainRepr):
    """The meaning of each label, by the kind of place in which it is found."""

    head: Mapping[str, str]
    groups: Mapping[str, str]
    budget: Mapping[str, str]
    columns: Mapping[str, str]

    def opens_table(self, text: str) -> bool:
        """Whether a table that has this in its first cell begins there.

        >>> labels().opens_table("项目编码"), labels().opens_table("绩效目标")
        (True, False)
        """
        return plain(text) in self.head

    def known(self, text: str) -> bool:
        """Whether it is a label of the first column of a sheet."""
        label = plain(text)
        return label in self.head or label in self.groups or self.columns.get(label) == "level1"


def _inverted(spellings: Mapping[str, list[str]]) -> dict[str, str]:
    return {plain(label): meaning for meaning, labels in spellings.items() for label in labels}


@cache
def labels() -> Labels:
    """The labels that ship with the library."""
    data = load_data("grammar", "sheet-labels.yaml")
    return Labels(**{place: _inverted(data[place]) for place in ("head", "groups", "budget", "columns")})
