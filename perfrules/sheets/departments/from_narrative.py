"""The goals of a department in the text of a document outside its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfrules.diagnostics import Span
from perfrules.documents.origin import Origin
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.departments.model import DepartmentGoals, Passage, SubGoal, WordedIndicator
from perfrules.sheets.model import Narrative

_TITLE = late_pattern(r".*部门整体(?:支出)?绩效目标.*")
_OVERALL = late_pattern(r"(?:[一二三四五六七八九十]+、)?(?:总体|整体)(?:绩效)?目标")
_NUMBER = late_pattern(r"^[（(]?[一二三四五六七八九十0-9]+[)）、.\uff0e]\s*")
_PART = late_pattern(r"第[一二三四五六七八九十]+部分")
_AIM = late_pattern(r"[0-9]+[、.\uff0e)）]\s*(?P<title>\S+?)(?:[ \u3000]{1,}|：|:|。)(?P<text>.*)")
_INDICATOR = late_pattern(r"(?P<level2>[\u4e00-\u9fff]{2,8}指标)[：:]\s*(?P<text>.+)")
_AIMS_LABEL = late_pattern(r"(?:年度)?绩效目标[：:]?")
_INDICATORS_LABEL = late_pattern(r"绩效指标[：:]?")
_ENDS = "；;。 \u3000"


def department_goals(narrative: Sequence[Narrative]) -> tuple[DepartmentGoals, ...]:
    """The goals of departments that a document states under the title 部门整体绩效目标.

    A sub-goal is a section with lines such as `数量指标：…` after 绩效指标. Other sections belong to no goal.
    The narrative keeps every line.

    >>> department_goals([])
    ()
    """
    found: list[DepartmentGoals] = []
    for at, section in enumerate(narrative):
        title = next((line for line in _lines(section) if _TITLE.fullmatch(line)), None)
        if title is not None:
            goals = _read(title, section, narrative[at + 1 :])
            if goals.subgoals:
                found.append(goals)
    return tuple(found)


def _lines(section: Narrative) -> list[str]:
    return [section.heading, *section.text.splitlines()]


def _read(title: str, first: Narrative, rest: Sequence[Narrative]) -> DepartmentGoals:
    """The goals from their title to the next part of the document."""
    overall, subgoals = Passage(), []
    for section in rest:
        if _PART.match(section.heading):
            break
        if _OVERALL.fullmatch(section.heading):
            overall = Passage(text=section.text)
        else:
            subgoal = _subgoal(section)
            subgoals += [subgoal] if subgoal.indicators else []
    part = first.heading if _PART.fullmatch(first.heading) else ""
    return DepartmentGoals(title, part, overall=overall, subgoals=tuple(subgoals), at=first.at)


def _subgoal(section: Narrative) -> SubGoal:
    aims: list[Passage] = []
    indicators: list[WordedIndicator] = []
    in_indicators = False
    for line, place in _placed(section):
        if _AIMS_LABEL.fullmatch(line):
            in_indicators = False
        elif _INDICATORS_LABEL.fullmatch(line):
            in_indicators = True
        elif in_indicators:
            row = _INDICATOR.fullmatch(line)
            if row is not None:
                passage = Passage(text=row["text"].rstrip(_ENDS))
                indicators.append(WordedIndicator(row["level2"], passage, place))
        else:
            aims.append(_aim(line))
    return SubGoal(_NUMBER.sub("", section.heading), tuple(aims), tuple(indicators))


def _aim(line: str) -> Passage:
    found = _AIM.fullmatch(line)
    return Passage(text=line) if found is None else Passage(found["title"], found["text"].strip())


def _placed(section: Narrative) -> Iterator[tuple[str, Origin]]:
    """Each line that is not blank, with its place in the document where it is found there."""
    source, start = section.at.source, section.at.span.start
    for line in section.text.splitlines():
        text = line.strip()
        at = source.text.find(text, start)
        if text and at >= 0:
            start = at + len(text)
            yield text, Origin(source, Span(at, start), source.cell(at))
        elif text:
            yield text, section.at
