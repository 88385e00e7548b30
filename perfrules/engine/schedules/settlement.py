"""Which payment settles which due date, and what is late or missing on a day.

Single payments: each counts for the due date nearest to it, of two equally near ones for the later. Where
several count for one, the last of those in time settles it, or else the first late one. A due date left
without takes the nearest payment to spare that was made since the due date before it; the earliest due date
takes first (民法典 art. 560).
Shares of a plan: a checkpoint is settled on the day on which all payments so far reach its share.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language, phrase
from perfrules.diagnostics.explained import Explained
from perfrules.engine.schedules.due_dates import DueDate
from perfrules.engine.schedules.payments import Payment, PaymentError
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import exact_text

Status = Literal["met", "late", "missing", "not-yet-due"]
Spare = Literal["spare", "other-year", "after"]
"""Why a payment settles nothing: one too many, nearer to another year's deadline, after the day asked of."""


@frozen(repr=False)
class Settlement(Explained, PlainRepr):
    """The status of a due date on a day, and the payment that settles it, if any.

    `reached` is the share that all payments reached until it was settled, or until that day; None without
    shares.
    """

    due: DueDate
    as_of: date
    paid: date | None = None
    reached: Fraction | None = None

    @property
    def status(self) -> Status:
        """`met`, `late`, `missing` (due and not paid), or `not-yet-due`; the due day itself is in time."""
        if self.paid is None:
            return "missing" if self.due.due < self.as_of else "not-yet-due"
        return "met" if self.paid <= self.due.due else "late"

    @property
    def days_late(self) -> int:
        """Days by which it was paid late or is overdue; 0 if neither."""
        return max(0, ((self.paid or self.as_of) - self.due.due).days)

    def explain(self, language: Language = "zh") -> str:
        """Explain the status."""
        days = abs(((self.paid or self.as_of) - self.due.due).days)
        key = "early" if self.status == "met" and days else self.status
        text = phrase(f"schedules.why-{key}", language, paid=self.paid, days=days, as_of=self.as_of)
        if self.reached is None:
            return text
        reached = phrase("schedules.reached", language, reached=f"{exact_text(self.reached)}%")
        return phrase("punctuation.comma", language).join((text, reached))

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The due date as `DueDate.to_json` has it, with `status`, `paid`, `days_late`, `reached`, `how`."""
        return {
            **self.due.to_json(language),
            "status": self.status,
            "paid": None if self.paid is None else self.paid.isoformat(),
            "days_late": self.days_late,
            "reached": None if self.reached is None else f"{exact_text(self.reached)}%",
            "how": self.explain(language),
        }


@frozen(repr=False)
class SparePayment(Explained, PlainRepr):
    """A payment that settles no due date, and why; `near` is the deadline of another year it is near to."""

    payment: Payment
    reason: Spare
    as_of: date
    near: date | None = None

    def explain(self, language: Language = "zh") -> str:
        """Say why it settles nothing."""
        return phrase(f"schedules.spare-{self.reason}", language, due=self.near, as_of=self.as_of)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"date", "reason", "why"}`."""
        day = self.payment.day.isoformat()
        return {"date": day, "reason": self.reason, "why": [self.explain(language)]}


def settle_shares(due: Sequence[DueDate], payments: Sequence[Payment], as_of: date) -> tuple[Settlement, ...]:
    """Compare the total paid with the shares that are due.

    Raises:
        PaymentError: PR573 for each payment without a share.
    """
    problems = [Diagnostic("PR573", {"day": each.day}) for each in payments if each.share is None]
    if problems:
        raise PaymentError(*problems)
    totals: list[tuple[date, Fraction]] = []
    for each in payments:
        totals.append((each.day, (totals[-1][1] if totals else Fraction(0)) + (each.share or 0)))
    return tuple(_reached(each, totals, as_of) for each in due)


def _reached(due: DueDate, totals: Sequence[tuple[date, Fraction]], as_of: date) -> Settlement:
    wanted = due.milestone.share or Fraction(0)
    for day, total in totals:
        if total >= wanted:
            return Settlement(due, as_of, day, total)
    return Settlement(due, as_of, None, totals[-1][1] if totals else Fraction(0))


def settle_each(
    due: Sequence[DueDate], payments: Sequence[Payment], as_of: date, neighbours: Sequence[date] = ()
) -> tuple[tuple[Settlement, ...], tuple[SparePayment, ...]]:
    """Find the payment that settles each due date, and the payments that settle none.

    Args:
        due: the due dates, in order, no two on one day.
        payments: payments up to `as_of`, in order.
        as_of: the day of the report.
        neighbours: deadlines of the years beside, to which payments may be nearer.
    """
    days = [each.due for each in due]
    shares, spare = _shared_out(days, payments, sorted({*neighbours} - {*days}), as_of)
    chosen = {at: _choose(days[at], counting) for at, counting in shares.items()}
    left = [each for at, counting in shares.items() for each in counting if each is not chosen[at]]
    for at, day in enumerate(days):
        if at not in chosen:
            found = _spare_for(day, days[at - 1] if at else date.min, left)
            if found is not None:
                chosen[at] = found
                left = [each for each in left if each is not found]
    settled = tuple(
        Settlement(each, as_of, chosen[at].day if at in chosen else None) for at, each in enumerate(due)
    )
    return settled, (*spare, *(SparePayment(each, "spare", as_of) for each in left))


def _shared_out(
    days: Sequence[date], payments: Iterable[Payment], neighbours: Sequence[date], as_of: date
) -> tuple[dict[int, list[Payment]], list[SparePayment]]:
    """Group the payments by their nearest due date, and list those nearest to a deadline of another year."""
    shares: dict[int, list[Payment]] = {}
    spare: list[SparePayment] = []
    number = {day: at for at, day in enumerate(days)}
    everything = sorted((*days, *neighbours))
    for payment in payments:
        near = _nearest(payment.day, everything)
        if near in number:
            shares.setdefault(number[near], []).append(payment)
        else:
            spare.append(SparePayment(payment, "other-year", as_of, near))
    return shares, spare


def _nearest(day: date, days: Sequence[date]) -> date | None:
    """Return the nearest of sorted days; of two equally near ones, the later."""
    at = bisect_left(days, day)
    around: Iterator[date] = iter(days[max(0, at - 1) : at + 1][::-1])
    return min(around, key=lambda each: abs(each - day), default=None)


def _choose(due: date, counting: Sequence[Payment]) -> Payment:
    in_time = [each for each in counting if each.day <= due]
    return in_time[-1] if in_time else counting[0]


def _spare_for(due: date, before: date, left: Sequence[Payment]) -> Payment | None:
    since = (each for each in left if each.day > before)
    return min(since, key=lambda each: abs(each.day - due), default=None)
