"""Review target sheets by their faults: points per criterion, and the grade that they propose."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Language
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.engine.linting import Linter, SheetFinding
from perfrules.engine.linting.lint import DEFAULT_POLICY
from perfrules.policies.reviewing.policy import Criterion, ReviewPolicy
from perfrules.sheets import Sheet
from perfrules.values import exact_text, half_up

_PLACES = 2


@frozen
class CriterionReview:
    """The faults that count against a criterion.

    `lost` are the points of faults, `open` those of questions, which count only if a person confirms them.
    """

    criterion: Criterion
    findings: tuple[SheetFinding, ...]
    lost: Fraction
    open: Fraction

    @property
    def highest(self) -> Fraction:
        """The points if every question turns out to be none."""
        return max(self.criterion.weight - self.lost, Fraction(0))

    @property
    def lowest(self) -> Fraction:
        """The points if every question turns out to be a fault."""
        return max(self.criterion.weight - self.lost - self.open, Fraction(0))

    def to_json(self) -> dict[str, Any]:
        """The criterion as plain data, its findings by code."""
        return {
            "weight": exact_text(self.criterion.weight),
            "lowest": exact_text(self.lowest),
            "highest": exact_text(self.highest),
            "findings": [found.code for found in self.findings],
            "confirm": list(self.criterion.confirm),
        }


@frozen
class SheetReview:
    """The review of a sheet. `grades` are the proposed grade, or the two between which questions decide.

    Added in 0.2.

    Points are a proposal: a person answers the questions and confirms the grade.
    """

    sheet: Sheet
    criteria: tuple[CriterionReview, ...]
    findings: tuple[SheetFinding, ...]
    grades: tuple[str, ...]

    @property
    def highest(self) -> Fraction:
        """The points of all criteria if every question turns out to be none."""
        return sum((each.highest for each in self.criteria), Fraction(0))

    @property
    def lowest(self) -> Fraction:
        """The points of all criteria if every question turns out to be a fault."""
        return sum((each.lowest for each in self.criteria), Fraction(0))

    @property
    def grade(self) -> str | None:
        """The proposed grade, or None where open questions decide it."""
        return self.grades[0] if len(self.grades) == 1 else None

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The review as plain data."""
        return {
            "code": self.sheet.code,
            "name": self.sheet.name,
            "lowest": exact_text(self.lowest),
            "highest": exact_text(self.highest),
            "grade": self.grade,
            "grades": list(self.grades),
            "criteria": {each.criterion.name: each.to_json() for each in self.criteria},
            "findings": [found.to_json(language) for found in self.findings],
        }


@frozen
class Reviewer:
    """Reviews sheets by a policy. Added in 0.2.

    >>> from perfrules.sheets import Indicator
    >>> rows = (Indicator("产出指标", "数量指标", "场次", target="≥5场"),)
    >>> (review,) = Reviewer.of().review([Sheet(code="1", name="甲", goals=("办好",), indicators=rows)])
    >>> [str(each.highest) for each in review.criteria], review.grade
    (['5', '20', '30', '30'], '良')
    """

    policy: ReviewPolicy
    _grades: CompiledPolicy = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_grades", compile_policy(self.policy.grades))

    @classmethod
    def of(cls, policy: str = DEFAULT_POLICY) -> Reviewer:
        """Return the reviewer of a policy, a file or an id.

        Raises:
            DocumentError, PolicyError: it cannot be read, or (PR793) is not a policy of reviews.
        """
        return cls(Linter.of(policy).policy)

    def review(self, sheets: Iterable[Sheet]) -> tuple[SheetReview, ...]:
        """Return the review of each sheet; sheets of one project are compared with each other."""
        sheets = tuple(sheets)
        findings = Linter(self.policy).lint(sheets)
        return tuple(
            self._of_sheet(sheet, tuple(each for each in findings if each.sheet is sheet)) for sheet in sheets
        )

    def _of_sheet(self, sheet: Sheet, findings: tuple[SheetFinding, ...]) -> SheetReview:
        criteria = tuple(self._of_criterion(each, findings) for each in self.policy.criteria)
        lowest = sum((each.lowest for each in criteria), Fraction(0))
        highest = sum((each.highest for each in criteria), Fraction(0))
        grades = dict.fromkeys(filter(None, (self._grade(lowest), self._grade(highest))))
        return SheetReview(sheet, criteria, findings, tuple(grades))

    def _of_criterion(self, criterion: Criterion, findings: Iterable[SheetFinding]) -> CriterionReview:
        own = tuple(each for each in findings if self._counts_against(each.code, criterion))
        points = [(self.policy.rules[each.code].deduct, each.diagnostic.severity) for each in own]
        return CriterionReview(
            criterion,
            own,
            sum((deduct for deduct, severity in points if severity != "question"), Fraction(0)),
            sum((deduct for deduct, severity in points if severity == "question"), Fraction(0)),
        )

    def _counts_against(self, code: str, criterion: Criterion) -> bool:
        rule = self.policy.rules.get(code)
        return rule is not None and rule.criterion == criterion.name

    def _grade(self, points: Fraction) -> str | None:
        outcome = self._grades.decide(score=half_up(points, _PLACES)).outcome
        return None if outcome is None else str(outcome["grade"])


def review_sheets(sheets: Iterable[Sheet], policy: str = DEFAULT_POLICY) -> tuple[SheetReview, ...]:
    """Review target sheets under a policy. Added in 0.2.

    Args:
        sheets: the sheets; those of one project are compared with each other.
        policy: the file or the id of a policy of `kind: review`.

    Raises:
        DocumentError, PolicyError: the policy cannot be read, or is of another kind.

    >>> [str(each.highest) for each in review_sheets([Sheet(code="1", missing=("绩效指标",))])]
    ['80']
    """
    return Reviewer.of(policy).review(sheets)
