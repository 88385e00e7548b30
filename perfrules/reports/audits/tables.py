"""An audit as tables: counts by month, rule and unit, the findings, the rows that were skipped."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfrules.diagnostics import Language, phrase
from perfrules.ledgers import AuditFinding, AuditReport
from perfrules.reports.listings.model import Column, ListedTable, ListingReport

PARTS = ("month", "rule", "unit")
_ROWS_SHOWN = 20
FINDING_COLUMNS = ("ledger", "rows", "code", "message", "rules", "cite", "amount", "day", "payee", "unit")
_WIDTHS = {
    "ledger": 18, "rows": 14, "code": 8, "message": 44, "rules": 16, "cite": 44, "amount": 16, "day": 12,
    "payee": 22, "unit": 16,
}  # fmt: skip


def audit_report(report: AuditReport, language: Language = "zh", most: int | None = None) -> ListingReport:
    """Return the tables of an audit.

    Args:
        report: The audit.
        language: Chinese or English.
        most: The most findings to list; a remark says where there are more.
    """
    tables = [*counts(report, language), _findings(report, language, most)]
    if report.broken:
        tables.append(_broken(report, language, most))
    return ListingReport(phrase("audit.title", language), tuple(tables), tuple(facts(report, language)))


def facts(report: AuditReport, language: Language) -> Iterator[str]:
    """Return short remarks: what was audited by what, how many rows, findings and skipped rows."""
    comma = phrase("punctuation.comma", language)
    names = {"ledgers": comma.join(report.ledgers), "policies": comma.join(report.policies)}
    yield phrase("audit.of", language, **names)
    found = {"rows": f"{report.rows:,}", "governed": f"{report.governed:,}"}
    skipped = len({(each.ledger, each.row) for each in report.broken})
    found |= {"findings": f"{len(report.findings):,}", "broken": f"{skipped:,}"}
    yield phrase("audit.counts", language, **found)


def counts(report: AuditReport, language: Language) -> Iterator[ListedTable]:
    """Return a table of counts for each of `PARTS` that the findings have."""
    for part in PARTS:
        found = report.counts(part)
        if not found:
            continue
        columns = (
            Column(phrase(f"audit.{part}", language), 30, "label"),
            Column(phrase("audit.number", language), 12, "figure"),
        )
        rows = tuple((name, Decimal(count)) for name, count in found.items())
        yield ListedTable(phrase(f"audit.by-{part}", language), columns, rows)


def finding_cells(
    finding: AuditFinding, language: Language, most: int = _ROWS_SHOWN
) -> dict[str, str | Decimal]:
    """Return the cells of a finding by column.

    Args:
        finding: The finding.
        language: Chinese or English.
        most: The most rows to name.
    """
    more = f" … ({len(finding.entries)})" if len(finding.entries) > most else ""
    return {
        "ledger": "、".join(finding.ledgers),
        "rows": "、".join(_rows(finding, most)) + more,
        "code": finding.what.code,
        "message": finding.message(language),
        "rules": "、".join(finding.what.rules) or finding.what.policy,
        "cite": "\n".join(finding.what.cite),
        "amount": "" if finding.amount is None else finding.amount,
        "day": "" if finding.day is None else finding.day.isoformat(),
        "payee": finding.payee,
        "unit": finding.unit,
    }


def _rows(finding: AuditFinding, most: int) -> list[str]:
    """The rows of a finding, each with its ledger where they are in several."""
    several = len(finding.ledgers) > 1
    return [f"{ledger}:{row}" if several else str(row) for ledger, row in finding.entries[:most]]


def _findings(report: AuditReport, language: Language, most: int | None) -> ListedTable:
    columns = tuple(Column(phrase(f"audit.{name}", language), _WIDTHS[name]) for name in FINDING_COLUMNS)
    shown = report.findings if most is None else report.findings[:most]
    rows = tuple(tuple(finding_cells(each, language)[name] for name in FINDING_COLUMNS) for each in shown)
    note = _cut(len(report.findings), most, language)
    return ListedTable(phrase("audit.findings", language), columns, rows, note)


def _broken(report: AuditReport, language: Language, most: int | None) -> ListedTable:
    heads = ("ledger", "rows", "code", "message")
    columns = tuple(Column(phrase(f"audit.{name}", language), _WIDTHS[name]) for name in heads)
    shown = report.broken if most is None else report.broken[:most]
    rows = tuple(
        (each.ledger, str(each.row), each.problem.code, each.problem.message(language)) for each in shown
    )
    note = _cut(len(report.broken), most, language)
    return ListedTable(phrase("audit.broken", language), columns, rows, note)


def _cut(count: int, most: int | None, language: Language) -> str:
    if most is None or count <= most:
        return ""
    return phrase("audit.cut", language, shown=f"{most:,}", count=f"{count:,}")
