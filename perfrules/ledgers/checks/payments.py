"""Payments of a ledger against a schedule: late days and missing months, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from perfrules.diagnostics import Diagnostic
from perfrules.engine.schedules.due import Schedule
from perfrules.engine.schedules.payments import is_category_of
from perfrules.ledgers.checks.amounts import days
from perfrules.ledgers.columns import Headings, labels
from perfrules.ledgers.findings import AuditFinding, What
from perfrules.ledgers.sources import ROW

_UNIT, _DAY, _TEXT = "perfrules_unit", "perfrules_day", "perfrules_category"


class PaymentCheck:
    """The days on which each unit paid, and the rows of these payments.

    Of a ledger with a column of categories, the rows count whose category the title of the schedule names
    (工资 in 工资按月发放). Of a ledger without one, all rows count.
    """

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.title = schedule.head.title or schedule.head.id
        self.paid: dict[str, dict[date, tuple[str, int]]] = {}
        self.first: date | None = None
        self.last: date | None = None

    def columns(self, headings: Headings) -> dict[str, str | None]:
        """Return the columns of the day, the unit and the category.

        Raises:
            LedgerError: PR886: the ledger has no column of days.
        """
        words = labels()
        return {
            "date": headings.required("date", words["columns"]["date"]),
            "unit": headings.usual("unit"),
            "category": headings.find("category", words["inputs"]["choice"]),
        }

    def days(self, columns: Mapping[str, str | None]) -> list[str]:
        """The columns of days."""
        return [columns["date"] or ""]

    def add(self, ledger: str, frame: pl.DataFrame, columns: dict[str, str | None]) -> pl.Series:
        """Keep the payments of some rows; return the numbers of these rows."""
        unit, category = columns["unit"], columns["category"]
        unit_text = pl.lit("") if unit is None else pl.col(unit).cast(pl.String).fill_null("")
        frame = frame.with_columns(days(frame, columns["date"] or "").alias(_DAY), unit_text.alias(_UNIT))
        known = frame[_DAY].drop_nulls()
        if known.len():
            self.first = min(self.first or date.max, _day(known.min()))
            self.last = max(self.last or date.min, _day(known.max()))
        if category is not None:
            texts = frame[category].cast(pl.String).fill_null("").str.strip_chars()
            named = [text for text in texts.unique() if is_category_of(text, self.title)]
            frame = frame.filter(texts.is_in(named))
        frame = frame.filter(pl.col(_DAY).is_not_null())
        paid = frame.group_by(_UNIT, _DAY).agg(pl.col(ROW).min())
        for name, day, row in paid.select(_UNIT, _DAY, ROW).iter_rows():
            self.paid.setdefault(name, {}).setdefault(day, (ledger, row))
        return frame[ROW]

    def to_plain(self) -> dict[str, Any]:
        """What was read so far, as plain data."""
        paid = [
            [unit, day.isoformat(), *entry]
            for unit, days_of in self.paid.items()
            for day, entry in days_of.items()
        ]
        known = [None if day is None else day.isoformat() for day in (self.first, self.last)]
        return {"known": known, "paid": paid}

    def restore(self, data: Mapping[str, Any]) -> None:
        """Take up what `to_plain` returned."""
        self.first, self.last = (None if day is None else date.fromisoformat(day) for day in data["known"])
        for unit, day, ledger, row in data["paid"]:
            self.paid.setdefault(unit, {})[date.fromisoformat(day)] = (ledger, row)

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """Say that the ledgers have no such payments, where they have none."""
        return () if self.paid else (Diagnostic("PR889", {"title": self.title}),)

    def findings(self, as_of: date | None) -> Iterator[AuditFinding]:
        """Return the due dates that were missed or met late by a day, else by the last of the ledgers."""
        day = as_of or self.last
        if day is None or self.first is None:
            return
        for unit, paid in sorted(self.paid.items()):
            report = self.schedule.check_payments(sorted(paid), as_of=day)
            for item in report.items:
                before = item.due.due < self.first
                if item.status not in ("late", "missing") or (before and item.paid is None):
                    continue
                due = item.due.due.isoformat()
                facts = {"due": due, "days": str(item.days_late), "as_of": day.isoformat()}
                facts |= {} if item.paid is None else {"paid": item.paid.isoformat()}
                cite = tuple(map(str, self.schedule.head.cite))
                what = What("late" if item.paid else "unpaid", self.title, (), cite, facts)
                entries = () if item.paid is None else (paid[item.paid],)
                yield AuditFinding(what, entries, None, item.paid or item.due.due, "", unit)


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a day")
    return value
