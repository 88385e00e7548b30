"""What is said per head: 人均300元 is 300元/人."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from perfrules.expressions.lexicon import lexicon
from perfrules.values import Unit, UnitRegistry

SHARES = ("", "ratio", "percentage-point", "score")
"""Dimensions that are not shared out among heads: 人均5%."""


class PerHeadRules:
    """`per_head`, for targets and actuals alike."""

    _units: UnitRegistry

    @cached_property
    def _heads(self) -> Mapping[str, str]:
        """Whom or what 人均, 户均 … share an amount among."""
        heads: Mapping[str, str] = lexicon()["per_head"]
        return heads

    def per_head(self, subject: str, unit: Unit) -> Unit | None:
        """The unit of what is said per head, or None: 元/人 of 人均 and 元, 元/人/月 of 人均 and 元/月."""
        what, *per = unit.name.split("/")
        head = self._heads.get(subject)
        if head is None or unit.dimension in SHARES or what == head:
            return None
        return self._units.compound([what, head, *per])
