"""Audit ledgers by policies: approvals row by row, splitting over all rows, payments against schedules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from perfrules.diagnostics import Diagnostic
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.loading import load_policy
from perfrules.engine.schedules.due import Schedule
from perfrules.ledgers.checks.approvals import ApprovalCheck
from perfrules.ledgers.checks.payments import PaymentCheck
from perfrules.ledgers.checks.split_entries import SplitCheck
from perfrules.ledgers.columns import Headings
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.findings import AuditFinding, AuditReport, BrokenRow
from perfrules.ledgers.sources import Batch, Ledger, open_ledger
from perfrules.policies.base.errors import PolicyError

Audited: TypeAlias = CompiledPolicy | Schedule
Progress: TypeAlias = Callable[[str, float | None], None]


def audit(
    ledgers: Sequence[str | Path],
    policies: Sequence[str | Path | Audited],
    *,
    columns: Mapping[str, str] | None = None,
    as_of: date | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> AuditReport:
    """Audit ledgers by rules of approval and schedules of payments. Added in 0.2.

    Args:
        ledgers: Files (.csv, .xlsx, .parquet) or tables (`duckdb://FILE#TABLE`, `postgresql://…#TABLE`).
        policies: Ids, paths or compiled policies: of kind `decision` for approvals, of kind `schedule` for
            payments.
        columns: The heading of a part (an input, an output, `date`, `payee`, `unit`, a role) where the ledger
            calls it by another name.
        as_of: The day of the report, by default the last day of the ledgers.
        strict: Stop at the first row that cannot be read or decided on.
        progress: Is called with the name of a ledger and the part of it that was read.

    Returns:
        The findings, each with its rows, rule, citation and what is missing; rows that were skipped.

    Raises:
        LedgerError: PR885, PR886, PR888: a ledger cannot be read or lacks a column; with `strict` the problem
            of the first broken row.
        PolicyError, DocumentError: a policy cannot be loaded, or is of another kind (PR508).
    """
    compiled = [each if isinstance(each, CompiledPolicy | Schedule) else _loaded(each) for each in policies]
    run = _Audit(compiled, columns or {}, strict=strict)
    names: list[str] = []
    for address in ledgers:
        ledger = open_ledger(str(address))
        names.append(ledger.name)
        run.read(ledger, progress)
    return run.report(names, as_of)


def _loaded(policy: str | Path) -> Audited:
    loaded = load_policy(policy)
    if not isinstance(loaded, CompiledPolicy | Schedule):
        raise PolicyError(Diagnostic("PR508", {"id": str(policy)}))
    return loaded


class _Audit:
    """The state of an audit between the batches of its ledgers."""

    def __init__(self, policies: Iterable[Audited], given: Mapping[str, str], *, strict: bool) -> None:
        self.given, self.strict = given, strict
        self.decisions = [each for each in policies if isinstance(each, CompiledPolicy)]
        self.payments = [PaymentCheck(each) for each in policies if isinstance(each, Schedule)]
        self.splits = {
            each.policy.id: SplitCheck(each.policy) for each in self.decisions if each.policy.aggregate
        }
        self.rows = self.governed = 0
        self.findings: list[AuditFinding] = []
        self.broken: list[BrokenRow] = []
        self.notes: list[Diagnostic] = []

    def read(self, ledger: Ledger, progress: Progress | None) -> None:
        """Check all rows of a ledger."""
        headings = Headings(tuple(ledger.headings), self.given)
        checks = [ApprovalCheck(each, headings, ledger.name) for each in self.decisions]
        by = {name: split.columns(headings) for name, split in self.splits.items()}
        paid = [each.columns(headings) for each in self.payments]
        self.notes += [note for check in checks for note in check.notes]
        columns = [name for check in checks for name in check.columns]
        columns += [name for names in by.values() for name in names]
        columns += [name for names in paid for name in names.values() if name is not None]
        for batch in ledger.batches(list(dict.fromkeys(columns))):
            self._skip(batch.broken)
            if batch.frame.height:
                self._check(batch, ledger, checks, by, paid)
            if progress is not None:
                progress(ledger.name, batch.done)

    def _check(
        self,
        batch: Batch,
        ledger: Ledger,
        checks: Sequence[ApprovalCheck],
        by: Mapping[str, list[str]],
        paid: Sequence[dict[str, str | None]],
    ) -> None:
        self.rows += batch.frame.height
        for check in checks:
            frame = check.with_days(check.decided(batch.frame))
            self._skip(check.broken(frame))
            self.governed += check.governed(frame)
            self.findings += check.findings(frame)
            split = self.splits.get(check.policy.policy.id)
            if split is not None:
                split.add(check, frame, by[check.policy.policy.id])
        for each, names in zip(self.payments, paid, strict=True):
            each.add(ledger.name, batch.frame, names)

    def _skip(self, rows: Iterable[BrokenRow]) -> None:
        for row in rows:
            if self.strict:
                raise LedgerError(row.problem)
            self.broken.append(row)

    def report(self, names: Sequence[str], as_of: date | None) -> AuditReport:
        """Finish the checks that need all rows."""
        for split in self.splits.values():
            self.findings += split.findings()
        for payments in self.payments:
            self.findings += payments.findings(as_of)
            self.notes += payments.notes
        titles = [each.policy.title or each.policy.id for each in self.decisions]
        titles += [each.title for each in self.payments]
        return AuditReport(
            tuple(names),
            tuple(titles),
            self.rows,
            self.governed,
            tuple(self.findings),
            tuple(self.broken),
            tuple(dict.fromkeys(self.notes)),
        )
