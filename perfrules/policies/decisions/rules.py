"""The parts of a decision: conditions, rules, and what the author claims of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from attrs import field, frozen

from perfrules.diagnostics import Span
from perfrules.diagnostics.read_only import read_only
from perfrules.policies.base.head import Citation
from perfrules.policies.decisions.inputs import values_to_json
from perfrules.policies.decisions.outputs import Outcome, outcome_to_json
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Quantity
from perfrules.values.value_sets import Values

ClaimKind = Literal["complete", "no-conflict", "never-decreasing", "never-increasing"]


@frozen(repr=False)
class Condition(PlainRepr):
    """The `values` of an input that a rule asks for, and the wording of the rule book for them. Added in 0.2.

    `about` is the name that the wording is about where the condition itself is on a difference: `spent` in
    `spent: 不超过 limit`. Two are equal where they admit the same values.
    """

    values: Values
    text: str = field(eq=False)
    about: str = field(default="", eq=False, kw_only=True)

    @text.default
    def _default_text(self) -> str:
        if isinstance(self.values, frozenset):
            return "、".join(sorted(map(str, self.values)))
        return str(self.values)


When = Mapping[str, Condition]
"""Conditions by the name of their input; all must hold."""


def read_only_when(when: When) -> When:
    """Return the conditions as a mapping that cannot be changed."""
    return read_only(when)


def _all_read_only(conditions: Iterable[When]) -> tuple[When, ...]:
    return tuple(map(read_only, conditions))


def _read_only_then(then: Outcome) -> Outcome:
    return read_only(then)


@frozen(repr=False)
class Rule(PlainRepr):
    """Where every condition of `when` holds, and not all of an `except_`, the rule asks for `then`.

    Added in 0.2.

    Where it holds, it sets aside those rules it `overrides` that hold too.
    """

    id: str
    when: When = field(factory=dict, converter=read_only_when, hash=False)
    then: Outcome = field(factory=dict, converter=_read_only_then, hash=False)
    except_: tuple[When, ...] = field(default=(), converter=_all_read_only, hash=False)
    overrides: tuple[str, ...] = ()
    cite: tuple[Citation, ...] = ()
    title: str = ""
    span: Span | None = field(default=None, eq=False)

    def to_json(self) -> dict[str, Any]:
        """What it says, as plain data."""
        return {
            "id": self.id,
            "when": when_to_json(self.when),
            "except": [when_to_json(each) for each in self.except_],
            "then": outcome_to_json(self.then),
            "overrides": sorted(self.overrides),
            "cite": [each.to_json() for each in self.cite],
            "title": self.title,
        }


def when_to_json(when: When) -> dict[str, Any]:
    """Conditions as plain data: the values they admit."""
    return {name: values_to_json(condition.values) for name, condition in when.items()}


@frozen(repr=False)
class Claim(PlainRepr):
    """Something the author expects to hold: of the whole, or of an `output` as an `input` grows.

    Added in 0.2.
    """

    kind: ClaimKind
    output: str = ""
    input: str = ""

    def to_json(self) -> list[str]:
        """What it says, as plain data."""
        return [self.kind, self.output, self.input]


@frozen(repr=False)
class Aggregate(PlainRepr):
    """How an audit adds up a split purchase: an input, over the same columns, within a span of time."""

    input: str
    by: tuple[str, ...] = ()
    within: Quantity | None = None

    def to_json(self) -> dict[str, Any]:
        """What it says, as plain data."""
        within = None if self.within is None else self.within.to_json()
        return {"input": self.input, "by": list(self.by), "within": within}


def find_cycle(overrides: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the ids of rules that override each other in a circle; empty without one.

    >>> find_cycle({"a": ["b"], "b": ["a"]}), find_cycle({"a": ["b"], "b": []})
    (('a', 'b'), ())
    """
    done: set[str] = set()
    for start in overrides:
        trail: dict[str, Iterator[str]] = {}
        if start not in done:
            trail[start] = iter(overrides[start])
        while trail:
            here = next(reversed(trail))
            following = next(trail[here], None)
            if following is None:
                done.add(here)
                del trail[here]
            elif following in trail:
                ids = list(trail)
                return tuple(ids[ids.index(following) :])
            elif following not in done and following in overrides:
                trail[following] = iter(overrides[following])
    return ()
