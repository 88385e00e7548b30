"""What an audit found: rows with a rule, a citation and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language, Source
from perfrules.documents.results import SavedAs

Kind = Literal["missing", "not-deliberated", "split", "late", "unpaid"]
"""What is wrong: sign-offs or documents are missing, nobody deliberated, a purchase was split, a payment came
late or not at all."""

CODES: Mapping[Kind, str] = {
    "missing": "PR880",
    "not-deliberated": "PR881",
    "split": "PR882",
    "late": "PR883",
    "unpaid": "PR884",
}


@frozen
class What:
    """What is wrong with rows, apart from the rows: shared by all rows with the same fault.

    `policy` is the title of the policy, `rules` are the rules that are broken, `cite` is where they are
    written. `facts` are the words of the sentence.
    """

    kind: Kind
    policy: str
    rules: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(factory=dict, hash=False)

    @property
    def code(self) -> str:
        """The code of the finding."""
        return CODES[self.kind]


@frozen
class AuditFinding:
    """One finding: the entries, each a ledger and a row, and what is wrong with them.

    Rows are counted from 1, the row of headings included. `amount` is in yuan, for a split the total.
    """

    what: What
    entries: tuple[tuple[str, int], ...] = ()
    amount: Decimal | None = None
    day: date | None = None
    payee: str = ""
    unit: str = ""

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows."""
        return tuple(row for _, row in self.entries)

    @property
    def ledgers(self) -> tuple[str, ...]:
        """The ledgers of the entries, each once."""
        return tuple(dict.fromkeys(ledger for ledger, _ in self.entries))

    def diagnostic(self) -> Diagnostic:
        """Return the finding as a diagnostic."""
        return Diagnostic(self.what.code, dict(self.what.facts))

    def message(self, language: Language = "zh") -> str:
        """Return what is wrong, in Chinese or English."""
        return self.diagnostic().message(language)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The finding as plain data, numbers as text."""
        return {
            "code": self.what.code,
            "kind": self.what.kind,
            "entries": [{"ledger": ledger, "row": row} for ledger, row in self.entries],
            "policy": self.what.policy,
            "rules": list(self.what.rules),
            "cite": list(self.what.cite),
            "message": self.message(language),
            "facts": dict(self.what.facts),
            "amount": None if self.amount is None else f"{self.amount:f}",
            "day": None if self.day is None else self.day.isoformat(),
            "payee": self.payee,
            "unit": self.unit,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> AuditFinding:
        """Return the finding from the data of `to_json`, in any language. Added in 0.2."""
        rules, cite = tuple(data["rules"]), tuple(data["cite"])
        return cls(
            What(data["kind"], data["policy"], rules, cite, data["facts"]),
            tuple((each["ledger"], each["row"]) for each in data["entries"]),
            None if data["amount"] is None else Decimal(data["amount"]),
            None if data["day"] is None else date.fromisoformat(data["day"]),
            data["payee"],
            data["unit"],
        )


@frozen
class BrokenRow:
    """A row that was skipped, and why."""

    ledger: str
    row: int
    problem: Diagnostic

    @property
    def placed_problem(self) -> Diagnostic:
        """The problem with the ledger and the row as its place, for an audit that stops there."""
        problem = self.problem
        place = Source("", f"{self.ledger}:{self.row}")
        return Diagnostic(problem.code, problem.arguments, None, place)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The row as plain data."""
        return {
            "ledger": self.ledger,
            "row": self.row,
            "code": self.problem.code,
            "message": self.problem.message(language),
        }


@frozen
class AuditReport(SavedAs):
    """The result of an audit: counts of rows, findings by ledger and check, rows that were skipped.

    `rows` counts the rows that were read, `governed` those that a policy governs. `notes` say what could not
    be checked, because a column is missing.
    """

    saved_as: ClassVar[str] = "audit-report"

    ledgers: tuple[str, ...]
    policies: tuple[str, ...]
    rows: int
    governed: int
    findings: tuple[AuditFinding, ...]
    broken: tuple[BrokenRow, ...]
    notes: tuple[Diagnostic, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether there is neither a finding nor a broken row."""
        return not self.findings and not self.broken

    def counts(self, part: str) -> dict[str, int]:
        """Return how many findings there are by `month`, `rule` or `unit`, in the order of the report."""
        found: dict[str, int] = {}
        for finding in self.findings:
            for name in _names_of(finding, part):
                found[name] = found.get(name, 0) + 1
        if part == "month":
            return dict(sorted(found.items()))
        return dict(sorted(found.items(), key=lambda each: -each[1]))

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The report as plain data."""
        return {
            "ledgers": list(self.ledgers),
            "policies": list(self.policies),
            "rows": self.rows,
            "governed": self.governed,
            "counts": {part: self.counts(part) for part in ("month", "rule", "unit")},
            "findings": [each.to_json(language) for each in self.findings],
            "broken": [each.to_json(language) for each in self.broken],
            "notes": [each.to_json(language) for each in self.notes],
        }


def _names_of(finding: AuditFinding, part: str) -> Iterator[str]:
    if part == "month" and finding.day is not None:
        yield f"{finding.day:%Y-%m}"
    elif part == "rule":
        yield from finding.what.rules or (finding.what.policy,)
    elif part == "unit" and finding.unit:
        yield finding.unit
