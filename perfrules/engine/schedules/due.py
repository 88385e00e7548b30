"""A schedule that is ready to run: its due dates, the next one, and whether payments met them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.documents.results import SavedAs
from perfrules.engine.schedules.due_dates import DueDate, due_after, due_date, due_in, require_year
from perfrules.engine.schedules.payments import Payable, Payment, PaymentError, to_payments
from perfrules.engine.schedules.settlement import Settlement, SparePayment, settle_each, settle_shares
from perfrules.policies.base.head import Head, worded_days
from perfrules.policies.schedules.policy import SchedulePolicy
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values.working_days import ONE_DAY, CalendarError


@frozen(repr=False)
class PaymentReport(SavedAs, PlainRepr):
    """The status of the due dates of some years on a day, and the payments that settle none.

    `next_due` is the first unsettled due date on that day or later. It is None if there is none, or if the
    working days of its year are unknown, which `notes` then report.
    """

    saved_as: ClassVar[str] = "payment-report"

    as_of: date
    items: tuple[Settlement, ...]
    spare: tuple[SparePayment, ...] = ()
    next_due: DueDate | None = None
    notes: tuple[Diagnostic, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing is late and nothing missing."""
        return all(item.status in {"met", "not-yet-due"} for item in self.items)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"as_of", "clean", "due", "spare", "next", "diagnostics"}`.

        `due` are as `Settlement.to_json` has them, `spare` as `SparePayment.to_json`, `next` as
        `DueDate.to_json` or null.
        """
        return {
            "as_of": self.as_of.isoformat(),
            "clean": self.is_clean,
            "due": [item.to_json(language) for item in self.items],
            "spare": [each.to_json(language) for each in self.spare],
            "next": None if self.next_due is None else self.next_due.to_json(language),
            "diagnostics": [note.to_json(language) for note in self.notes],
        }


@frozen(repr=False)
class Schedule(PlainRepr):
    """A schedule policy that is ready to compute due dates.

    >>> from perfrules.engine.loading import load_policy
    >>> wages = load_policy("chengde.wage-payment")
    >>> [str(each.due) for each in wages.due(2021)[4:8]]
    ['2021-05-08', '2021-06-08', '2021-07-08', '2021-08-06']
    >>> wages.due(2021)[7].explain()
    '2021-08-08是星期日，提前到前一工作日2021-08-06'
    """

    policy: SchedulePolicy

    @property
    def head(self) -> Head:
        """Id, title, when in force, citations."""
        return self.policy.head

    @property
    def digest(self) -> str:
        """The fingerprint of the policy's content."""
        return self.policy.digest

    def due(self, year: int) -> tuple[DueDate, ...]:
        """Return the due dates of the deadlines of a year, in order, each with its day after rolling and why.

        Raises:
            PerfrulesError: PR566: the year is outside 1900–2999.
            CalendarError: PR560: the working days of a year are unknown.
        """
        return due_in(self.policy, year)

    def due_after(self, event: date) -> tuple[DueDate, ...]:
        """Return the due dates that count from an event on a day, with why each is due then. Added in 0.2.

        Raises:
            PerfrulesError: PR566: the year is outside 1900–2999; PR394: no deadline counts from an event.
            CalendarError: PR560: the working days of a year are unknown.

        >>> from perfrules.policies.loader import read_policy_text
        >>> text = "{kind: schedule, id: unit.pay, deadline: {after: 验收合格之日, within: 15个工作日}}"
        >>> schedule = Schedule(read_policy_text(text, "pay.yaml")[1])
        >>> [str(each.due) for each in schedule.due_after(date(2021, 3, 1))]
        ['2021-03-22']
        """
        return due_after(self.policy, event)

    def notes(self, dates: Iterable[DueDate]) -> tuple[Diagnostic, ...]:
        """Return the notes on some due dates, each once; PR569: the policy is not in force."""
        dates = tuple(dates)
        notes = [note for each in dates for note in each.notes]
        if any(each.day not in self.head.in_force for each in dates):
            facts = {"id": self.head.id, "first": str(dates[0].day), "last": str(dates[-1].day)}
            notes.append(Diagnostic("PR569", {**facts, **worded_days("span", [self.head.in_force])}))
        return tuple(note for at, note in enumerate(notes) if note not in notes[:at])

    def next_due(self, day: date) -> DueDate | None:
        """Return the first due date on a day or later; None if there is none.

        Raises:
            PerfrulesError: PR566: the year is outside 1900–2999.
            CalendarError: PR560: the working days of a year are unknown.

        >>> from perfrules.engine.loading import load_policy
        >>> str(load_policy("chengde.wage-payment").next_due(date(2021, 8, 7)).due)
        '2021-09-08'
        """
        require_year(day.year)
        return next((each for each in self._from(self._threshold(day)) if each.due >= day), None)

    def coming(self, day: date) -> tuple[DueDate | None, tuple[Diagnostic, ...]]:
        """Return the result of `next_due`; if working days are unknown, None and PR575.

        Raises:
            PerfrulesError: PR566: the year is outside 1900–2999.
        """
        try:
            return self.next_due(day), ()
        except CalendarError as error:
            return None, (Diagnostic("PR575", {"year": error.diagnostics[0].arguments["year"]}),)

    def check_payments(
        self, payments: Iterable[Payable], year: int | None = None, as_of: date | None = None
    ) -> PaymentReport:
        """Report for each due date whether it was met, late by how many days, or missed.

        Args:
            payments: the days on which was paid: dates, texts such as `2021-01-08`, `Payment`s, or mappings
                with `date`, `share` and `note`. A spending plan needs the share of each.
            year: the year to check; by default every year to which a payment is nearest.
            as_of: the day of the report, by default today; later payments are left out.

        Raises:
            PaymentError: PR564, PR570, PR573: payments that cannot be used; PR574: neither a payment nor
                `year` gives a year to check.
            PerfrulesError: PR566: the year is outside 1900–2999.
            CalendarError: PR560: the working days of a year are unknown.

        >>> from perfrules.engine.loading import load_policy
        >>> wages = load_policy("chengde.wage-payment")
        >>> report = wages.check_payments(["2021-01-08", "2021-02-10"], as_of=date(2021, 3, 1))
        >>> [(item.status, item.days_late) for item in report.items[:3]]
        [('met', 0), ('late', 2), ('not-yet-due', 0)]
        """
        day = as_of or date.today()
        ordered = sorted(to_payments(payments), key=lambda each: each.day)
        due = tuple(each for one in self._years(ordered, year) for each in self.due(one))
        counted = [each for each in ordered if each.day <= day]
        if self.policy.by_share:
            items = settle_shares(due, counted, day)
            spare: tuple[SparePayment, ...] = ()
        else:
            items, spare = settle_each(due, counted, day, self._neighbours(due))
        after = tuple(SparePayment(each, "after", day) for each in ordered if each.day > day)
        following, unknown = self._following(items, day)
        return PaymentReport(day, items, (*spare, *after), following, (*self.notes(due), *unknown))

    def _years(self, payments: Sequence[Payment], year: int | None) -> Iterable[int]:
        if year is not None:
            return (year,)
        if not payments:
            raise PaymentError(Diagnostic("PR574"))
        years = [self._year_of(each.day) for each in (payments[0], payments[-1])]
        return range(years[0], years[1] + 1)

    def _year_of(self, day: date) -> int:
        """The year of the deadline that is nearest to a day."""
        require_year(day.year)
        around = [each for year in _beside(day.year) for each, _ in self.policy.days(year)]
        return min(around, key=lambda each: (abs(each - day), -each.toordinal()), default=day).year

    def _neighbours(self, due: Sequence[DueDate]) -> tuple[date, ...]:
        """The last deadline before these and the first after them, to which payments may be nearer."""
        if not due:
            return ()
        before = self.policy.days(due[0].day.year - 1)[-1:]
        after = self.policy.days(due[-1].day.year + 1)[:1]
        return tuple(day for day, _ in (*before, *after))

    def _following(
        self, items: Sequence[Settlement], day: date
    ) -> tuple[DueDate | None, tuple[Diagnostic, ...]]:
        waiting = next((item.due for item in items if item.status == "not-yet-due"), None)
        if waiting is not None:
            return waiting, ()
        settled = (item.due.due + ONE_DAY for item in items if item.paid is not None)
        return self.coming(max([day, *settled]))

    def _threshold(self, day: date) -> date:
        """The first deadline that can still be due on a day: one on a rest day just before may roll to it."""
        if self.policy.roll != "next-working-day":
            return day
        return self.policy.calendar.rolled(day - ONE_DAY, "previous-working-day") + ONE_DAY

    def _from(self, day: date) -> Iterator[DueDate]:
        """The due dates of the deadlines on a day and after it, as far as any year names one."""
        years = (day.year, day.year + 1, *self.policy.named_years)
        for year in sorted({each for each in years if each >= day.year}):
            for each, milestone in self.policy.days(year):
                if each >= day:
                    yield due_date(self.policy, each, milestone)


def _beside(year: int) -> tuple[int, int, int]:
    return year - 1, year, year + 1
