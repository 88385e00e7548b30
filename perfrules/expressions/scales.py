"""Scales of levels, `grammar/scales.yaml`: which levels there are, and which of two is better."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import frozen

from perfrules.resources import load_data
from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class Scale(PlainRepr):
    """The levels of a scale, the best one first; `alone` where one of them is a target by itself.

    `named` if a name may come directly before a level: 地表水Ⅲ类以上. `ordered` unless the better one of two
    levels differs from field to field: 二级以上.
    """

    name: str
    levels: tuple[str, ...]
    alone: bool = False
    named: bool = False
    ordered: bool = True

    def rank(self, level: str) -> int:
        """The place of a level, counted from the worst one, which is 1.

        >>> scale_of("Ⅲ类").rank("Ⅲ类")
        4
        """
        return len(self.levels) - self.levels.index(level)

    def start_of_span(self, text: str) -> str | None:
        """The level that a span of levels begins with, or None: Ⅱ of Ⅱ-Ⅲ类.

        >>> scale_of("Ⅲ类").start_of_span("Ⅱ"), scale_of("一等奖").start_of_span("一")
        ('Ⅱ类', '一等奖')
        """
        known = [spelling for spelling, (scale, _) in scales().items() if scale == self]
        return next((scales()[each][1] for each in known if text in _starts_of(each)), None)


@cache
def scales() -> Mapping[str, tuple[Scale, str]]:
    """Each spelling of a level, with its scale and the level's canonical name."""
    data: dict[str, dict[str, Any]] = load_data("grammar", "scales.yaml")
    known: dict[str, tuple[Scale, str]] = {}
    for name, entry in data.items():
        alone, named = (entry.get(key) in (True, "true") for key in ("alone", "named"))
        ordered = entry.get("ordered", True) in (True, "true")
        scale = Scale(name, tuple(entry["levels"]), alone=alone, named=named, ordered=ordered)
        for level in scale.levels:
            for spelling in (level, *entry.get("spellings", {}).get(level, ())):
                known.setdefault(spelling, (scale, level))
    return known


def scale_of(level: str) -> Scale:
    """The scale of a level.

    Raises:
        KeyError: no scale has the level.

    >>> scale_of("三甲").name
    '医院等级'
    """
    return scales()[level][0]


@cache
def span_starts() -> frozenset[str]:
    """What a span of levels may begin with: A and A级 of A-C级.

    >>> {"A", "A级", "一"} <= span_starts()
    True
    """
    return frozenset(
        start for spelling, (scale, _) in scales().items() if scale.alone for start in _starts_of(spelling)
    )


def _starts_of(spelling: str) -> tuple[str, ...]:
    """A spelling of a level, and what is left of it if the end of the span has the rest: 一 of 一等奖."""
    tail = next((each for each in ("等奖", "星级") if spelling.endswith(each)), spelling[-1:])
    start = spelling.removesuffix(tail)
    return (spelling, start) if start else (spelling,)
