"""Find the faults of target sheets, each with the severity that a policy gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.linting.finding import Fix, SheetFinding
from perfrules.engine.linting.rows import row_findings
from perfrules.engine.linting.wholes import differing_targets, sheet_findings
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.loader import find_policy
from perfrules.policies.reviewing.policy import ReviewPolicy
from perfrules.sheets import Sheet, check_sheets

_OF_PROJECTS = {"PR760", "PR762", "PR774", "PR777"}
DEFAULT_POLICY = "mof.target-review-2015"


@frozen
class Linter:
    """Finds faults of target sheets by a policy. Added in 0.2.

    >>> from perfrules.sheets import Indicator
    >>> row = Indicator("产出指标", "质量指标", "资金逾期发放率", target="≥100%")
    >>> sheet = Sheet(code="1", name="甲", indicators=(row,))
    >>> [found.code for found in Linter.of().lint([sheet])]
    ['PR776', 'PR777', 'PR775', 'PR775', 'PR763']
    """

    policy: ReviewPolicy

    @classmethod
    def of(cls, policy: str = DEFAULT_POLICY) -> Linter:
        """Return the linter of a policy, a file or an id.

        Raises:
            DocumentError, PolicyError: it cannot be read, or (PR793) is not a policy of reviews.
        """
        found = find_policy(policy)
        if not isinstance(found, ReviewPolicy):
            raise PolicyError(Diagnostic("PR793", {"policy": str(policy)}))
        return cls(found)

    def lint(self, sheets: Iterable[Sheet]) -> tuple[SheetFinding, ...]:
        """Return the faults of sheets, sheet by sheet and in the order of their rows.

        Sheets of one project are compared with each other.
        """
        sheets = tuple(sheets)
        across: dict[int, list[Diagnostic]] = {}
        for sheet, diagnostic in differing_targets(sheets):
            across.setdefault(id(sheet), []).append(diagnostic)
        repeated = _repeated_codes(sheets)
        found = [
            finding
            for sheet in sheets
            for finding in self._of_sheet(sheet, (*repeated.get(id(sheet), ()), *across.get(id(sheet), ())))
        ]
        return tuple(found)

    def _applies(self, code: str, sheet: Sheet) -> bool:
        """Whether a fault can be one of the sheet: goals of a department are in words and have no budget."""
        return sheet.scope == "project" or code not in _OF_PROJECTS

    def graded(self, diagnostic: Diagnostic) -> Diagnostic | None:
        """Return the diagnostic with the severity of the policy, or None where its rule is off."""
        severity = self.policy.severity_of(diagnostic.code)
        if severity is None:
            return diagnostic
        return None if severity == "off" else evolve(diagnostic, graded=severity)

    def _of_sheet(self, sheet: Sheet, across: Sequence[Diagnostic]) -> Iterator[SheetFinding]:
        for diagnostic, fix in _found_in(sheet, self.policy, across):
            graded = self.graded(diagnostic)
            if graded is not None and self._applies(diagnostic.code, sheet):
                yield SheetFinding(graded, sheet, fix)


def lint_sheets(sheets: Iterable[Sheet], policy: str = DEFAULT_POLICY) -> tuple[SheetFinding, ...]:
    """Return the faults of target sheets. Added in 0.2.

    Args:
        sheets: the sheets; those of one project are compared with each other.
        policy: the file or the id of a policy of `kind: review`.

    Raises:
        DocumentError, PolicyError: the policy cannot be read, or is of another kind.

    >>> [found.code for found in lint_sheets([Sheet(code="1", name="甲", missing=("绩效指标",))])][:2]
    ['PR301', 'PR776']
    """
    return Linter.of(policy).lint(sheets)


def _found_in(
    sheet: Sheet, policy: ReviewPolicy, across: Sequence[Diagnostic]
) -> Iterator[tuple[Diagnostic, Fix | None]]:
    """Yield faults of the head, then of the rows; a blank target that a fix fills is not reported twice."""
    rows = [each for at, row in enumerate(sheet.indicators) for each in row_findings(at, row)]
    filled = {found.span for found, fix in rows if fix is not None and fix.field == "target"}
    for diagnostic in check_sheets([sheet]):
        if not (diagnostic.code == "PR202" and diagnostic.span in filled):
            yield diagnostic, None
    for diagnostic in sheet_findings(sheet, policy.groups):
        yield diagnostic, None
    yield from rows
    yield from ((each, None) for each in across)


def _repeated_codes(sheets: Sequence[Sheet]) -> dict[int, list[Diagnostic]]:
    """PR318 by the sheet that repeats a code; the rest of `check_sheets` is found sheet by sheet."""
    found: dict[int, list[Diagnostic]] = {}
    first: dict[tuple[str, str], Sheet] = {}
    for sheet in sheets:
        before = first.setdefault((sheet.part, sheet.code), sheet)
        if sheet.code and before is not sheet:
            found[id(sheet)] = [each for each in check_sheets([before, sheet]) if each.code == "PR318"]
    return found
