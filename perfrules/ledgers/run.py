"""One run of an audit, from batch to batch: what was found so far, and how it is saved and taken up again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from perfrules.diagnostics import Diagnostic, Source
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.schedules.due import Schedule
from perfrules.ledgers.amount_units import AmountUnits, UnitColumns
from perfrules.ledgers.checks.amounts import days
from perfrules.ledgers.checks.approvals import ApprovalCheck
from perfrules.ledgers.checks.duties import DutyCheck
from perfrules.ledgers.checks.payments import PaymentCheck
from perfrules.ledgers.checks.split_entries import SplitCheck
from perfrules.ledgers.columns import Headings, given_parts, parts_of
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.findings import AuditFinding, AuditReport, BrokenRow
from perfrules.ledgers.saved_progress import SavedProgress
from perfrules.ledgers.sources import ROW, Batch, Ledger, Opened
from perfrules.ledgers.total_lines import split_totals, total_columns, totals_note

Audited: TypeAlias = CompiledPolicy | Schedule
Progress: TypeAlias = Callable[[str, float | None], None]


class AuditRun:
    """The state of an audit between the batches of its ledgers.

    `begin` is where it begins: the number of ledgers that were read before, and of batches of the next one.
    """

    def __init__(
        self,
        policies: Iterable[Audited],
        given: Mapping[str, str],
        saved: SavedProgress | None = None,
        *,
        strict: bool,
    ) -> None:
        self.strict, self.saved = strict, saved
        policies = list(policies)
        self.decisions = [each for each in policies if isinstance(each, CompiledPolicy)]
        self.payments = [_schedule_check(each) for each in policies if isinstance(each, Schedule)]
        events = [event for each in self.payments if isinstance(each, DutyCheck) for event in each.events]
        self.given = given_parts(given, parts_of((each.policy for each in self.decisions), events))
        self.splits = {
            each.policy.id: SplitCheck(each.policy) for each in self.decisions if each.policy.aggregate
        }
        self.names: list[str] = []
        self.rows = self.governed = 0
        self.findings: list[AuditFinding] = []
        self.broken: list[BrokenRow] = []
        self.notes: list[Diagnostic] = []
        self.totals: dict[str, list[int]] = {}
        self.begin = (0, 0)
        self._restore()
        self._written = self._sizes()

    def read_all(self, opened: Opened, progress: Progress | None) -> None:
        """Check all ledgers of a file or address; sheets whose headings do not fit are a note.

        Raises:
            LedgerError: PR886: a column is missing in all of them.
        """
        with ExitStack() as stack:
            ledgers = [stack.enter_context(each.opened()) for each in opened.ledgers]
            fitting = ledgers if len(ledgers) == 1 else self._fitting(ledgers)
            unfit = [each.name.rpartition("#")[2] for each in ledgers if each not in fitting]
            sheets = [*opened.left_out, *unfit]
            if sheets:
                self.notes.append(Diagnostic("PR954", {"ledger": opened.name, "sheets": "、".join(sheets)}))
            for ledger in fitting:
                self.read(ledger, progress)

    def _fitting(self, ledgers: Iterable[Ledger]) -> list[Ledger]:
        """The ledgers that have all columns that are needed.

        Raises:
            LedgerError: PR886: none of them has, what the first lacks.
        """
        lacking = [(each, self._lacks(each)) for each in ledgers]
        problems = [problem for _, problem in lacking if problem is not None]
        if len(problems) == len(lacking):
            raise problems[0]
        return [each for each, problem in lacking if problem is None]

    def _lacks(self, ledger: Ledger) -> LedgerError | None:
        """The error of a ledger that lacks a column."""
        try:
            _LedgerCheck(self, ledger)
        except LedgerError as error:
            if any(each.code != "PR886" for each in error.diagnostics):
                raise
            return error
        return None

    def read(self, ledger: Ledger, progress: Progress | None) -> None:
        """Check all rows of a ledger that were not checked before."""
        number, before = len(self.names), 0
        self.names.append(ledger.name)
        if number < self.begin[0]:
            return
        if number == self.begin[0]:
            before = self.begin[1]
        check = _LedgerCheck(self, ledger)
        self.notes += check.notes
        for at, batch in enumerate(ledger.batches(check.columns), 1):
            if at > before:
                self.skip(batch.broken)
                if batch.frame.height:
                    check.add(batch)
                if ledger.is_stable:
                    self._save(number, at)
            if progress is not None:
                progress(ledger.name, batch.done)
        self._save(number + 1, 0)

    def skip(self, rows: Iterable[BrokenRow]) -> None:
        """Keep rows that cannot be read.

        Raises:
            LedgerError: the problem of the first of them with its place, where the run is strict.
        """
        for row in rows:
            if self.strict:
                raise LedgerError(row.placed_problem)
            self.broken.append(row)

    def _sizes(self) -> tuple[int, int, list[int]]:
        return len(self.findings), len(self.broken), [len(each.parts) for each in self.splits.values()]

    def _save(self, ledger: int, batches: int) -> None:
        """Save how far the run is, and what was found since the last time."""
        if self.saved is None or not self.saved.is_due():
            return
        findings, broken, parts = self._written
        state = {
            "begin": [ledger, batches],
            "counts": [self.rows, self.governed],
            "notes": [each.to_json() for each in self.notes],
            "totals": self.totals,
            "payments": [each.to_plain() for each in self.payments],
            "splits": [[each.ledgers, each.left] for each in self.splits.values()],
        }
        found = {
            "findings": [each.to_json() for each in self.findings[findings:]],
            "broken": [_plain(each) for each in self.broken[broken:]],
        }
        frames = [each.kept(since) for each, since in zip(self.splits.values(), parts, strict=True)]
        if self.saved.save(state, found, frames):
            self._written = self._sizes()

    def _restore(self) -> None:
        """Take up what an interrupted run saved."""
        state = None if self.saved is None else self.saved.load()
        if self.saved is None or state is None:
            return
        ledger, batches = state["begin"]
        self.begin = ledger, batches
        self.rows, self.governed = state["counts"]
        self.notes = [Diagnostic.from_json(each) for each in state["notes"]]
        self.totals = state["totals"]
        for payments, data in zip(self.payments, state["payments"], strict=True):
            payments.restore(data)
        for found, frames in self.saved.found():
            self.findings += map(AuditFinding.from_json, found["findings"])
            self.broken += map(_broken_row, found["broken"])
            for split, known, frame in zip(self.splits.values(), state["splits"], frames, strict=True):
                names, left = known
                split.restore(names, left, frame)

    def report(self, as_of: date | None) -> AuditReport:
        """Finish the checks that need all rows."""
        for split in self.splits.values():
            self.findings += split.findings()
            self.notes += split.notes
        for payments in self.payments:
            self.findings += payments.findings(as_of)
            self.notes += payments.notes
        self.notes += [totals_note(ledger, rows) for ledger, rows in self.totals.items()]
        titles = [each.policy.title or each.policy.id for each in self.decisions]
        titles += [each.title for each in self.payments]
        return AuditReport(
            tuple(self.names),
            tuple(titles),
            self.rows,
            self.governed,
            tuple(self.findings),
            tuple(self.broken),
            tuple(dict.fromkeys(self.notes)),
        )


class _LedgerCheck:
    """The checks of one ledger, and the columns that they need."""

    def __init__(self, run: AuditRun, ledger: Ledger) -> None:
        units = UnitColumns.of(ledger, run.given.values())
        known = tuple(name for name in ledger.headings if name != units.money)
        headings = Headings(known, run.given)
        self.run, self.ledger = run, ledger
        self.checks = [ApprovalCheck(each, headings, ledger.name) for each in run.decisions]
        self.by = {name: split.columns(headings) for name, split in run.splits.items()}
        self.paid = [each.columns(headings) for each in run.payments]
        windows = (split.within is not None for split in run.splits.values())
        dates = [headings.usual("date")] if any(windows) else []
        for check, paid in zip(run.payments, self.paid, strict=True):
            dates += check.days(paid)
        self.days = [name for name in dict.fromkeys(dates) if name is not None]
        self.notes = [note for check in self.checks for note in check.notes]
        self.units = AmountUnits(ledger, self._amounts(), units)
        names: list[str] = list(units.names)
        names += [name for check in self.checks for name in check.columns]
        names += [name for by in self.by.values() for name in by]
        names += [name for paid in self.paid for name in paid.values() if name is not None]
        names += total_columns(ledger.headings)
        self.columns = list(dict.fromkeys(names))
        self.texts = [name for name in self.columns if name not in self.units.stated]

    def _amounts(self) -> list[str]:
        """The columns with amounts of money."""
        inputs = ((check, each) for check in self.checks for each in check.policy.policy.inputs)
        return list(dict.fromkeys(check.inputs[each.name] for check, each in inputs if each.type == "money"))

    def add(self, batch: Batch) -> None:
        """Check a batch."""
        run = self.run
        frame, totals = split_totals(batch.frame, self.texts)
        if totals:
            run.totals.setdefault(self.ledger.name, []).extend(totals)
        run.rows += frame.height
        frame, unclear = self.units.applied(frame)
        run.skip(unclear)
        governed = [self._approve(check, frame) for check in self.checks]
        for each, names in zip(run.payments, self.paid, strict=True):
            governed.append(each.add(self.ledger.name, frame, names))
        run.governed += governed[0].len() if len(governed) == 1 else pl.concat(governed).n_unique()
        run.skip(self._without_days(frame))

    def _without_days(self, frame: pl.DataFrame) -> Iterator[BrokenRow]:
        """The rows with a day that cannot be read, where days count: they take no part in what needs it."""
        for name in self.days:
            unread = frame.filter(days(frame, name).is_null()).select(ROW, pl.col(name).cast(pl.String))
            for row, text in unread.drop_nulls().iter_rows():
                if text.strip():
                    yield BrokenRow(self.ledger.name, row, Diagnostic("PR570", {"text": text.strip()}))

    def _approve(self, check: ApprovalCheck, frame: pl.DataFrame) -> pl.Series:
        """Check the rows by a policy of decisions; return the numbers of those that it governs."""
        run = self.run
        frame = check.with_days(check.decided(frame))
        run.skip(check.broken(frame))
        run.findings += check.findings(frame)
        split = run.splits.get(check.policy.policy.id)
        if split is not None:
            split.add(check, frame, self.by[check.policy.policy.id])
        return check.governed(frame)


def _schedule_check(schedule: Schedule) -> PaymentCheck | DutyCheck:
    return DutyCheck(schedule) if schedule.policy.counts_from_event else PaymentCheck(schedule)


def _plain(row: BrokenRow) -> dict[str, Any]:
    source = row.problem.source
    text = None if source is None else [source.text, source.name]
    return {"ledger": row.ledger, "row": row.row, "problem": row.problem.to_json(), "source": text}


def _broken_row(data: Mapping[str, Any]) -> BrokenRow:
    source = None if data["source"] is None else Source(*data["source"])
    return BrokenRow(data["ledger"], data["row"], Diagnostic.from_json(data["problem"], source))
