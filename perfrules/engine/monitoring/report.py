"""The status of a project on a day: money, indicators, alarms, and what must be explained."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Literal

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.diagnostics.explained import Explained
from perfrules.diagnostics.messages import require_language
from perfrules.documents.results import SavedAs
from perfrules.engine.indicators.operators import OperatorSource
from perfrules.engine.indicators.places import Places, PolicyUsed
from perfrules.engine.monitoring.reasons import Clause, clauses_text
from perfrules.policies.monitoring.lights import Alarm, Light
from perfrules.policies.monitoring.policy import Way
from perfrules.values import exact_text

RowStatus = Literal[
    "scored", "stated", "not-due", "missing", "doubtful", "unreadable", "not-applicable"
]  # fmt: skip
"""How certain a row is: only a `scored` row is compared with its target and can show a light by it.

`stated` is answered in words, `not-due` asks for nothing yet, `missing` has no actual, `doubtful` has two
readings with different results, `unreadable` a target or an actual that cannot be read or compared, and
`not-applicable` no target or no rule of the policy for it.
"""


def _text(number: Fraction | None) -> str | None:
    return None if number is None else exact_text(number)


@frozen
class IndicatorStatus(Explained):
    """One indicator on a day, with what people say of it as the form asks.

    `progress` is what was done ÷ what is due by now, where the target grows with the year; `met` whether the
    target, or its part that is due, is reached; `reached` how far, at most 1. They and `light` are None in
    a row that is not `scored`. `places` are the places of the target, the actual and the policy's rule.
    """

    name: str
    status: RowStatus
    level1: str
    level2: str
    target: str
    actual: str | None
    forecast: str
    possibility: str
    explanation: str
    note: str
    way: Way | None
    progress: Fraction | None
    met: bool | None
    reached: Fraction | None
    light: str | None
    must_explain: bool
    operator_source: OperatorSource
    clauses: tuple[Clause, ...]
    places: Places = field(factory=Places)

    def explain(self, language: Language = "zh") -> str:
        """Return the reason for its light, in Chinese or English."""
        return clauses_text(self.clauses, require_language(language))

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The row as plain data, numbers as exact text."""
        return {
            "name": self.name,
            "status": self.status,
            "level1": self.level1,
            "level2": self.level2,
            "target": self.target,
            "actual": self.actual,
            "forecast": self.forecast or None,
            "possibility": self.possibility or None,
            "explanation": self.explanation or None,
            "note": self.note or None,
            "way": self.way,
            "progress": _text(self.progress),
            "met": self.met,
            "light": self.light,
            "must_explain": self.must_explain,
            "operator_source": self.operator_source,
            "why": [clauses_text(self.clauses, require_language(language), exact=True)],
            "places": self.places.to_json(),
        }


@frozen
class SpendingStatus(Explained):
    """The money on a day, in yuan; None where it is not reported.

    `budget` is the one that spending is measured by, `rate` executed ÷ budget, `due` the share of the budget
    that is to be spent by now, `checkpoint` the last one that asks for it, `progress` rate ÷ due.
    """

    initial: Fraction | None
    adjusted: Fraction | None
    executed: Fraction | None
    expected: Fraction | None
    budget: Fraction | None
    rate: Fraction | None
    due: Fraction | None
    checkpoint: str | None
    progress: Fraction | None
    light: str | None
    must_explain: bool
    explanation: str
    clauses: tuple[Clause, ...]

    def explain(self, language: Language = "zh") -> str:
        """Return the reason for its light, in Chinese or English."""
        return clauses_text(self.clauses, require_language(language))

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The amounts as plain data, numbers as exact text."""
        names = ("initial", "adjusted", "executed", "expected", "budget", "rate", "due", "progress")
        return {
            **{name: _text(getattr(self, name)) for name in names},
            "checkpoint": self.checkpoint,
            "light": self.light,
            "must_explain": self.must_explain,
            "explanation": self.explanation or None,
            "why": [clauses_text(self.clauses, require_language(language), exact=True)],
        }


@frozen
class AlarmStatus(Explained):
    """One alarm on a day: its value, None where too little is known; its light, None where it is silent.

    `diagnostics` are about the alarm.
    """

    alarm: Alarm
    value: Fraction | None
    light: str | None
    must_explain: bool
    clauses: tuple[Clause, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    def explain(self, language: Language = "zh") -> str:
        """Return why it rings or not, in Chinese or English."""
        return clauses_text(self.clauses, require_language(language))

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The alarm as plain data, the value as exact text."""
        return {
            "alarm": self.alarm,
            "value": _text(self.value),
            "light": self.light,
            "must_explain": self.must_explain,
            "why": [clauses_text(self.clauses, require_language(language), exact=True)],
        }


@frozen
class ToExplain:
    """Something that must be explained, and the explanation that was given, "" where none was.

    `name` is the indicator's or alarm's, "" for spending.
    """

    about: Literal["spending", "alarm", "indicator"]
    name: str
    light: str | None
    possibility: str
    explanation: str

    def to_json(self) -> dict[str, Any]:
        """The matter as plain data."""
        return {
            "about": self.about,
            "name": self.name or None,
            "light": self.light,
            "possibility": self.possibility or None,
            "explanation": self.explanation or None,
        }


@frozen
class MonitoringReport(SavedAs):
    """One project on a day.

    `colours` are the policy's lights, the gravest first; `months` the whole months of `year` that are over.
    """

    saved_as: ClassVar[str] = "monitoring-report"

    code: str
    name: str
    policy: PolicyUsed
    as_of: date
    year: int
    months: int
    spending: SpendingStatus
    indicators: tuple[IndicatorStatus, ...]
    alarms: tuple[AlarmStatus, ...]
    colours: tuple[Light, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def to_explain(self) -> tuple[ToExplain, ...]:
        """What must be explained: spending, alarms, then indicators in the order of the sheet."""
        money, why = self.spending, self.spending.explanation
        matters = [ToExplain("spending", "", money.light, "", why)] if money.must_explain else []
        matters += [
            ToExplain("alarm", each.alarm, each.light, "", why) for each in self.alarms if each.must_explain
        ]
        matters += [
            ToExplain("indicator", each.name, each.light, each.possibility, each.explanation)
            for each in self.indicators
            if each.must_explain
        ]
        return tuple(matters)

    @property
    def is_clean(self) -> bool:
        """Whether everything that must be explained is."""
        return all(each.explanation.strip() for each in self.to_explain)

    @property
    def shown(self) -> tuple[str, ...]:
        """Every light that is shown, of money, alarms and indicators."""
        alarms, rows = (each.light for each in self.alarms), (each.light for each in self.indicators)
        return tuple(light for light in (self.spending.light, *alarms, *rows) if light is not None)

    @property
    def light(self) -> str | None:
        """The gravest light that is shown, None where none is."""
        return next((each.name for each in self.colours if each.name in self.shown), None)

    def count(self, light: str) -> int:
        """How many show a light."""
        return self.shown.count(light)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The report as plain data, as `perfrules monitor --json` prints it."""
        return {
            "code": self.code,
            "name": self.name,
            "policy": self.policy.to_json(),
            "as_of": self.as_of.isoformat(),
            "year": self.year,
            "months": self.months,
            "light": self.light,
            "spending": self.spending.to_json(language),
            "indicators": [each.to_json(language) for each in self.indicators],
            "alarms": [each.to_json(language) for each in self.alarms],
            "to_explain": [each.to_json() for each in self.to_explain],
            "lights": [{**each.to_json(), "count": self.count(each.name)} for each in self.colours],
            "diagnostics": [each.to_json(language) for each in self.diagnostics],
        }
