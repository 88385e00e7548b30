"""The 项目支出绩效自评表 of a project: its scorecard, and what the form shows beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.engine.indicators.targets import Target
from perfrules.engine.scoring import Card, Item, PolicyUsed
from perfrules.expressions import Narrative, read
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.reports.forms.natural_order import natural_key
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets import Actuals, ProjectActuals, Sheet
from perfrules.sheets.measures import with_measure


@frozen(repr=False)
class Goal(PlainRepr):
    """A goal of the year and its outcome; blank where one of them is not reported."""

    expected: str = ""
    outcome: str = ""


@frozen(repr=False)
class Row(PlainRepr):
    """An item of the scorecard, and the reason for its deviation (偏差原因分析及改进措施)."""

    item: Item
    deviation: str = ""

    @property
    def target(self) -> str:
        """The target, with what it was compared by where that is not in its text.

        A figure, a measure or an operator from a place that the form does not show is added in brackets:
        小于等于核定数（<=50000元）.
        """
        read_as = self.item.reason.facts.get("target")
        if not isinstance(read_as, Target) or read_as.comparator is None:
            return self.item.target
        narrative = read(self.item.target).comparator
        elsewhere = read_as.source == "column" or (
            isinstance(narrative, Narrative) and not isinstance(read_as.comparator, Narrative)
        )
        if read_as.reference is None and not elsewhere:
            return self.item.target
        return with_measure(self.item.target, str(read_as.comparator))

    @property
    def is_open(self) -> bool:
        """Whether its points are still open (待核实)."""
        return self.item.is_open and self.item.weight > 0

    @property
    def level1(self) -> str:
        """The first level."""
        return self.item.level1

    @property
    def level2(self) -> str:
        """The second level."""
        return self.item.level2


@frozen(repr=False)
class EvaluationForm(PlainRepr):
    """A project's self-evaluation as it is handed in; whatever is not known is left blank.

    `sheet` and `actuals` are those the card was scored from, and `policy` the one it was scored by, whose
    grades can then be drawn. `department` is the 主管部门, `agency` the 实施单位.

    >>> from perfrules.engine.scoring import score
    >>> from perfrules.sheets import Indicator
    >>> sheet = Sheet(code="1", goals=("办好培训",), indicators=(Indicator("产出指标", "", "人数"),))
    >>> done = ProjectActuals(goals={"目标1": "完成"})
    >>> EvaluationForm(score(sheet, done), sheet, done).goals
    (Goal(expected='办好培训', outcome='完成'),)
    """

    card: Card
    sheet: Sheet = field(factory=Sheet)
    actuals: Actuals | ProjectActuals | None = None
    policy: ScoringPolicy | None = field(default=None, repr=False)
    department: str = ""
    agency: str = ""

    @property
    def label(self) -> str:
        """The name of the project, or else its code."""
        return self.card.name or self.card.code

    @property
    def in_charge(self) -> str:
        """The 主管部门: `department`, or else that of the sheet."""
        return self.department or self.sheet.department

    @property
    def carried_out_by(self) -> str:
        """The 实施单位: `agency`, or else that of the sheet."""
        return self.agency or self.sheet.agency

    @property
    def project(self) -> ProjectActuals:
        """What was achieved of this project."""
        if isinstance(self.actuals, Actuals):
            return self.actuals.projects.get(self.card.code, ProjectActuals())
        return self.actuals or ProjectActuals()

    @property
    def as_of(self) -> date | None:
        """The day up to which the actuals report, if they say so."""
        return self.actuals.as_of if isinstance(self.actuals, Actuals) else None

    @property
    def year(self) -> int | None:
        """The year that is evaluated, if the actuals say up to which day they report."""
        return None if self.as_of is None else self.as_of.year

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades there are, the best first; none where the policy is not known."""
        return (
            () if self.policy is None else tuple(str(each.then["grade"]) for each in self.policy.grades.rules)
        )

    @property
    def full(self) -> Fraction:
        """The points of all items and of budget execution together."""
        return sum((item.weight for item in self.card.items), self.card.execution.weight)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals in their order, then outcomes of goals that the sheet does not have."""
        left = dict(self.project.goals)
        goals = [
            Goal(goal, left.pop(f"目标{number}", "") or left.pop(goal, ""))
            for number, goal in enumerate(self.sheet.goals, 1)
        ]
        return (*goals, *(Goal("", f"{name}：{outcome}") for name, outcome in left.items()))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The items in their order, each with its explanation."""
        times = Counter(item.name for item in self.card.items)
        return tuple(
            Row(item, self._deviation(item, alone=times[item.name] == 1)) for item in self.card.items
        )

    def _deviation(self, item: Item, *, alone: bool) -> str:
        """The explanation and note on an item; its name alone will do where no other bears it."""
        entries = self.project.indicators
        entry = entries.get(f"{item.level2}/{item.name}") or (entries.get(item.name) if alone else None)
        return "\n".join(filter(None, (item.explanation, entry.note if entry else "")))


@frozen(repr=False)
class Report(PlainRepr):
    """Forms that are handed in together, one per project, and diagnostics that belong to none of them."""

    forms: tuple[EvaluationForm, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def in_order(self) -> tuple[EvaluationForm, ...]:
        """The forms by code, or else by name, numbers by their value: SL-2 before SL-10."""
        return tuple(sorted(self.forms, key=lambda form: natural_key(form.card.code or form.card.name)))

    @property
    def policies_used(self) -> tuple[PolicyUsed, ...]:
        """The policies that the forms were scored by, each once."""
        return tuple(dict.fromkeys(form.card.policy for form in self.forms))

    def all_diagnostics(self) -> Iterator[Diagnostic]:
        """Everything that was noticed."""
        yield from self.diagnostics
        for form in self.forms:
            yield from form.card.diagnostics
