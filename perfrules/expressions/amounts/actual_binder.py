"""The rules of the grammar for actuals: a quantity, yes or no, or words that state something."""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, TypeAlias

from perfrules.expressions.amounts.amounts import AmountRules
from perfrules.expressions.amounts.bounds import Amount, ReadingProblem
from perfrules.expressions.amounts.heads import SHARES
from perfrules.expressions.amounts.names import Names
from perfrules.expressions.axes import PROPORTION
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.moments import read_moment
from perfrules.values import BARE, Quantity, Unit, exact


class Words(Enum):
    """The value of an actual that states something without a number: `≥266米`, 达成预期指标."""

    STATED = "stated"


STATED: Final = Words.STATED
Reported: TypeAlias = Quantity | bool | Words


class ActualBinder(AmountRules):
    """The rules of `grammar/expression.lark` by name, as they apply to what was achieved.

    A text of the shape of a target (`≥266米`, `80%-90%`, 每月8日前) gives no number: it is stated.
    """

    @cached_property
    def _names(self) -> Names:
        """Built at the first name, because it has many patterns."""
        return Names(self._units)

    def _stated(self, _: list[Any]) -> Reported:
        return STATED

    narrative = not_applicable = qualitative = _stated
    closed = compared = agreed = done = raised = held = equated = span = two_edges = chained = _stated
    each_period = joined = plus_minus = around_zero = approximate = rate_compared = every = _stated
    included_day = excluded_day = recurring = next_recurring = recurring_days = whole_period = period = (
        _stated
    )
    any_of = total = milestone = level = time_of_day = each_event = respectively = _stated
    by_clock = from_clock = between_clocks = _stated
    change = about_change = unchanged = reference = held_reference = within_reference = _stated
    held_share = agreed_share = _stated
    level_reference = share_reference = equal_share = reached_about = start_date = _stated

    def all_of(self, children: list[Any]) -> Reported:
        parts: list[Reported] = [child for child in children if not isinstance(child, Token)]
        return parts[0] if len(parts) == 1 else STATED

    def yes(self, _: list[Token]) -> Reported:
        return True

    def no(self, _: list[Token]) -> Reported:
        return False

    def none_of(self, _: list[Token]) -> Reported:
        return Quantity(Fraction(0))

    def deadline(self, children: list[Any]) -> Reported:
        for child in children:
            if isinstance(child, Token) and child.type == "DATE" and read_moment(child) is None:
                raise ReadingProblem.at("PR218", child)
        return STATED

    def bare(self, amounts: list[Amount]) -> Amount | Words:
        amount = self.alone_amount(amounts[0])
        return STATED if amount.per is not None else amount

    def stayed(self, children: list[Any]) -> Amount | Words:
        return self.bare(children[1:]) if isinstance(children[1], Amount) else STATED

    def alone(self, amounts: list[Amount | Words]) -> Reported:
        return self._value(amounts[0])

    def subject(self, tokens: list[Token]) -> Token:
        return tokens[0]

    def each(self, tokens: list[Token]) -> Unit:
        return self.several_of(*tokens[-2:])

    def named(self, children: list[Any]) -> Reported:
        if isinstance(children[0], Token):
            self._names.subject(children[0], alone=True)
        if isinstance(children[-1], Token):
            self._names.outcome(children[-1])
        return STATED

    def measured(self, children: list[Any]) -> Reported:
        amount: Amount | Words = next(child for child in children if not isinstance(child, Token))
        before, after = self._around(children)
        if not isinstance(amount, Amount):
            return self._stated_of(before)
        if before is None:
            self._names.counted(after, amount.unit or BARE)
            return self._value(amount)
        subject = self._names.subject(before)
        if amount.spoken and amount.unit is None and after is None and before == subject:  # 星期五
            raise ReadingProblem.at("PR212", before, name=before)
        self._names.counted(after, amount.unit or BARE)
        unit = self._said_in(subject, amount.unit or BARE)
        return self._value(amount if unit == (amount.unit or BARE) else amount._replace(unit=unit))

    def _said_in(self, name: str, unit: Unit) -> Unit:
        """Return the unit of an amount with what its name says of it: 56小时/周 of 图书馆每周开放 and 小时.

        Raises:
            ReadingProblem: PR214 where the two do not fit together.
        """
        currency, name = self.currency_in(name)
        if currency is not None and unit not in (BARE, self._units["元"], currency):
            raise ReadingProblem("PR214")
        unit = currency or unit
        each, name = self.each_in(name) if unit.dimension not in SHARES else ([], name)
        each, name = (each, name) if each else self.often_in(name, unit)
        unit = self.per_each(unit, each) if each else unit
        return self.per_head(name, unit) or unit

    def ratio(self, children: list[Any]) -> Reported:
        """1:18 on the axis of ratios; with an operator or with more numbers it is stated."""
        written = next(child for child in children if isinstance(child, Token) and child.type == "RATIO")
        terms = re.split("[:比]", written)
        plain = len(terms) == 2 and all(child.type in ("SUBJECT", "LEAD", "RATIO") for child in children)
        if not plain or not exact(terms[1]):
            return STATED
        return Quantity(exact(terms[0]) / exact(terms[1]), PROPORTION)

    def _stated_of(self, before: Token | None) -> Words:
        """Return that words are stated, after a check of the name before them."""
        if before is not None:
            self._names.subject(before, within=True)
        return STATED

    def rate(self, children: list[Any]) -> Reported:
        *each, amount = [child for child in children if not isinstance(child, Token)]
        if not isinstance(amount, Amount):
            return STATED
        if amount.unit is None:
            raise ReadingProblem("PR216")
        after = children[-1] if isinstance(children[-1], Token) else None
        for token in children[:-1]:
            if isinstance(token, Token):
                amount = amount._replace(unit=self._said_in(self._names.subject(token), amount.unit or BARE))
        self._names.counted(after, amount.unit or BARE)
        return self._value(amount._replace(unit=self.per_each(amount.unit or BARE, each)))

    @staticmethod
    def _around(children: list[Any]) -> tuple[Token | None, Token | None]:
        """Return the name before the amount and the words after it."""
        first, last = children[0], children[-1]
        return (first if isinstance(first, Token) else None), (last if isinstance(last, Token) else None)

    def _value(self, amount: Amount | Words) -> Reported:
        """Return the quantity of an amount; a count per period is a frequency and has no single number."""
        if not isinstance(amount, Amount):
            return STATED
        count, *per = amount.quantity.unit.name.split("/")
        often = len(per) == 1 and self._units.is_period(per[0]) and self._units[count].counts
        return STATED if often else amount.quantity
