"""Names and results that an actual may have and a target may not: 上年80%, 免缴50%, 浮动5%, 未完成."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.comparators import (
    Comparator,
    Comparison,
    Level,
    Named,
    NotApplicable,
    Qualitative,
    Range,
)
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import WordPattern, lexicon, one_of
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import default_units
from perfrules.values.numerals import CHINESE

_PLANNED, _ACHIEVED = late_pattern("计划|预计|目标|预算|年初"), late_pattern("实际|已|完成[值数量]?$")
_RIVAL = late_pattern("(?:底线|保底|基本|基准|必保|力争|争取|奋斗|挑战|冲刺|卓越)?(?:目标)?值?$")
"""A name that only says how ambitious a number is."""
_MEASURED_NAME = late_pattern("(?:[率数量]|比例|占比)$")
_DATED = late_pattern(f"{CHINESE}月(?:[底末初份]|{CHINESE}+[日号])?$")
_YEAR = late_pattern("^(?:19|20)[0-9]{2}年度?")
_DONE = late_pattern("实际|已(?![建有])|超额")
"""How a name behind a year begins that reports what was done: 2022年实际培训500人."""
_AMOUNT_AT_END = late_pattern(f"{CHINESE}{{2,}}(?!{CHINESE})(.{{1,3}})$")
TIMES = ("time", "working-day", "months")
"""The dimensions of a length of time."""


class UnfitWords:
    """Judges the words of a target by the list `unfit` of the lexicon."""

    def __init__(self) -> None:
        words = lexicon()["unfit"]
        past = f"{one_of(words['past'])}{one_of([*words['reported'], *words['reached']])}?"
        reported = f".*(?:{past}|{one_of(words['reported'])})"
        self._reported = WordPattern(f"(?:{reported}|{one_of(words['whole'])})$")
        actual = one_of(word for word in words["reported"] if word.startswith("实际"))
        self._no_aim = WordPattern(f"(?:{one_of(words['exemptions'])}|{actual})$")
        self._either_way = WordPattern(f"{one_of(words['either_way'])}$")
        self._ranked = WordPattern(f"(?:[前第]|倒数){CHINESE}+[名位]?$")
        self._begun = WordPattern(f"{one_of(words['events'])}|.*{one_of(words['done_in_a_day'])}$")
        turning = lexicon()["turning"]
        innocent = one_of(lexicon()["innocent"])
        self._turned = WordPattern(f"(?!{innocent}){one_of(turning['before'])}|{one_of(turning['whole'])}$")
        self._never = WordPattern(f"(?!{innocent}){one_of(turning['never'])}")
        self._short = WordPattern(
            f"(?!{one_of(turning['long'])}){one_of([*turning['short'], *turning['beside_things']])}"
        )
        self._after = tuple(lexicon()["after"])
        self._either_side = tuple(words["either_side"])
        self._failures, self._grades = words["failures"], words["grades"]

    def check_name(self, token: Token, name: str) -> None:
        """Refuse the name of a past figure, of an exemption, an exception or a condition, or with a day.

        A day in figures is read as one; 执行率六月底 would be taken for a name.

        Raises:
            ReadingProblem: PR212.
        """
        yearly, name = name, _YEAR.sub("", name)
        turned = self._turned.match(name) and not _MEASURED_NAME.search(name)
        if (
            turned
            or self._never.match(name)
            or (yearly != name and _DONE.match(name))
            or self._reported.match(name)
            or self._no_aim.search(name)
            or _DATED.search(name)
        ):
            raise ReadingProblem.at("PR212", token, name=name)

    def check_thing(self, token: Token, name: str) -> None:
        """Refuse a name of a ratio, a level or an event that begins with a word of one character: 非, 除, 若.

        Raises:
            ReadingProblem: PR212.
        """
        self.check_name(token, name)
        if self._short.match(name):
            raise ReadingProblem.at("PR212", token, name=name)

    def has_two_sides(self, name: str, measure: Comparator) -> bool:
        """Whether an upper bound is said of both sides: 偏差5%以内, but not 偏差率5%以内."""
        upper = isinstance(measure, Comparison) and measure.operator in ("<", "<=")
        return upper and name.endswith(self._either_side)

    def check_direction(self, token: Token, name: str, measure: Comparator) -> None:
        """Refuse one bound of a change that goes both ways, and a number in words before ±.

        Raises:
            ReadingProblem: PR263 for 浮动5%以内, PR212 for 电压二百二十伏±10%.
        """
        if isinstance(measure, Comparison) and self._either_way.search(name):
            raise ReadingProblem.at("PR263", token, name=name)
        if isinstance(measure, Range) and measure.low.value == -measure.high.value and _ends_in_amount(name):
            raise ReadingProblem.at("PR212", token, name=name)

    def check_kind(self, token: Token, name: str, measure: Comparator) -> None:
        """Refuse a time behind an event that 后 does not set off, and points for a grade: 优良为零分.

        Raises:
            ReadingProblem: PR212.
        """
        if not isinstance(measure, Comparison):
            return
        kind = measure.bound.unit.dimension
        graded = kind == "score" and name.rstrip("得计") in self._grades
        runs = kind in TIMES and self._begun.match(name) and not name.endswith((*self._after, "起"))
        if graded or runs:
            raise ReadingProblem.at("PR212", token, name=name)

    def check_result(self, token: Token) -> None:
        """Refuse a result in words that promises nothing, or a rank.

        Raises:
            ReadingProblem: PR201, and PR225 for a rank.
        """
        if token in self._failures:
            raise ReadingProblem.at("PR201", token)
        if found := self._ranked.search(token):
            raise ReadingProblem("PR225", token.start_pos + found.start(), token.start_pos + found.end())

    def check_list(self, parts: Iterable[Comparator]) -> None:
        """Refuse a list of grades, which is a scale to choose from, and a plan with what came of it.

        Raises:
            ReadingProblem: PR201.
        """
        parts = tuple(parts)
        promised = any(isinstance(part, Qualitative | Level) for part in parts)
        if promised and all(self._is_choice(part) for part in parts):
            raise ReadingProblem("PR201")
        names = [part.subject for part in parts if isinstance(part, Named)]
        if any(map(_PLANNED.match, names)) and any(map(_ACHIEVED.match, names)):
            raise ReadingProblem("PR201")  # 计划投入50万元，实际投入48万元
        if len(names) > 1 and all(name and _RIVAL.match(name) for name in names):
            raise ReadingProblem("PR201")  # 底线90%，目标95%

    def _is_choice(self, part: Comparator) -> bool:
        if isinstance(part, Level):
            return part.operator is None and not part.subject
        return isinstance(part, NotApplicable) or (
            isinstance(part, Qualitative) and part.text in self._grades
        )


def _ends_in_amount(name: str) -> bool:
    """Whether a name ends in a number in words with a unit."""
    found = _AMOUNT_AT_END.search(name)
    return found is not None and default_units().find(found[1]) is not None
