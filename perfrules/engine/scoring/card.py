"""The scorecard of one project: items, execution of the budget, total and grade."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language, phrase
from perfrules.diagnostics.explained import Explained
from perfrules.diagnostics.messages import require_language
from perfrules.documents.results import SavedAs
from perfrules.engine.indicators.answers import Inference
from perfrules.engine.indicators.operators import OperatorSource
from perfrules.engine.indicators.places import Places, PolicyUsed
from perfrules.engine.scoring.reasons import Reason
from perfrules.policies.base.place import PolicyPlace
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import exact_text, half_up

Status = Literal["scored", "missing", "doubtful", "unreadable", "not-applicable"]
"""Whether a score is certain. Only `scored` rows earn or lose points; `not-applicable` rows have none.

`missing` has no actual, `doubtful` has several plausible readings that score differently, `unreadable` has a
target or an actual that cannot be read.
"""
OPEN: frozenset[Status] = frozenset({"missing", "doubtful", "unreadable"})
"""The statuses of rows whose points are still open."""


@frozen(repr=False)
class PossibleReading(PlainRepr):
    """One way to read a doubtful row, and the score it would give; None where it gives none alone."""

    text: str
    score: Decimal | None = None

    def to_json(self) -> dict[str, Any]:
        """The reading as plain data."""
        return {"text": self.text, "score": None if self.score is None else str(self.score)}


@frozen(repr=False)
class Item(Explained, PlainRepr):
    """The score of one indicator. `score` is None unless `status` is `scored`.

    `met` and `completion` are None where nothing was measured. `share` is the exact share of the points,
    which `score` rounds, 0 without a score. `level` is the level of a result in words.
    `must_explain` says whether the policy asks for an explanation, `explanation` is the one given.
    `readings` are the possible readings of a doubtful row, `inferred` is what the row leaves out.
    """

    name: str
    level1: str
    level2: str
    weight: Fraction
    target: str
    actual: str | None
    met: bool | None
    completion: Fraction | None
    score: Decimal | None
    method: str
    operator_source: OperatorSource
    reason: Reason
    share: Fraction = Fraction(0)
    level: str | None = None
    must_explain: bool = False
    explanation: str = ""
    places: Places = field(factory=Places)
    status: Status = "scored"
    readings: tuple[PossibleReading, ...] = ()
    inferred: tuple[Inference, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the points of the row are still open."""
        return self.status in OPEN

    def explain(self, language: Language = "zh") -> str:
        """Return how the score came about, in Chinese or English."""
        return self.reason.text(require_language(language))

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The item as plain data, numbers as text."""
        return {
            "name": self.name,
            "level1": self.level1,
            "level2": self.level2,
            "weight": exact_text(self.weight),
            "target": self.target,
            "actual": self.actual,
            "status": self.status,
            "met": self.met,
            "completion": None if self.completion is None else exact_text(self.completion),
            "score": None if self.score is None else str(self.score),
            "method": self.method,
            "operator_source": self.operator_source,
            "why": [self.reason.text(require_language(language), exact=True)],
            "share": None if self.score is None else exact_text(self.share),
            "readings": [each.to_json() for each in self.readings],
            "inferred": [each.to_json() for each in self.inferred],
            "level": self.level,
            "must_explain": self.must_explain,
            "explanation": self.explanation,
            "places": self.places.to_json(),
        }


@frozen(repr=False)
class Execution(Explained, PlainRepr):
    """Budget execution: `executed` over the adjusted full-year `budget`, in yuan; None where not reported.

    `initial` is the budget before it was adjusted. `score` is None where the rate is not known.
    """

    budget: Fraction | None
    executed: Fraction | None
    rate: Fraction | None
    weight: Fraction
    score: Decimal | None
    initial: Fraction | None = None
    at: PolicyPlace | None = None

    @property
    def status(self) -> Status:
        """`scored`, or `missing` where budget or executed amount is not reported."""
        return "missing" if self.score is None else "scored"

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

    def explain(self, language: Language = "zh") -> str:
        """Return how the score came about, in Chinese or English."""
        return self.reason.text(require_language(language))

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The execution as plain data, numbers as text; `policy` is the line that gives it its points."""
        amounts = {
            "initial": self.initial,
            "budget": self.budget,
            "executed": self.executed,
            "rate": self.rate,
        }
        shown: dict[str, Any] = {
            name: None if each is None else exact_text(each) for name, each in amounts.items()
        }
        score = None if self.score is None else str(self.score)
        shown |= {"weight": exact_text(self.weight), "status": self.status, "score": score}
        shown["why"] = [self.reason.text(require_language(language), exact=True)]
        return {**shown, "policy": None if self.at is None else self.at.to_json()}


@frozen(repr=False)
class Card(SavedAs, PlainRepr):
    """The score of one project.

    `total` is the exact sum of the scores shown: what is certain. Open rows can raise it up to `highest`.
    `grade` is None where the range from `total` to `highest` does not lie in one grade.

    >>> from perfrules.engine.scoring import score
    >>> from perfrules.sheets import Sheet
    >>> card = score(Sheet(code="482", name="培训"))
    >>> card.total, card.highest, card.grade, "PR411" in [each.code for each in card.diagnostics]
    (Decimal('0.00'), Decimal('10.00'), '差', True)
    """

    saved_as: ClassVar[str] = "scorecard"

    code: str
    name: str
    policy: PolicyUsed
    total: Decimal
    grade: str | None
    items: tuple[Item, ...]
    execution: Execution
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def open_rows(self) -> int:
        """How many rows are open, budget execution included; rows without points do not count."""
        return len(self._open_weights())

    @property
    def open_points(self) -> Fraction:
        """The points of the open rows."""
        return sum(self._open_weights(), Fraction(0))

    @property
    def highest(self) -> Decimal:
        """The total if every open row earned all of its points."""
        return half_up(Fraction(self.total) + self.open_points, self.places)

    @property
    def places(self) -> int:
        """How many decimals the policy gives scores."""
        return max(-int(self.total.as_tuple().exponent), 0)

    def _open_weights(self) -> list[Fraction]:
        weights = [item.weight for item in self.items if item.is_open]
        if self.execution.status in OPEN:
            weights.append(self.execution.weight)
        return [weight for weight in weights if weight > 0]

    def total_text(self, language: Language = "zh") -> str:
        """The total, and where rows are open how many, their points and the range.

        >>> from perfrules.engine.scoring import score
        >>> from perfrules.sheets import Sheet
        >>> score(Sheet()).total_text()
        '0.00，另有1项待核实共10分：0.00–10.00'
        """
        if not self.open_rows:
            return str(self.total)
        facts = {"total": self.total, "count": self.open_rows, "points": exact_text(self.open_points)}
        return phrase("scoring.open-total", language, **facts, highest=self.highest)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The card as plain data, as `perfrules score --json` prints it."""
        return {
            "code": self.code,
            "name": self.name,
            "policy": self.policy.to_json(),
            "total": str(self.total),
            "open": {"rows": self.open_rows, "points": exact_text(self.open_points)},
            "range": {"lowest": str(self.total), "highest": str(self.highest)},
            "grade": self.grade,
            "items": [item.to_json(language) for item in self.items],
            "execution": self.execution.to_json(language),
            "diagnostics": [diagnostic.to_json(language) for diagnostic in self.diagnostics],
        }
