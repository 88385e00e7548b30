"""Which named method scores which targets, and the figures that a method takes from the policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from perfrules.diagnostics.listed import Listed
from perfrules.diagnostics.read_only import read_only_by_name
from perfrules.expressions import Operator
from perfrules.policies.base.errors import Fault, PolicyError
from perfrules.policies.base.place import PolicyPlace
from perfrules.policies.decisions.rules import Condition
from perfrules.resources.late_modules import late_module
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import exact_text

if TYPE_CHECKING:
    import difflib
else:
    difflib = late_module("difflib")

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "perfrules.scoring_methods"
"""The group of entry points under which other packages offer methods of their own."""

FIGURES: Mapping[str, str | None] = {
    "proportional": None,
    "inverse-ratio": None,
    "over-run": None,
    "pass-floor": "floor",
    "all-or-nothing": None,
    "rated": None,
    "intervals": "intervals",
    "due-share": None,
    "lateness": "per_day",
    "none": None,
}
"""The methods of the library, and the figure that each must be given."""

_ZERO, _ONE = Fraction(0), Fraction(1)


def offered_methods() -> tuple[EntryPoint, ...]:
    """The methods that installed packages offer, none of them loaded.

    >>> all(each.group == ENTRY_POINTS for each in offered_methods())
    True
    """
    # Late, for the standard library's metadata takes longer to load than a policy does that names none.
    from importlib.metadata import entry_points

    return tuple(entry_points(group=ENTRY_POINTS))


@frozen(repr=False)
class Interval(PlainRepr):
    """The share of the points that a result in an interval earns; the interval is one of per cent."""

    when: Condition
    share: Fraction

    def to_json(self) -> dict[str, Any]:
        """The interval as plain data; the share as a fraction of 1."""
        return {"when": str(self.when.values), "share": exact_text(self.share)}


@frozen(repr=False)
class MethodChoice(PlainRepr):
    """The method for readings of a kind, with one of the operators, in a second-level group; None is any.

    `floor` is the completion below which `pass-floor` gives nothing, `per_day` the share of the points that
    `lateness` takes for a day, both as fractions of 1; `parameters` are handed to a method of another
    package as they are written.

    Raises:
        PolicyError: PR620–PR625 where the method is not known, or its figures do not suit it.

    >>> MethodChoice("comparison", "pass-floor", floor=Fraction(3, 5)).covers("comparison", ">=", "质量指标")
    True
    """

    kind: str
    method: str
    operators: tuple[Operator, ...] = ()
    group: str | None = None
    floor: Fraction | None = None
    per_day: Fraction | None = None
    intervals: tuple[Interval, ...] = ()
    parameters: Mapping[str, str] = field(converter=read_only_by_name, factory=dict, hash=False)
    at: PolicyPlace | None = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        faults = [*self._name_faults(), *self._figure_faults(), *self._interval_faults()]
        if faults:
            raise PolicyError.of(faults)

    @property
    def own(self) -> bool:
        """Whether the method comes from another package."""
        return self.method not in FIGURES

    def _name_faults(self) -> Iterator[Fault]:
        if not self.own:
            return
        points = offered_methods()
        offered = [each for each in points if each.name == self.method]
        if not offered:
            known = [*FIGURES, *(each.name for each in points)]
            near = difflib.get_close_matches(self.method, known, n=3) or known
            yield Fault("PR620", ("method",), {"method": self.method, "near": Listed(near)})
        elif len({each.value for each in offered}) > 1:
            homes = Listed(sorted({each.value for each in offered}))
            yield Fault("PR621", ("method",), {"method": self.method, "homes": homes})

    def _figure_faults(self) -> Iterator[Fault]:
        given: dict[str, object] = {
            "floor": self.floor is not None,
            "per_day": self.per_day is not None,
            "intervals": self.intervals,
            "parameters": self.parameters,
        }
        needed = "parameters" if self.own else FIGURES[self.method]
        if needed is not None and not given[needed] and not self.own:
            yield Fault("PR622", (), {"method": self.method, "figure": needed})
        for name, figure in given.items():
            if figure and name != needed:
                yield Fault("PR623", (name,), {"method": self.method, "figure": name})
        if self.floor is not None and not _ZERO <= self.floor < _ONE:
            yield Fault("PR624", ("floor",), {"figure": "floor", "value": _percent(self.floor)})
        if self.per_day is not None and not _ZERO < self.per_day <= _ONE:
            yield Fault("PR624", ("per_day",), {"figure": "per_day", "value": _percent(self.per_day)})

    def _interval_faults(self) -> Iterator[Fault]:
        """Intervals must not overlap, and a higher one must not earn less."""
        pieces = [
            (piece, at, each)
            for at, each in enumerate(self.intervals)
            for piece in each.when.values
            if not isinstance(piece, str | bool)
        ]
        pieces.sort(key=lambda piece: (piece[0].low is not None, piece[0].low or _ZERO, piece[1]))
        for (below, _, lower), (above, at, higher) in pairwise(pieces):
            facts = {"lower": lower.when.text, "higher": higher.when.text}
            if lower is not higher and not (below & above).is_empty():
                yield Fault("PR625", ("intervals", at, "when"), facts)
            elif higher.share < lower.share:
                yield Fault("PR626", ("intervals", at, "share"), facts)
        for at, each in enumerate(self.intervals):
            if not _ZERO <= each.share <= _ONE:
                facts = {"figure": "share", "value": _percent(each.share)}
                yield Fault("PR624", ("intervals", at, "share"), facts)

    def covers(self, kind: str, operator: Operator | None, level2: str) -> bool:
        """Whether it is the method for such a target."""
        if self.kind != kind or self.group not in (None, level2):
            return False
        return not self.operators or operator in self.operators

    def to_json(self) -> dict[str, Any]:
        """The choice as plain data."""
        data: dict[str, Any] = {"kind": self.kind, "method": self.method, "group": self.group}
        data["operator"] = list(self.operators)
        figures = {"floor": self.floor, "per_day": self.per_day}
        data |= {name: exact_text(figure) for name, figure in figures.items() if figure is not None}
        if self.intervals:
            data["intervals"] = [each.to_json() for each in self.intervals]
        return data | ({"parameters": dict(self.parameters)} if self.parameters else {})


def _percent(share: Fraction) -> str:
    return f"{exact_text(share * 100)}%"
