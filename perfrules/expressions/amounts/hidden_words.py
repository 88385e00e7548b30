"""The law of names: a name holds no operator, change, negation, sign, sentence or numeral of its own."""

from __future__ import annotations

import re
from functools import cached_property

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import WordPattern, lexicon, numbers, one_of, operator_words
from perfrules.expressions.lexicon.changes import direction
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import UnitRegistry

_EXEMPTED = "除.+外"
_QUOTED = late_pattern("[“”]([^“”]+)[“”](?=[一-鿿]{2})")
_SIDE = (
    "(?<![岁级类等专科中大良优秀高格线额模度段层型星处部省市县区乡镇村元米吨亩人户年月天次A及含或)□])"
    "以[上下内外](?![年报市级部地涵销贸资])"
)
"""A side that nothing in the name has: 以上至周; but 中级以上职称."""


class HiddenWords:
    """Finds the words that a name must not hold; the innocent words of the lexicon are skipped."""

    def __init__(self, units: UnitRegistry) -> None:
        self._units = units

    def refuse_in_name(self, token: Token) -> None:
        """Refuse a name before a measure that holds a hidden word.

        Raises:
            ReadingProblem: PR343, pointing at the word.
        """
        self._refuse(token, self._in_names, self._masked(token))

    def refuse_in_figure(self, token: Token, name: str) -> None:
        """Refuse the name of a figure kept elsewhere that is a sentence: 资金执行在概算.

        Raises:
            ReadingProblem: PR343, pointing at the word.
        """
        start = token.find(name)
        masked = self._masked(name)
        hidden = self._in_figures.search(masked) or self._in_names.search(masked)
        hidden = hidden or self._counted.search(name) or self._turned.search(name)
        if found := hidden or self._graded.search(name):
            raise self._problem(token, start + found.start(), start + found.end())

    def refuse_after(self, token: Token) -> None:
        """Refuse words after a measure that hold an operator or a change, or begin a consequence.

        Raises:
            ReadingProblem: PR343, pointing at the word.
        """
        self._refuse(token, self._after_measures, self._masked(token))

    def _refuse(self, token: Token, pattern: WordPattern, masked: str) -> None:
        if found := pattern.search(masked):
            raise self._problem(token, *found.span())

    @staticmethod
    def _problem(token: Token, start: int, end: int) -> ReadingProblem:
        return ReadingProblem(
            "PR343", token.start_pos + start, token.start_pos + end, name=token.removesuffix(":")
        )

    def _masked(self, name: str) -> str:
        """Return the name with each innocent word blanked out; places stay the same."""
        return self._innocent.covering(name).sub(_blanks, _QUOTED.sub(self._blank_title, name))

    def _blank_title(self, found: re.Match[str]) -> str:
        """Return blanks for a title in quotation marks; an operator alone in them stays: “不超过”."""
        stays = self._in_names.covering(found[1]).fullmatch(found[1])
        return found.group() if stays else _blanks(found)

    @cached_property
    def _innocent(self) -> WordPattern:
        words = lexicon()
        mishaps = one_of([*words["mishaps"], *words["mishap_kinds"]])
        known = one_of([*words["innocent"], *words["not_numerals"], *words["hidden_numerals"]])
        return WordPattern(f"{known}|{numbers.PAIRED}|无{mishaps}")

    @cached_property
    def _operators(self) -> str:
        words = lexicon()
        known = [word for each in operator_words().values() for word in each if len(word) > 1]
        approximate = [word for word in words["approximately"] if len(word) > 1]
        return one_of([*known, *words["hidden"]["operators"], *approximate])

    @cached_property
    def _changes(self) -> str:
        hidden = lexicon()["hidden"]
        reaching = f"{one_of(hidden['reaching'])}{one_of(hidden['totals'])}"
        return f"{one_of([*hidden['changes'], *hidden['one_character']])}|{direction()}|{reaching}"

    @cached_property
    def _in_names(self) -> WordPattern:
        hidden = lexicon()["hidden"]
        other = one_of(
            [*hidden["negations"], *hidden["signs"], *hidden["conjunctions"], *hidden["sentences"]]
        )
        # 未达标率 and 不合格数 say what is measured, so their negation does not change a number.
        missed = f"[未不](?!{one_of(hidden['turning'])})[^不未]{{1,4}}?{one_of(hidden['measured'])}:?$"
        return WordPattern(f"{self._operators}|{self._changes}|{_EXEMPTED}|{_SIDE}|(?!{missed}){other}")

    @cached_property
    def _in_figures(self) -> WordPattern:
        return WordPattern(one_of(lexicon()["sentences_of_figures"]))

    @cached_property
    def _counted(self) -> WordPattern:
        """An amount at the end of a figure's name: 平均数的户数一百人以上; but 前三年 is a time."""
        spoken = f"{numbers.numeral(self._units)}(?![年月季学]){numbers.han_unit(self._units)}"
        return WordPattern(f"{spoken}(?:及?以[上下内外]|左右)?$")

    @cached_property
    def _turned(self) -> WordPattern:
        """A word at the end that turns what is said before it: 预算内除外, 上年水平下降."""
        words = lexicon()["turning"]
        return WordPattern(f"{one_of([*words['after'], *words['changes']])}$|[算准额围度划价标定]内.+$")

    @cached_property
    def _graded(self) -> WordPattern:
        """A grade at the end of a figure's name: 低于目标优良."""
        return WordPattern(f"{one_of(each for each in lexicon()['unfit']['grades'] if len(each) > 1)}$")

    @cached_property
    def _after_measures(self) -> WordPattern:
        hidden = lexicon()["hidden"]
        return WordPattern(f"{self._operators}|^的?{one_of(hidden['consequences'])}")


def _blanks(found: re.Match[str]) -> str:
    return "□" * len(found.group())
