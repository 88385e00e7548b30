"""The inputs of a decision: what facts it asks for, on which axis, and which values they may have."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal, Protocol, get_args

from attrs import Factory, field, frozen

from perfrules.policies.base.errors import Fault, PolicyError
from perfrules.policies.base.words import unknown_word
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import BARE, EVERYTHING, Interval, IntervalSet, Unit, exact_text
from perfrules.values.value_sets import Values, is_empty

InputType = Literal["money", "number", "ratio", "count", "duration", "date", "choice", "boolean"]

MEASURED: frozenset[str] = frozenset({"money", "number", "ratio", "count", "duration"})
"""The types whose values are quantities."""

# Spelled out, so that a policy built by a program needs no file of units.
DEFAULT_UNITS = {"money": Unit("元", "money"), "ratio": Unit("%", "ratio")}
_DIMENSIONS = {
    "money": frozenset({"money", "us-dollar", "euro", "hk-dollar", "yen"}),
    "ratio": frozenset({"ratio", "percentage-point", ""}),
    "duration": frozenset({"time", "working-day", "months"}),
}
OTHER = "（其他）"
"""The member of an open choice's domain that means every text that is not listed."""
_WHOLE_STEPS = frozenset({"count", "date"})
TRUTH_VALUES: frozenset[str | bool] = frozenset({True, False})


def fits_type(unit: Unit, type_: str) -> bool:
    """Whether values of a type can be given in a unit.

    >>> fits_type(Unit("天", "time"), "money"), fits_type(Unit("元/人", "money/people"), "money")
    (False, True)
    """
    if type_ == "count":
        return unit.counts or unit.dimension in {"", "people"}
    return type_ not in _DIMENSIONS or unit.dimension.split("/")[0] in _DIMENSIONS[type_]


def _default_unit(typed: _Typed) -> Unit:
    return DEFAULT_UNITS.get(typed.type, BARE)


def _default_domain(typed: _Typed) -> Values:
    if typed.type == "choice":
        return frozenset()
    return TRUTH_VALUES if typed.type == "boolean" else EVERYTHING


def _default_step(typed: _Typed) -> Fraction | None:
    return Fraction(1) if typed.type in _WHOLE_STEPS else None


class _Typed(Protocol):
    @property
    def type(self) -> str:
        """The type that the defaults depend on."""


@frozen(repr=False)
class Input(PlainRepr):
    """A fact that a decision asks for. Added in 0.2.

    `domain` has the possible values: intervals of numbers of `unit` (of ordinals for dates), or the choices.
    An open choice takes any text: its domain has `OTHER` for the texts that are not listed. `step` is the
    grid of numbers, counted from 0 (0.01 for money kept to the cent); None if any number may come. Counts and
    dates go in whole steps. `title` is what messages call it.

    Raises:
        PolicyError: PR145: an unknown type; PR510–PR514: type, unit, domain and step do not fit each other.

    >>> Input("amount", "money", step=Fraction(1, 100)).unit.name
    '元'
    """

    name: str
    type: InputType
    unit: Unit = field(default=Factory(_default_unit, takes_self=True))
    domain: Values = field(default=Factory(_default_domain, takes_self=True))
    step: Fraction | None = field(default=Factory(_default_step, takes_self=True))
    title: str = ""
    is_open: bool = False

    def __attrs_post_init__(self) -> None:
        faults = tuple(self._faults())
        if faults:
            raise PolicyError.of(faults)

    def _faults(self) -> Iterator[Fault]:
        about = {"input": self.name}
        yield from unknown_word(self.type, get_args(InputType), ("type",))
        if self.is_discrete != isinstance(self.domain, frozenset):
            yield Fault("PR510", ("domain",), about)
        elif self.is_open != (self.type == "choice" and OTHER in self.domain):
            yield Fault("PR661", ("open",), about)
        elif self.type == "choice" and not self.domain:
            yield Fault("PR511", (), about)
        elif is_empty(self.domain):
            yield Fault("PR512", ("domain",), about)
        if self.step is not None and (self.step <= 0 or self.is_discrete):
            yield Fault("PR513", ("step",), about)
        if not fits_type(self.unit, self.type) or (self.type not in MEASURED and self.unit != BARE):
            yield Fault("PR514", ("unit",), {**about, "unit": self.unit.name})

    @property
    def is_discrete(self) -> bool:
        """Whether its values are choices or truth values and have no order."""
        return self.type in {"choice", "boolean"}

    @property
    def is_measured(self) -> bool:
        """Whether its values are quantities."""
        return self.type in MEASURED

    def to_json(self) -> dict[str, Any]:
        """What it says, as plain data."""
        return {
            "type": self.type,
            "unit": self.unit.name,
            "domain": values_to_json(self.domain),
            "step": None if self.step is None else exact_text(self.step),
            "title": self.title,
            **({"open": True} if self.is_open else {}),
        }


def values_to_json(values: Values) -> Any:
    """The choices sorted, or each interval as its two ends and whether they are included.

    >>> values_to_json(IntervalSet.up_to(Fraction(5)))
    [[None, False, '5', True]]
    """
    if isinstance(values, IntervalSet):
        return [_interval_to_json(interval) for interval in values]
    return sorted(values, key=str)


def _interval_to_json(interval: Interval) -> list[str | bool | None]:
    low = None if interval.low is None else exact_text(interval.low)
    high = None if interval.high is None else exact_text(interval.high)
    return [low, interval.low_closed, high, interval.high_closed]
