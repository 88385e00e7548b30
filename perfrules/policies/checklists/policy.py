"""A checklist: duties that are shown by evidence, so often or after an event."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

from attrs import field, frozen

from perfrules.expressions import Deadline, Frequency, RecurringDeadline
from perfrules.policies.base.content import PolicyContent
from perfrules.policies.base.errors import Fault, PolicyError
from perfrules.policies.base.head import Citation, Head
from perfrules.policies.base.terms import Term
from perfrules.values.working_days import Roll, WorkCalendar

_MONTHS = "months"
_WEEK = "周"
_YEAR = 12


@frozen
class Duty:
    """One duty: `who` shows which `evidence`, how often or upon which event.

    `frequency` is how often, or by which deadline, `wording` how its file puts that; `upon` the event that
    asks for it, and `within` how long it may take after that. A duty with neither is to be shown once.
    """

    id: str
    title: str
    who: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    frequency: Frequency | RecurringDeadline | Deadline | None = None
    upon: str | None = None
    within: Term | None = None
    cite: tuple[Citation, ...] = ()
    wording: str = ""

    @property
    def times(self) -> int:
        """How often it is to be shown in each period, at least.

        >>> from perfrules.expressions import parse
        >>> Duty("a", "甲", frequency=parse("每年超过2次")).times
        3
        """
        if not isinstance(self.frequency, Frequency):
            return 1
        asked = self.frequency.times.value
        return floor(asked) + 1 if self.frequency.operator == ">" else ceil(asked)

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with it, by place."""
        if self.frequency is not None and self.upon is not None:
            yield Fault("PR581", ("upon",), {"duty": self.id})
        if self.within is not None and self.upon is None:
            yield Fault("PR582", ("within",), {"duty": self.id})
        if isinstance(self.frequency, Frequency) and not _is_countable(self.frequency):
            yield Fault("PR584", ("frequency",), {"text": self.wording or str(self.frequency)})

    def to_json(self) -> dict[str, Any]:
        """What it says, as plain data."""
        return {
            "id": self.id,
            "title": self.title,
            "who": list(self.who),
            "evidence": list(self.evidence),
            "frequency": None if self.frequency is None else self.frequency.to_json(),
            "upon": self.upon,
            "within": None if self.within is None else self.within.to_json(),
            "cite": [each.to_json() for each in self.cite],
        }


def _is_countable(frequency: Frequency) -> bool:
    """Return whether it requires a number of times in periods of the calendar."""
    asks = frequency.operator not in {"<", "<="} and frequency.times.value > 0
    return asks and (period_months(frequency) is not None or frequency.per.name == _WEEK)


def period_months(frequency: Frequency) -> int | None:
    """Return the months of a frequency's period, a divisor of twelve; None for another period.

    >>> from perfrules.expressions import parse
    >>> period_months(parse("每季度")), period_months(parse("每周1次"))
    (3, None)
    """
    length: Fraction = frequency.per.factor
    if frequency.per.dimension != _MONTHS or length.denominator != 1 or _YEAR % length.numerator:
        return None
    return length.numerator


@frozen(slots=False)
class ChecklistPolicy(PolicyContent):
    """Duties, and how their terms end.

    `roll` says where the last day of a term goes if it is a rest day: by default to the next working day
    (民法典 art. 203). `calendar` has the working days. Deadlines on a fixed day do not move.

    Raises:
        PolicyError: PR580–PR584: with every duty that is not valid.

    >>> from perfrules.expressions import parse
    >>> policy = ChecklistPolicy(
    ...     Head("unit.safeguards"), (Duty("report", "汇报", frequency=parse("每季度")),)
    ... )
    >>> policy.duty("report").times
    1
    """

    head: Head
    duties: tuple[Duty, ...]
    calendar: WorkCalendar = field(factory=WorkCalendar)
    roll: Roll = "next-working-day"

    def __attrs_post_init__(self) -> None:
        faults = tuple(self._faults())
        if faults:
            raise PolicyError.of(faults)

    def _faults(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for at, duty in enumerate(self.duties):
            if duty.id in seen:
                yield Fault("PR580", ("duties", at, "id"), {"duty": duty.id})
            seen.add(duty.id)
            for fault in duty.faults():
                yield Fault(fault.code, ("duties", at, *fault.path), fault.arguments)

    def duty(self, id_: str) -> Duty:
        """Return the duty of an id. Raises KeyError for an unknown id."""
        return self._by_id[id_]

    @cached_property
    def _by_id(self) -> dict[str, Duty]:
        return {duty.id: duty for duty in self.duties}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the duties, in order."""
        return tuple(self._by_id)

    @property
    def events(self) -> tuple[str, ...]:
        """The events that duties are owed upon, each once."""
        return tuple(dict.fromkeys(duty.upon for duty in self.duties if duty.upon is not None))

    def to_json(self) -> dict[str, Any]:
        """What it says, as plain data."""
        return {
            "kind": "checklist",
            **self.head.to_json(),
            "duties": [duty.to_json() for duty in self.duties],
            "roll": self.roll,
            **self.calendar.to_json(),
        }
