"""Gaps: facts inside domain and scope for which no rule holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from perfrules.analysis.cells.boxes import fewest
from perfrules.analysis.cells.table import MOST_POSITIONS, Cells, TooLongError
from perfrules.analysis.findings.finding import Finding
from perfrules.analysis.proofs.neighbours import rules_beside
from perfrules.analysis.proofs.suggestions import to_close
from perfrules.analysis.subject import MOST_OF_ONE_CODE, Subject

MOST_CELLS = 400
"""So many pieces of the gaps are looked at; where there are more, a finding says so."""


def gaps(subject: Subject) -> Iterator[Finding]:
    """A finding for each stretch of facts that no rule covers, unless a default or `partial` says what holds.

    With the claim `complete` a gap is an error, and then `partial` is no excuse.
    """
    policy = subject.policy
    claimed = next((at for at, claim in enumerate(policy.expect) if claim.kind == "complete"), None)
    if policy.default is not None or (policy.partial and claimed is None):
        return
    path = () if claimed is None else ("expect", claimed)
    code = "PR801" if claimed is None else "PR802"
    try:
        found, more = gap_cells(subject)
    except TooLongError:
        yield subject.about("PR827", path)
        return
    for cells in found[:MOST_OF_ONE_CODE]:
        yield subject.about(
            code,
            path,
            cells=(cells,),
            rules=rules_beside(subject, cells),
            suggestion=to_close(subject, cells),
        )
    yield from subject.more({code: len(found)})
    if more:
        yield subject.about("PR826", path)


def gap_cells(subject: Subject) -> tuple[list[Cells], bool]:
    """Where no rule holds, in pieces without a hole, and whether there are more than are looked at.

    Raises:
        TooLongError: there are too many cases to look at.
    """
    table = subject.table
    search = table.cells(lambda boxes: not boxes, barring=table.all_boxes, effort=MOST_POSITIONS)
    found = [cells for _, cells in islice(search, MOST_CELLS + 1)]
    whole = fewest(found[:MOST_CELLS])
    return [piece for cells in whole for piece in table.stretches(cells)], len(found) > MOST_CELLS
