"""Gaps: facts inside domain and scope for which no rule holds."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.cells.boxes import size_of
from perfrules.analysis.cells.effort import Effort
from perfrules.analysis.cells.table import Table
from perfrules.analysis.cells.uncovered import Uncovered, list_uncovered
from perfrules.analysis.findings.finding import Finding
from perfrules.analysis.proofs.neighbours import rules_beside
from perfrules.analysis.proofs.suggestions import to_close
from perfrules.analysis.subject import MOST_OF_ONE_CODE, Subject

GAP_STEPS = 200_000
"""Steps that the search for the gaps of one decision may take: some three seconds."""


def gaps(subject: Subject) -> Iterator[Finding]:
    """A finding for each stretch of facts that no rule covers, unless a default or `partial` says what holds.

    With the claim `complete` a gap is an error, also if the policy is `partial`.
    """
    policy = subject.policy
    claimed = next((at for at, claim in enumerate(policy.expect) if claim.kind == "complete"), None)
    if policy.default is not None or (policy.partial and claimed is None):
        return
    path = () if claimed is None else ("expect", claimed)
    found = _gaps(subject.table)
    for cells in sorted(found.boxes, key=lambda each: [positions & -positions for positions in each]):
        rules, suggestion = rules_beside(subject, cells), to_close(subject, cells)
        if claimed is None:
            yield subject.between("PR801", rules, cells=(cells,), suggestion=suggestion)
        else:
            yield subject.about("PR802", path, cells=(cells,), rules=rules, suggestion=suggestion)
    if found.rest == "more":
        yield subject.about("PR826", path, {"count": str(len(found.boxes))})
    elif found.rest == "unknown":
        yield subject.about("PR830" if found.boxes else "PR827", path)


def _gaps(table: Table) -> Uncovered:
    if _is_tiled(table):
        return Uncovered((), "none")
    return list_uncovered(table, table.everything, table.all_boxes, MOST_OF_ONE_CODE, Effort(GAP_STEPS))


def _is_tiled(table: Table) -> bool:
    """Whether no two boxes overlap and together they are as large as everything."""
    if any(table.meeting):
        return False
    return sum(map(size_of, table.extents)) == size_of(table.everything)
