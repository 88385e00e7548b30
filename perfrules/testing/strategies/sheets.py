"""Random target sheets."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from perfrules.sheets import Budget, Checkpoint, Indicator, Sheet
from perfrules.sheets.model import MONEY
from perfrules.testing.strategies.comparators import comparators

# Without the characters of labels, headings and ends of sentences, so that no text looks like one of those.
_LETTERS = "商务活动蔬菜储备满意提高确保及时补贴网络运行abcXYZ0123456789%>=<≥≤-+（）“”《》省市"

words = st.text(_LETTERS, min_size=1, max_size=12)
"""Names and phrases of a sheet."""
maybe_words = words | st.just("")
numbers = st.builds(Fraction, st.integers(0, 10**9), st.sampled_from([1, 2, 10, 100]))
_AMOUNTS = st.none() | numbers
_TARGETS = comparators().map(str)
_WEIGHTS = st.none() | st.integers(0, 60).map(Fraction)


budgets = st.builds(Budget, _AMOUNTS, _AMOUNTS, _AMOUNTS, st.sampled_from(list(MONEY))).map(
    lambda budget: budget if budget.amounts else Budget()
)
_PLANS = st.lists(st.builds(Checkpoint, words, _AMOUNTS), min_size=1, max_size=6).map(tuple)
_GOALS = st.lists(words, min_size=1, max_size=5).map(tuple)


def indicators(
    targets: SearchStrategy[str] = _TARGETS, weights: SearchStrategy[Fraction | None] = _WEIGHTS
) -> SearchStrategy[Indicator]:
    """Indicators, by default with targets of every kind.

    The example draws from fixed targets: how far Hypothesis shrinks is not certain.

    >>> from hypothesis import find
    >>> find(indicators(st.just("≥95%")), lambda indicator: indicator.weight is not None).target
    '≥95%'
    """
    return st.builds(
        Indicator,
        level1=st.sampled_from(["产出指标", "效果指标", "满意度指标"]),
        level2=st.sampled_from(["数量指标", "质量指标", "经济效益指标"]),
        name=words,
        description=maybe_words,
        target=targets,
        basis=maybe_words,
        weight=weights,
    )


def sheets(
    targets: SearchStrategy[str] = _TARGETS,
    weights: SearchStrategy[Fraction | None] = _WEIGHTS,
    most_indicators: int = 6,
) -> SearchStrategy[Sheet]:
    """Complete target sheets with one or more indicators.

    Args:
        targets: the texts of the targets, by default comparators of every kind.
        weights: the points of indicators, by default none or up to 60.
        most_indicators: the largest number of indicators.

    >>> from hypothesis import find
    >>> len(find(sheets(st.just("≥95%"), most_indicators=1), lambda sheet: sheet.complete).indicators)
    1
    """
    return st.builds(
        Sheet,
        title=words.map(lambda text: f"{text}绩效目标表"),
        part=st.just(""),
        code=words,
        name=words,
        purpose=maybe_words,
        budget=budgets,
        plan=_PLANS,
        goals=_GOALS,
        indicators=st.lists(indicators(targets, weights), min_size=1, max_size=most_indicators).map(tuple),
    )
