"""The outputs of a decision: what a rule may ask for, and how the answers of several rules become one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, get_args

from attrs import Factory, field, frozen

from perfrules.diagnostics.hints import near
from perfrules.diagnostics.read_only import read_only
from perfrules.formulas.formula import Formula
from perfrules.policies.base.errors import Fault, PolicyError
from perfrules.policies.base.words import unknown_word
from perfrules.policies.decisions.inputs import DEFAULT_UNITS, MEASURED, fits_type
from perfrules.resources.late_modules import late_module
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import BARE, Quantity, Unit

if TYPE_CHECKING:
    from perfrules.formulas import plain as plain_formulas
else:
    plain_formulas = late_module("perfrules.formulas.plain")

OutputType = Literal[
    "roles",
    "list",
    "any-of",
    "text",
    "choice",
    "money",
    "number",
    "ratio",
    "count",
    "duration",
    "date",
    "boolean",
]
Combine = Literal["union", "list", "sum", "min", "max", "count"]
HitPolicy = Literal["unique", "first", "priority", "any", "collect", "rule-order", "output-order"]

Value: TypeAlias = "str | bool | int | date | Quantity | Formula | tuple[Value | None, ...]"
"""What an output can be: text, truth value, date, quantity or a list of them; a count of rules is an int.

In a rule it may also be a formula; a decision has its number.
"""
Outcome: TypeAlias = Mapping[str, Value]

ORDERED_HITS: frozenset[str] = frozenset({"priority", "output-order"})
"""The hit policies that go by the order of an output's values."""
SINGLE_HITS: frozenset[str] = frozenset({"unique", "first", "priority", "any"})
"""The hit policies under which one rule's answer is the outcome."""
LISTS: frozenset[str] = frozenset({"roles", "list", "any-of"})
"""The types whose values are lists of texts: all of the roles, all of the list, any one of them."""
_ORDERED = MEASURED | {"date"}


def usual_combine(type_: OutputType) -> Combine:
    """Return how answers are combined by default: lists are united, other values listed.

    >>> usual_combine("roles"), usual_combine("money")
    ('union', 'list')
    """
    return "union" if type_ in LISTS else "list"


class _Typed(Protocol):
    @property
    def type(self) -> OutputType:
        """The type that the defaults depend on."""


def _default_combine(typed: _Typed) -> Combine:
    return usual_combine(typed.type)


def _default_unit(typed: _Typed) -> Unit:
    return DEFAULT_UNITS.get(typed.type, BARE)


@frozen(repr=False)
class Output(PlainRepr):
    """A thing that a rule may ask for. Added in 0.2.

    `combine` says how the answers of several rules become one under `hit: collect`: lists are united and
    other values listed by default. `of` has the possible values, the most important first,
    which is the order that `hit: priority` and `hit: output-order` go by.

    Raises:
        PolicyError: PR145: an unknown type; PR514: the unit does not fit the type; PR515: values of the type
            cannot be combined so; PR660: a choice without `of`.

    >>> Output("sign_off", "roles").combine
    'union'
    """

    name: str
    type: OutputType = "text"
    combine: Combine = field(default=Factory(_default_combine, takes_self=True))
    of: tuple[Value, ...] = ()
    unit: Unit = field(default=Factory(_default_unit, takes_self=True))
    title: str = ""

    def __attrs_post_init__(self) -> None:
        faults = tuple(self._own_faults())
        if faults:
            raise PolicyError.of(faults)

    def _own_faults(self) -> Iterator[Fault]:
        yield from unknown_word(self.type, get_args(OutputType), ("type",))
        yield from unknown_word(self.combine, get_args(Combine), ("combine",))
        if self.type == "choice" and not self.of:
            yield Fault("PR660", (), {"output": self.name})
        suits = {"sum": self.type in MEASURED, "min": self.type in _ORDERED, "max": self.type in _ORDERED}
        if not suits.get(self.combine, True):
            yield Fault("PR515", ("combine",), {"output": self.name, "combine": self.combine})
        if not fits_type(self.unit, self.type) or (self.type not in MEASURED and self.unit != BARE):
            yield Fault("PR514", ("unit",), {"input": self.name, "unit": self.unit.name})

    def faults_of(self, value: Value) -> Iterator[Fault]:
        """What is wrong with a value that a rule gives it, paths counted from the value."""
        if self.type in MEASURED and isinstance(value, Quantity) and not value.comparable(self.unit):
            yield Fault("PR533", (), {"text": str(value), "unit": self.unit.name})
        elif isinstance(value, Formula) and self.of:
            yield Fault("PR291", (), {"output": self.name, "text": value.text})
        elif not self._is_of_type(value):
            yield Fault("PR516", (), {"output": self.name, "type": self.type})
        elif self.of:
            members = value if isinstance(value, tuple) else (value,)
            for member in members:
                if member not in self.of:
                    facts = {"output": self.name, "text": str(member), **near(str(member), map(str, self.of))}
                    yield Fault("PR517", (), facts)

    def _is_of_type(self, value: Value) -> bool:
        if self.type in LISTS:
            return isinstance(value, tuple) and all(isinstance(member, str) for member in value)
        if self.type in MEASURED:
            return isinstance(value, Quantity | Formula) and value.unit == self.unit
        classes: Mapping[str, type[object]] = {"text": str, "choice": str, "boolean": bool, "date": date}
        return isinstance(value, classes.get(self.type, ()))

    def rank(self, value: Value | None) -> int:
        """Return the position of a value in `of`, of a list that of its first member; others come last."""
        members = value if isinstance(value, tuple) else (value,)
        return min((self.of.index(member) for member in members if member in self.of), default=len(self.of))

    def to_json(self) -> dict[str, Any]:
        """What it says, as plain data."""
        return {
            "type": self.type,
            "combine": self.combine,
            "of": [value_to_json(value) for value in self.of],
            "unit": self.unit.name,
            "title": self.title,
        }


def value_to_json(value: Value | None) -> Any:
    """A value as plain data: a quantity as number and unit, a date as `{"date": …}`, a tuple as a list.

    >>> value_to_json(("分管领导", "主要领导")), value_to_json(date(2021, 1, 8))
    (['分管领导', '主要领导'], {'date': '2021-01-08'})
    """
    match value:
        case Quantity():
            return value.to_json()
        case Formula():
            return {"formula": plain_formulas.node_to_json(value.node), "unit": value.unit.name}
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return [value_to_json(member) for member in value]
        case _:
            return value


def same_outcome(left: Outcome, right: Outcome) -> bool:
    """Whether two outcomes ask for the same; the order of a list has no meaning.

    >>> same_outcome({"who": ("局长", "科员")}, {"who": ("科员", "局长")})
    True
    """
    return _unordered(left) == _unordered(right)


def _unordered(outcome: Outcome) -> dict[str, object]:
    return {name: frozenset(value) if isinstance(value, tuple) else value for name, value in outcome.items()}


def read_only_outcome(outcome: Outcome | None) -> Outcome | None:
    """Return the outcome as a mapping that cannot be changed."""
    return None if outcome is None else read_only(outcome)


def outcome_to_json(outcome: Outcome | None) -> dict[str, Any] | None:
    """Return an outcome as plain data; None stays None."""
    return None if outcome is None else {name: value_to_json(value) for name, value in outcome.items()}
