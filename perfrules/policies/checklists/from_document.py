"""Files of `kind: checklist`, read into typed policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perfrules.documents import Document
from perfrules.expressions import Deadline, Frequency, RecurringDeadline, parse, parse_strictly
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.head_from_document import read_citations, read_head
from perfrules.policies.base.terms import Term
from perfrules.policies.base.terms_from_text import read_term
from perfrules.policies.checklists.policy import ChecklistPolicy, Duty
from perfrules.policies.decisions.condition_from_text import refusal
from perfrules.policies.schedules.after_event import after_event
from perfrules.policies.schedules.from_document import read_calendar


def read_checklist(document: Document) -> ChecklistPolicy:
    """Return the policy of a document of `kind: checklist`.

    Raises:
        PolicyError: with every problem, by place.
    """
    collector = Collector(document)
    head = read_head(document, collector)
    duties = tuple(_duty(plain, at, collector) for at, plain in enumerate(document.plain["duties"]))
    calendar = read_calendar(document, collector)
    roll = document.plain.get("roll", "next-working-day")
    policy = collector.attempt(lambda: ChecklistPolicy(head, duties, calendar, roll))
    collector.raise_all()
    if policy is None:
        raise AssertionError("a policy without problems was not made")
    return policy


def _duty(plain: Mapping[str, Any], at: int, collector: Collector) -> Duty:
    path = ("duties", at)
    frequency = within = None
    upon = plain.get("upon")
    if "frequency" in plain:
        frequency = collector.attempt(lambda: _frequency(plain["frequency"]), *path, "frequency")
    if "within" in plain:
        read = collector.attempt(lambda: _within(plain["within"], upon), *path, "within")
        within, upon = read or (None, upon)
    return Duty(
        plain["id"],
        plain["title"],
        _texts(plain.get("who", ())),
        _texts(plain.get("evidence", ())),
        frequency,
        upon,
        within,
        read_citations(plain),
        plain.get("frequency", ""),
    )


def _texts(plain: str | Sequence[str]) -> tuple[str, ...]:
    return (plain,) if isinstance(plain, str) else tuple(plain)


def _within(text: str, upon: str | None) -> tuple[Term, str | None]:
    """Return a term and the event that it counts from, which either the text or `upon` names.

    Raises:
        PolicyError: PR585: not a term; PR586: the text names another event than `upon`.
    """
    deadline = after_event(parse(text))
    if deadline is None:
        return read_term(text), upon
    if upon is not None and upon != deadline.event:
        raise refusal("PR586", text, event=deadline.event, upon=upon)
    return deadline.term, deadline.event


def _frequency(text: str) -> Frequency | RecurringDeadline | Deadline:
    frequency = parse_strictly(text)
    if not isinstance(frequency, Frequency | RecurringDeadline | Deadline):
        raise refusal("PR583", text)
    return frequency
