"""The goals of a department: an overall goal, sub-goals with their aims, indicators in words."""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import field, frozen

from perfrules.documents.origin import Origin
from perfrules.resources import load_data
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets.model import Indicator, Sheet

_IN_WORDS = "文字描述"
"""The target of an indicator that is rated by its words."""


@frozen(repr=False)
class Passage(PlainRepr):
    """Words of a document: in full as `text`, or cited by `section` and key `phrase`."""

    title: str = ""
    text: str = ""
    section: str = ""
    phrase: str = ""

    @property
    def words(self) -> str:
        """The title and the words, or the words that are cited.

        >>> Passage("开拓市场", "组织企业参展。").words, Passage(phrase="环境改善", section="二（一）").words
        ('开拓市场：组织企业参展。', '环境改善')
        """
        return "：".join(filter(None, (self.title, self.text or self.phrase)))

    def to_json(self) -> dict[str, str]:
        """What is given of the passage."""
        fields = {"title": self.title, "text": self.text, "section": self.section, "phrase": self.phrase}
        return {name: text for name, text in fields.items() if text}


@frozen(repr=False)
class WordedIndicator(PlainRepr):
    """An indicator in words: its second level and what it asks for."""

    level2: str
    passage: Passage
    at: Origin | None = field(default=None, eq=False, repr=False)

    @property
    def level1(self) -> str:
        """The first level of its second level, or the second level itself where that is not known.

        >>> [WordedIndicator(each, Passage()).level1 for each in ("时效指标", "可持续影响指标", "满意度指标")]
        ['产出指标', '效益指标', '满意度指标']
        """
        return _first_levels().get(self.level2, self.level2)

    def to_json(self) -> dict[str, Any]:
        """The indicator as plain data."""
        place = {} if self.at is None else {"at": self.at.to_json()}
        return {"level2": self.level2, **self.passage.to_json(), **place}


@frozen(repr=False)
class SubGoal(PlainRepr):
    """A sub-goal (分项绩效目标) with its aims and indicators."""

    title: str
    aims: tuple[Passage, ...] = ()
    indicators: tuple[WordedIndicator, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The sub-goal as plain data."""
        return {
            "title": self.title,
            "aims": [each.to_json() for each in self.aims],
            "indicators": [each.to_json() for each in self.indicators],
        }


@frozen(repr=False)
class DepartmentGoals(PlainRepr):
    """The goals of a department. Without a `code` results are matched by its title.

    >>> goals = DepartmentGoals("2021年部门整体绩效目标", subgoals=(SubGoal("搞活流通"),))
    >>> goals.sheet.code, goals.sheet.goals
    ('2021年部门整体绩效目标', ('搞活流通',))
    """

    title: str
    part: str = ""
    department: str = ""
    code: str = ""
    overall: Passage = Passage()
    subgoals: tuple[SubGoal, ...] = ()
    at: Origin | None = field(default=None, eq=False, repr=False)

    @property
    def sheet(self) -> Sheet:
        """The same as a target sheet, which is scored by ratings, exported and compared like any other.

        An indicator is named for its sub-goal (`质量指标/搞活流通`); its words are its description.
        """
        overall = (self.overall.words,) if self.overall.words else ()
        return Sheet(
            title=self.title,
            part=self.part,
            code=self.code or self.title,
            name=self.title,
            goals=(*overall, *(_goal(each) for each in self.subgoals)),
            indicators=tuple(_indicator(goal, each) for goal in self.subgoals for each in goal.indicators),
            department=self.department,
            places={} if self.at is None else {"sheet": self.at},
            scope="department",
        )

    def to_json(self) -> dict[str, Any]:
        """The goals as plain data."""
        heads = {"title": self.title, "part": self.part, "department": self.department, "code": self.code}
        return {
            **{name: text for name, text in heads.items() if text},
            "overall": self.overall.to_json(),
            "subgoals": [each.to_json() for each in self.subgoals],
        }


def _goal(goal: SubGoal) -> str:
    return "\n".join((goal.title, *(each.words for each in goal.aims)))


def _indicator(goal: SubGoal, row: WordedIndicator) -> Indicator:
    return Indicator(
        row.level1, row.level2, goal.title, description=row.passage.words, target=_IN_WORDS, at=row.at
    )


@cache
def _first_levels() -> dict[str, str]:
    groups = load_data("grammar", "target-rules.yaml")["groups"]
    return {level2: level1 for level1, own in groups.items() for level2 in own}
