"""Results that somebody rated, in words or in per cent, and their level in the policy."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from perfrules.engine.indicators.answers.words import wants_change
from perfrules.engine.indicators.vocabulary import vocabulary
from perfrules.expressions import (
    Actual,
    AllOf,
    Approximate,
    Change,
    Comparator,
    Comparison,
    Frequency,
    Range,
    Ratio,
    read,
)
from perfrules.policies.scoring.policy import Level, ScoringPolicy
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets import Indicator
from perfrules.values import Quantity

_RATIO = "ratio"


@frozen(repr=False)
class Rating(PlainRepr):
    """A level, and the share of the points that a result on it earns."""

    level: Level
    share: Fraction


def rating_in_words(text: str, policy: ScoringPolicy) -> Rating | None:
    """The level of a statement, by the policy's list or by its per cent; None where neither applies.

    >>> from perfrules.policies.loader import find_policy
    >>> rating_in_words("达成预期", find_policy("mof.self-evaluation-2020")).share
    Fraction(1, 1)
    """
    level = policy.level_of(text)
    if level is not None:
        return Rating(level, level.share)
    said = read(text).comparator
    if isinstance(said, Comparison) and said.operator is None:
        return rating_in_percent(said.bound, policy)
    return None


def is_inexact(target: Comparator | None, text: str) -> bool:
    """Whether a limit, a range or a rough number answers a target that a number answers.

    >>> from perfrules.expressions import parse
    >>> [is_inexact(parse("≥10个"), text) for text in ("12个以上", "约12个", "10-12个", "明显增加")]
    [True, True, True, False]
    """
    if not isinstance(target, Comparison | Range | Change | Frequency):
        return False
    said = read(text).comparator
    if isinstance(said, Comparison | Change | Frequency):
        return said.operator is not None
    return isinstance(said, Range | Approximate)


def rating_in_percent(actual: Quantity, policy: ScoringPolicy) -> Rating | None:
    """The level in whose band a share lies; None for something else, or where no band has it.

    >>> from perfrules.expressions import read_actual
    >>> from perfrules.policies.loader import find_policy
    >>> rating_in_percent(read_actual("75%"), find_policy("mof.self-evaluation-2020")).share
    Fraction(3, 4)
    """
    if not is_share(actual):
        return None
    share = actual.value * actual.unit.factor / 100
    level = policy.level_at(share)
    return None if level is None else Rating(level, share)


def is_share(actual: Quantity) -> bool:
    """Whether it is given in per cent or another part of a whole.

    >>> from perfrules.expressions import read_actual
    >>> is_share(read_actual("75%")), is_share(read_actual("75个"))
    (True, False)
    """
    return actual.unit.dimension == _RATIO


def doubt_of_rating(indicator: Indicator, actual: Quantity) -> tuple[str, str] | None:
    """Why a per cent may be the result itself and not a rating: the reason and the code of its question.

    Against 稳步增长 it may be the change, against several rates the result of one, against 6%左右 it is one.

    >>> from perfrules.expressions import read_actual
    >>> targets = ("稳步增长", "合格率≥95%，满意率≥90%", "6%左右", "活动5场；成立中心1个")
    >>> rows = [Indicator("效益指标", "社会效益指标", "效果", target=target) for target in targets]
    >>> [doubt_of_rating(row, read_actual("96%")) for row in rows]
    [('doubtful-rating', 'PR494'), ('doubtful-parts', 'PR496'), ('unsettled', 'PR410'), None]
    """
    if not is_share(actual):
        return None
    if wants_change(indicator.target):
        return "doubtful-rating", "PR494"
    target = indicator.reading.comparator
    if isinstance(target, AllOf) and any(_is_rate(part) for part in target.parts):
        return "doubtful-parts", "PR496"
    if isinstance(target, Approximate) and is_share(target.about):
        return "unsettled", "PR410"
    return None


def _is_rate(part: Comparator) -> bool:
    return isinstance(part, Comparison) and is_share(part.bound)


def lacks_order(target: Ratio, actual: Actual, name: str) -> bool:
    """Whether a ratio misses or meets another one by the order in which its name means the two.

    投入产出比 1:3 is more than 1:2.4 to some, and less as a quotient.

    >>> from perfrules.expressions import parse, read_actual
    >>> [lacks_order(parse("≥1:3"), read_actual("1:2.4"), name) for name in ("投入产出比", "师生比")]
    [True, False]
    """
    is_turned = any(word in name for word in vocabulary()["turned_ratios"])
    return (evolve(target, operator=None) if is_turned else target).lacks_order(actual)
