"""The scorecard of one project: items, execution of the budget, total and grade."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.engine.indicators.targets import OperatorSource
from perfrules.engine.scoring.reasons import Reason
from perfrules.policies.base.place import PolicyPlace
from perfrules.sheets import Origin
from perfrules.values import exact_text


@frozen
class PolicyUsed:
    """Which policy scored: its id, version in force and content digest."""

    id: str
    version: str | None
    digest: str

    def to_json(self) -> dict[str, Any]:
        """The three as plain data."""
        return {"id": self.id, "version": self.version, "digest": self.digest}


@frozen
class Places:
    """Where what a score rests on stands; None for what no file holds.

    `policy` is the line of the method or level, `operator` that by which the policy settled an operator left
    out, `sheet` the target, `actual` what was achieved.
    """

    policy: PolicyPlace | None = None
    operator: PolicyPlace | None = None
    sheet: Origin | None = None
    actual: Origin | None = None

    def to_json(self) -> dict[str, Any]:
        """Each place as `{"file", "line"}` or `{"file", "cell"}`, or None."""
        return {
            "policy": None if self.policy is None else self.policy.to_json(),
            "operator": None if self.operator is None else self.operator.to_json(),
            "sheet": _with_file(self.sheet),
            "actual": _with_file(self.actual),
        }


def _with_file(origin: Origin | None) -> dict[str, Any] | None:
    return None if origin is None else {"file": origin.source.name, **origin.to_json()}


@frozen
class Item:
    """One indicator scored. `met` and `completion` are None where nothing was measured.

    `share` is the exact share of the points earned, which `score` rounds; `level` the level that a result in
    words was rated by. `explain` tells whether the policy asks for an explanation, `explanation` is the one
    given.
    """

    name: str
    level1: str
    level2: str
    weight: Fraction
    target: str
    actual: str | None
    met: bool | None
    completion: Fraction | None
    score: Decimal
    method: str
    operator_source: OperatorSource
    reason: Reason
    share: Fraction = Fraction(0)
    level: str | None = None
    explain: bool = False
    explanation: str = ""
    places: Places = Places()

    @property
    def why(self) -> str:
        """How the score came about, in Chinese; `reason.text("en")` has it in English."""
        return self.reason.text()

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The item as plain data, numbers as text."""
        return {
            "name": self.name,
            "level1": self.level1,
            "level2": self.level2,
            "weight": exact_text(self.weight),
            "target": self.target,
            "actual": self.actual,
            "met": self.met,
            "completion": None if self.completion is None else exact_text(self.completion),
            "score": str(self.score),
            "method": self.method,
            "operator_source": self.operator_source,
            "why": self.reason.text(language),
            "share": exact_text(self.share),
            "level": self.level,
            "explain": self.explain,
            "explanation": self.explanation,
            "places": self.places.to_json(),
        }


@frozen
class Execution:
    """Budget execution: `executed` over the adjusted full-year `budget`, in yuan; None where not told.

    `initial` is the budget as it was before it was adjusted.
    """

    budget: Fraction | None
    executed: Fraction | None
    rate: Fraction | None
    weight: Fraction
    score: Decimal
    initial: Fraction | None = None
    at: PolicyPlace | None = None

    @property
    def reason(self) -> Reason:
        """How the score came about, with the amounts put in."""
        if self.rate is None or self.budget is None or self.executed is None:
            return Reason("not-executed")
        facts = {
            "executed": exact_text(self.executed),
            "budget": exact_text(self.budget),
            "rate": self.rate,
            "weight": self.weight,
            "score": self.score,
        }
        return Reason("over-executed" if self.rate > 1 else "executed", facts)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The execution as plain data, numbers as text; `policy` is the line that gives it its points."""
        amounts = {
            "initial": self.initial,
            "budget": self.budget,
            "executed": self.executed,
            "rate": self.rate,
        }
        told = {name: None if each is None else exact_text(each) for name, each in amounts.items()}
        told |= {"weight": exact_text(self.weight), "score": str(self.score)}
        told["why"] = self.reason.text(language)
        return {**told, "policy": None if self.at is None else self.at.to_json()}


@frozen
class Card:
    """One project scored. `total` is the exact sum of the scores shown; `grade` None outside all bands.

    >>> from perfrules.engine.scoring import score
    >>> from perfrules.sheets import Sheet
    >>> card = score(Sheet(code="482", name="培训"))
    >>> card.total, card.grade, "PR411" in [each.code for each in card.diagnostics]
    (Decimal('0.00'), '差', True)
    """

    code: str
    name: str
    policy: PolicyUsed
    total: Decimal
    grade: str | None
    items: tuple[Item, ...]
    execution: Execution
    diagnostics: tuple[Diagnostic, ...] = ()

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The card as plain data, as `perfrules score --json` prints it."""
        return {
            "code": self.code,
            "name": self.name,
            "policy": self.policy.to_json(),
            "total": str(self.total),
            "grade": self.grade,
            "items": [item.to_json(language) for item in self.items],
            "execution": self.execution.to_json(language),
            "diagnostics": [diagnostic.to_json(language) for diagnostic in self.diagnostics],
        }
