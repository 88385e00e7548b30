"""Targets without a measure: yes or no, results in words, and empty cells."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.diagnostics.truth import truth_word
from perfrules.expressions.axes import TRUTH
from perfrules.expressions.comparators.base import Comparator
from perfrules.expressions.comparators.regions import Region
from perfrules.values import IntervalSet


@frozen(repr=False)
class Boolean(Comparator):
    """是 or 否.

    >>> Boolean(True).matches(True), str(Boolean(False))
    (True, '否')
    """

    kind: ClassVar[str] = "boolean"
    value: bool

    @property
    def region(self) -> Region:
        """The one truth value that meets it."""
        return Region(TRUTH, IntervalSet.point(Fraction(int(self.value))))

    def _fields(self) -> dict[str, Any]:
        return {"value": self.value}

    def explain(self, language: Language = "zh") -> str:
        """Yes or no."""
        return truth_word(self.value, language)

    def __str__(self) -> str:
        return truth_word(self.value)


@frozen(repr=False)
class Qualitative(Comparator):
    """A result in words that people judge: 显著提高, 优良.

    >>> Qualitative("显著提高").to_json()
    {'kind': 'qualitative', 'text': '显著提高'}
    """

    kind: ClassVar[str] = "qualitative"
    text: str

    def _fields(self) -> dict[str, Any]:
        return {"text": self.text}

    def explain(self, language: Language = "zh") -> str:
        """The words themselves, and that they are judged."""
        return phrase("targets.judged", language, text=self.text)

    def __str__(self) -> str:
        return self.text


@frozen(repr=False)
class Narrative(Comparator):
    """文字描述: the cell promises words instead of a number."""

    kind: ClassVar[str] = "narrative"

    def _fields(self) -> dict[str, Any]:
        return {}

    def explain(self, language: Language = "zh") -> str:
        """What the cell promises."""
        return phrase("targets.narrative", language)

    def __str__(self) -> str:
        return "文字描述"


@frozen(repr=False)
class NotApplicable(Comparator):
    """`/`, 无, —: nothing is targeted."""

    kind: ClassVar[str] = "not_applicable"

    def _fields(self) -> dict[str, Any]:
        return {}

    def explain(self, language: Language = "zh") -> str:
        """That nothing is targeted."""
        return phrase("targets.not-applicable", language)

    def __str__(self) -> str:
        return "/"
