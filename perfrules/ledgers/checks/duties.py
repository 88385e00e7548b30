"""Duties of each entry within a term after an event (自验收合格之日起15日内), both days in its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl
from attrs import define, field, frozen

from perfrules.engine.schedules.due import Schedule
from perfrules.ledgers.checks.amounts import days
from perfrules.ledgers.columns import Headings, labels
from perfrules.ledgers.findings import AuditFinding, What
from perfrules.ledgers.sources import ROW
from perfrules.policies.schedules.after_event import AfterEvent

_EVENT, _DAY = "perfrules_event_{}", "perfrules_day"


@frozen
class _Duty:
    """A duty that was not met in time, or not yet: `done` is the day on which it was, None for not yet."""

    ledger: str
    row: int
    due: date
    done: date | None
    payee: str
    unit: str


@define
class DutyCheck:
    """The entries whose recorded day is after a due date of their own, over all ledgers."""

    schedule: Schedule
    last: date | None = None
    open: list[_Duty] = field(factory=list)

    @property
    def title(self) -> str:
        """The title of the schedule."""
        return self.schedule.head.title or self.schedule.head.id

    @property
    def events(self) -> list[str]:
        """The events from which terms count."""
        deadlines = (each.deadline for each in self.schedule.policy.milestones)
        return list(dict.fromkeys(each.event for each in deadlines if isinstance(each, AfterEvent)))

    def columns(self, headings: Headings) -> dict[str, str | None]:
        """Return the columns of the recorded day, of each event, the payee and the unit.

        Raises:
            LedgerError: PR886: the ledger has no column of days, or of an event.
        """
        found: dict[str, str | None] = {
            event: headings.required(event, _headings_of(event)) for event in self.events
        }
        found["date"] = headings.required("date", labels()["columns"]["date"])
        return found | {part: headings.usual(part) for part in ("payee", "unit")}

    def days(self, columns: Mapping[str, str | None]) -> list[str]:
        """The columns of days."""
        return [columns[part] or "" for part in ("date", *self.events)]

    def add(self, ledger: str, frame: pl.DataFrame, columns: Mapping[str, str | None]) -> pl.Series:
        """Keep the entries that were late, or are not done; return the numbers of rows with a duty."""
        events = {_EVENT.format(at): columns[event] or "" for at, event in enumerate(self.events)}
        texts = [
            pl.lit("").alias(part) if name is None else pl.col(name).cast(pl.String).fill_null("").alias(part)
            for part, name in (("payee", columns["payee"]), ("unit", columns["unit"]))
        ]
        rows = frame.select(
            ROW,
            days(frame, columns["date"] or "").alias(_DAY),
            *(days(frame, column).alias(name) for name, column in events.items()),
            *texts,
        )
        known = rows[_DAY].drop_nulls()
        if known.len():
            self.last = max(self.last or date.min, _day_of(known.max()))
        for name, event in zip(events, self.events, strict=True):
            happened = rows.filter(pl.col(name).is_not_null())
            due = {day: self._due(event, day) for day in happened[name].unique()}
            for row, done, day, payee, unit in happened.select(ROW, _DAY, name, "payee", "unit").iter_rows():
                for each in due[day]:
                    if done is None or done > each:
                        self.open.append(_Duty(ledger, row, each, done, payee, unit))
        return rows.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in events))[ROW]

    def _due(self, event: str, day: date) -> list[date]:
        return [
            each.due
            for each in self.schedule.due_after(day)
            if isinstance(each.milestone.deadline, AfterEvent) and each.milestone.deadline.event == event
        ]

    def findings(self, as_of: date | None) -> Iterator[AuditFinding]:
        """Return what was late, and what is due before a day, else before the last day of the ledgers."""
        day = as_of or self.last
        for duty in self.open:
            until = duty.done or day
            if until is None or until <= duty.due:
                continue
            facts = {"due": duty.due.isoformat(), "days": str((until - duty.due).days)}
            facts |= {"as_of": until.isoformat()} if duty.done is None else {"paid": until.isoformat()}
            cite = tuple(map(str, self.schedule.head.cite))
            what = What("unpaid" if duty.done is None else "late", self.title, (), cite, facts)
            entries = ((duty.ledger, duty.row),)
            yield AuditFinding(what, entries, None, duty.done or duty.due, duty.payee, duty.unit)

    @property
    def notes(self) -> tuple[()]:
        """Nothing: an entry without an event has no duty."""
        return ()

    def to_plain(self) -> dict[str, Any]:
        """What was read so far, as plain data."""
        rows = [
            [each.ledger, each.row, each.due.isoformat(), _plain(each.done), each.payee, each.unit]
            for each in self.open
        ]
        return {"last": _plain(self.last), "open": rows}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Take up what `to_plain` returned."""
        self.last = _read(data["last"])
        for ledger, row, due, done, payee, unit in data["open"]:
            self.open.append(_Duty(ledger, row, date.fromisoformat(due), _read(done), payee, unit))


def _headings_of(event: str) -> list[str]:
    """The headings that name the day of an event.

    >>> _headings_of("验收合格之日")
    ['验收合格', '验收合格日', '验收合格日期', '验收合格之日', '验收合格时间']
    """
    name = event.removesuffix("之日").removesuffix("日期")
    return [f"{name}{ending}" for ending in labels()["event-days"]]


def _day_of(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a day")
    return value


def _plain(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)
