"""Deadlines that count from an event: 自验收合格之日起15个工作日内."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import frozen

from perfrules.expressions import Comparator
from perfrules.expressions.comparators.moments.after_events import RelativeDeadline
from perfrules.policies.base.terms import Term
from perfrules.policies.base.terms_from_text import term_of
from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class AfterEvent(PlainRepr):
    """A term after an event, whose day is given when the due date is asked for. Added in 0.2."""

    day: ClassVar[None] = None
    inclusive: ClassVar[bool] = True
    event: str
    term: Term

    def to_json(self) -> dict[str, Any]:
        """Return the event and the term."""
        return {"kind": "after_event", "event": self.event, "term": self.term.to_json()}


def after_event(deadline: Comparator) -> AfterEvent | None:
    """Return an expression as a deadline after an event; None if it is something else.

    >>> from perfrules.expressions import parse
    >>> after_event(parse("自验收之日起15日内")).event
    '验收'
    """
    if not isinstance(deadline, RelativeDeadline) or not deadline.inclusive:
        return None
    term = term_of(deadline.within)
    return None if term is None else AfterEvent(deadline.event, term)
