"""Files of `kind: checklist`, read into typed policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perfrules.documents import Document
from perfrules.expressions import Comparison, Deadline, Frequency, RecurringDeadline, parse, parse_strictly
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.head_from_document import read_citations, read_head
from perfrules.policies.checklists.policy import ChecklistPolicy, Duty, Term
from perfrules.policies.decisions.condition_from_text import refusal
from perfrules.policies.schedules.from_document import read_calendar

_SECONDS_A_DAY = 24 * 60 * 60
_LONGEST = 3660
"""So many days, or months, are the longest term that is no slip of the pen."""


def read_checklist(document: Document) -> ChecklistPolicy:
    """The policy that a document of `kind: checklist` states.

    Raises:
        PolicyError: with everything that is wrong with it, by place.
    """
    collector = Collector(document)
    head = read_head(document, collector)
    duties = tuple(_duty(plain, at, collector) for at, plain in enumerate(document.plain["duties"]))
    calendar = read_calendar(document, collector)
    policy = collector.attempt(lambda: ChecklistPolicy(head, duties, calendar))
    collector.raise_all()
    if policy is None:
        raise AssertionError("a policy without problems was not made")
    return policy


def _duty(plain: Mapping[str, Any], at: int, collector: Collector) -> Duty:
    path = ("duties", at)
    frequency = within = None
    if "frequency" in plain:
        frequency = collector.attempt(lambda: _frequency(plain["frequency"]), *path, "frequency")
    if "within" in plain:
        within = collector.attempt(lambda: read_term(plain["within"]), *path, "within")
    return Duty(
        plain["id"],
        plain["title"],
        _texts(plain.get("who", ())),
        _texts(plain.get("evidence", ())),
        frequency,
        plain.get("upon"),
        within,
        read_citations(plain),
        plain.get("frequency", ""),
    )


def _texts(plain: str | Sequence[str]) -> tuple[str, ...]:
    return (plain,) if isinstance(plain, str) else tuple(plain)


def _frequency(text: str) -> Frequency | RecurringDeadline | Deadline:
    frequency = parse_strictly(text)
    if not isinstance(frequency, Frequency | RecurringDeadline | Deadline):
        raise refusal("PR583", text)
    return frequency


def read_term(text: str) -> Term:
    """The term that a text gives: 30天, 5个工作日内, 1个月.

    Raises:
        PolicyError: PR585 where it is none, or no whole number of days or months.
        ExpressionError: for a text that cannot be read at all.

    >>> read_term("5个工作日内")
    Term(count=5, of='working-days')
    """
    term = parse(text)
    if isinstance(term, Comparison) and term.operator in {None, "<="} and not (term.subject or term.counted):
        unit = term.bound.unit
        count = term.bound.value * unit.factor
        if unit.dimension == "time":
            count /= _SECONDS_A_DAY
        if count.denominator == 1 and 0 < count <= _LONGEST:
            match unit.dimension:
                case "time":
                    return Term(int(count), "days")
                case "working-day":
                    return Term(int(count), "working-days")
                case "months":
                    return Term(int(count), "months")
    raise refusal("PR585", text)
