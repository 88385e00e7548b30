"""The rules for changes and for figures kept elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import evolve

from perfrules.expressions.amounts.bounds import PARTS_OF, Amount, Edge, ReadingProblem, directed
from perfrules.expressions.amounts.names import Names
from perfrules.expressions.comparators import Change, Named, Operator, Reference
from perfrules.expressions.comparators.relations import Direction
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import WordPattern, lexicon, one_of
from perfrules.expressions.operators import operator_of
from perfrules.values import Quantity, UnitRegistry

_HALF = Fraction(1, 2)


class RelationRules:
    """`change`, `reference`."""

    _units: UnitRegistry

    @cached_property
    def _names(self) -> Names:
        """Built at the first name, because it has many patterns."""
        return Names(self._units)

    @cached_property
    def _directions(self) -> Mapping[str, Direction]:
        words = lexicon()
        kinds = [*words["directions"].items(), *words["tendencies"].items()]
        return {word: name for name, each in kinds for word in each}

    @cached_property
    def _baseline_mark(self) -> WordPattern:
        return WordPattern(f"在?(.+?)的?基础上|{one_of(lexicon()['baseline_marks'])}(.+?)(?:相比|比)?$")

    def change(self, children: list[Any]) -> Change:
        tokens = {child.type: child for child in children if isinstance(child, Token)}
        operator, amount = _amount_of(children[-1], tokens.get("OPERATOR"))
        thing = tokens.get("SUBJECT") or tokens.get("LEAD")
        direction = self._directions[(tokens.get("DIRECTION") or tokens["TENDENCY"]).value]
        if direction == "decrease" and amount is not None and amount.value < 0:  # 下降-5%
            raise amount.problem("PR211")
        return Change(
            direction,
            operator,
            None if amount is None else amount.quantity,
            self._baseline_of(tokens.get("BASELINE")),
            "" if thing is None else self._names.subject(thing),
        )

    def about_change(self, children: list[Any]) -> Named:
        """Build 同比增长8%左右 and 增长约5%."""
        amount = next(child for child in children if isinstance(child, Amount))
        if amount.included is not None:
            raise amount.problem("PR211")
        kept = [child for child in children if getattr(child, "type", "") not in ("AROUND", "APPROXIMATELY")]
        return evolve(self.change(kept), approximate=True)

    def unchanged(self, tokens: list[Token]) -> Named:
        """零增长 is a growth of 0%."""
        baseline = self._baseline_of(tokens[0]) if len(tokens) > 1 else None
        return Change("increase", None, Quantity(Fraction(0), self._units["%"]), baseline)

    def _baseline_of(self, token: Token | None) -> str | None:
        if token is None:
            return None
        found = self._baseline_mark.match(token)
        return self._names.figure(token, found.group(1) or found.group(2)) if found else token.value

    def reference(self, children: list[Any]) -> Named:
        operator, name, *rest = children
        if rest and _is_points(rest[-1]):
            return self._beside(operator, name, rest[-1])
        factor = _share(rest[-1]) if rest else Fraction(1)
        if len(rest) == 1 and factor < _HALF:  # 超过预算10%: by a tenth, or a tenth of it?
            raise ReadingProblem.at("PR201", operator, name)
        known = self._names.figure(name, name) if rest else self._names.whole_figure(name, name)
        return Reference(operator_of(operator.value), known, factor)

    def agreed_share(self, children: list[Any]) -> Named:
        """Build 达到省定标准的95%以上, which says the same side twice.

        Raises:
            ReadingProblem: PR211 where the sides differ: 不超过标准的95%以上.
        """
        operator, name, *rest, edge = children
        if operator_of(operator.value) != edge.operator:
            raise edge.amount.problem("PR211")
        factor = _share(edge.amount)
        if not rest and factor < _HALF:  # 不超过预算10%以内, as in `reference`
            raise ReadingProblem.at("PR201", operator, name)
        return Reference(edge.operator, self._names.figure(name, name), factor)

    def _beside(self, operator: Token, name: Token, points: Amount) -> Named:
        """Build 高于GDP增速2个百分点: the figure and so much more, or so much less.

        Raises:
            ReadingProblem: PR201 for 不低于…2个百分点, which has two meanings.
        """
        sign = {">": 1, "<": -1}.get(operator_of(operator.value))
        if sign is None:
            raise ReadingProblem.at("PR201", operator, name)
        offset = points.quantity if sign > 0 else Quantity(-points.value, points.quantity.unit)
        return Reference(None, self._names.figure(name, name), offset=offset)

    def held_reference(self, tokens: list[Token]) -> Named:
        return Reference("<=", self._names.whole_figure(tokens[1], tokens[1]))

    def held_share(self, children: list[Any]) -> Named:
        _, name, *_, share = children
        if isinstance(share, Edge) and share.operator not in ("<", "<="):
            raise share.amount.problem("PR211")
        edge = share if isinstance(share, Edge) else directed("<=", share)
        return Reference(edge.operator, self._names.figure(name, name), _share(edge.amount))

    def equal_share(self, children: list[Any]) -> Named:
        """Build 为最低工资的90%."""
        _, name, *_, share = children
        edge = share if isinstance(share, Edge) else None
        factor = _share(share if edge is None else edge.amount)
        return Reference(None if edge is None else edge.operator, self._names.figure(name, name), factor)

    def within_reference(self, tokens: list[Token]) -> Named:
        name = re.sub("^在|(?:范围)?(?:以内|之内|内)$", "", tokens[0])
        return Reference("<=", self._names.whole_figure(tokens[0], name))

    def level_reference(self, tokens: list[Token]) -> Named:
        name = re.sub("^[与同和比]|(?:基本)?持平$|相同$|(?:保持)?一致$|相当$", "", tokens[0])
        return Reference("=", self._names.whole_figure(tokens[0], name))

    def share_reference(self, children: list[Any]) -> Named:
        name, share = self._names.figure(children[0], children[0].removesuffix("的")), children[1]
        if isinstance(share, Edge):
            return Reference(share.operator, name, _share(share.amount))
        return Reference(None, name, _share(share))


def _amount_of(last: Any, token: Token | None) -> tuple[Operator | None, Amount | None]:
    """Return the operator and amount at the end of a change; both are None if it ends with the direction."""
    operator = None if token is None else operator_of(token.value)
    if isinstance(last, Edge):
        if operator not in (None, last.operator):
            raise last.amount.problem("PR211")
        return last
    if not isinstance(last, Amount):
        return None, None
    if operator is None:
        if last.included is not None:
            raise last.problem("PR211")
        return None, last
    return directed(operator, last)


def _is_points(amount: Amount) -> bool:
    return amount.unit is not None and amount.unit.dimension == "percentage-point"


def _share(amount: Amount) -> Fraction:
    if amount.spelling == PARTS_OF:
        return amount.value
    if amount.unit is None or amount.unit.dimension != "ratio":
        raise amount.problem("PR214")
    return amount.value * amount.unit.factor / 100
