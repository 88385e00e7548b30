"""Audit ledgers by policies: approvals row by row, splitting over all rows, payments against schedules."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from perfrules.diagnostics import Diagnostic
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.loading import load_policy
from perfrules.engine.schedules.due import Schedule
from perfrules.ledgers.findings import AuditReport
from perfrules.ledgers.run import Audited, AuditRun, Progress
from perfrules.ledgers.saved_progress import SavedProgress
from perfrules.ledgers.sources import open_ledgers
from perfrules.policies.base.errors import PolicyError

SECONDS = 5.0
"""The time between two savings of progress; a run that takes less time saves nothing."""


def audit(
    ledgers: Sequence[str | Path],
    policies: Sequence[str | Path | Audited],
    *,
    columns: Mapping[str, str] | None = None,
    as_of: date | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    resume: str | Path | None = None,
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
        resume: A folder in which the run saves its progress every few seconds. If a run with the same
            ledgers, policies and options was interrupted, this one continues there. The folder is removed at
            the end. A table of a database is read from its beginning.

    Returns:
        The findings, each with its rows, rule, citation and what is missing; rows that were skipped.

    Raises:
        LedgerError: PR864: `columns` has an unknown part; PR885, PR886: a ledger lacks a column, or several
            fit; PR951: the unit of an amount is stated differently; PR888, PR866–PR869, PR955: a ledger
            cannot be read; PR865: the folder `resume` holds other things; with `strict` the problem of the
            first broken row.
        PolicyError, DocumentError: a policy cannot be loaded, or is of another kind (PR508).
    """
    compiled = [each if isinstance(each, CompiledPolicy | Schedule) else _loaded(each) for each in policies]
    addresses = [str(each) for each in ledgers]
    saved = None
    if resume is not None:
        same = _same_run(addresses, compiled, {"columns": columns, "as_of": as_of, "strict": strict})
        saved = SavedProgress(Path(resume), same, SECONDS)
    run = AuditRun(compiled, columns or {}, saved, strict=strict)
    for address in addresses:
        run.read_all(open_ledgers(address), progress)
    report = run.report(as_of)
    if saved is not None:
        saved.remove()
    return report


def _same_run(ledgers: Sequence[str], policies: Sequence[Audited], options: Mapping[str, Any]) -> str:
    """A text that is the same for runs with the same result: unchanged files, policies, options, versions."""
    content = [
        [version(each) for each in ("perfrules", "polars", "pyarrow")],
        [_state(each) for each in ledgers],
        [each.policy.digest for each in policies],
        options,
    ]
    return hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()


def _state(address: str) -> list[object]:
    """A ledger with the size and the time of its file."""
    path = Path(address)
    if not path.is_file():
        return [address]
    about = path.stat()
    return [str(path.resolve()), about.st_size, about.st_mtime_ns]


def _loaded(policy: str | Path) -> Audited:
    loaded = load_policy(policy)
    if not isinstance(loaded, CompiledPolicy | Schedule):
        raise PolicyError(Diagnostic("PR508", {"id": str(policy)}))
    return loaded
