"""Scales of levels, `grammar/scales.yaml`: which levels there are, and which of two is better."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from perfrules.data_classes import frozen
from perfrules.resources import load_data


@frozen
class Scale:
    """The levels of a scale, the best one first; `alone` where one of them is a target by itself.

    `named` if a name may come directly before a level: 地表水Ⅲ类以上.
    """

    name: str
    levels: tuple[str, ...]
    alone: bool = False
    named: bool = False

    def rank(self, level: str) -> int:
        """The place of a level, counted from the worst one, which is 1.

        >>> scale_of("Ⅲ类").rank("Ⅲ类")
        4
        """
        return len(self.levels) - self.levels.index(level)


@cache
def scales() -> Mapping[str, tuple[Scale, str]]:
    """Each spelling of a level, with its scale and the level's canonical name."""
    data: dict[str, dict[str, Any]] = load_data("grammar", "scales.yaml")
    known: dict[str, tuple[Scale, str]] = {}
    for name, entry in data.items():
        alone, named = (entry.get(key) in (True, "true") for key in ("alone", "named"))
        scale = Scale(name, tuple(entry["levels"]), alone=alone, named=named)
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
def span_starts() -> Mapping[str, str]:
    """What a span of levels may begin with, and the level that it is: A and A级 of A-C级.

    >>> span_starts()["A"]
    'A级'
    """
    known = {spelling: level for spelling, (scale, level) in scales().items() if scale.alone}
    return {**{spelling[:-1]: level for spelling, level in known.items() if len(spelling) > 1}, **known}
