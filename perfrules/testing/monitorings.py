"""Cases of monitoring policies: which lights a project shows on a day, and what must be explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, all_codes
from perfrules.diagnostics.hints import near
from perfrules.documents import canonical
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.monitoring import Monitor, MonitoringReport
from perfrules.policies.monitoring.policy import MonitoringPolicy
from perfrules.sheets import Actuals, Sheet, read_actuals, read_sheet
from perfrules.testing.case_documents import given_document
from perfrules.testing.errors import SuiteError
from perfrules.testing.runners import Answer
from perfrules.testing.subjects import Subject
from perfrules.testing.suites import Case

_CODE = "P"
_OF_SHEET = "plan", "indicators"
_OF_PROJECT = "budget", "explanation", "baselines"
_OF_ROW = "level1", "level2", "name", "description", "target", "basis", "weight"
_OF_ENTRY = "actual", "rated", "forecast", "possibility", "explanation", "note", "baselines"
_NAMED = "lights", "alarms"


@frozen(slots=False)
class MonitoringRunner:
    """A monitoring policy under test.

    `given` holds the `plan` of a sheet, the `budget`, `explanation` and `baselines` of actuals, and
    `indicators`, each with its target and reported values; `as_of` is the day.
    """

    monitor: Monitor
    subject: Subject = field(repr=False)

    @classmethod
    def of(cls, subject: Subject) -> MonitoringRunner:
        """Create the runner of a monitoring policy."""
        if not isinstance(subject.policy, MonitoringPolicy):
            raise TypeError("not a monitoring policy")
        return cls(Monitor(subject.policy), subject)

    @property
    def allowed(self) -> tuple[str, ...]:
        """The names that `expect` may use."""
        return (*_NAMED, "spending", "explain", "diagnostics")

    def check(self, case: Case) -> None:
        """Reject unknown indicators, alarms, lights and codes."""
        problems = list(self._unknown(case))
        if problems:
            raise SuiteError(*problems)

    def _unknown(self, case: Case) -> Iterator[Diagnostic]:
        alarms: list[str] = list(self.monitor.policy.alarms)
        for part, known, code in (("lights", _names(case), "PR457"), ("alarms", alarms, "PR481")):
            for name, light in case.expected.get(part, {}).items():
                if name not in known:
                    yield case.diagnostic(code, "expect", part, name, name=name, **near(name, known))
                yield from self._unknown_light(case, light, part, name)
        yield from self._unknown_light(case, case.expected.get("spending", ""), "spending")
        for at, code in enumerate(case.expected.get("diagnostics", ())):
            if code not in all_codes():
                yield case.diagnostic("PR607", "expect", "diagnostics", at, text=code)

    def _unknown_light(self, case: Case, light: str, *path: str) -> Iterator[Diagnostic]:
        known = [each.name for each in self.monitor.policy.colours]
        if light and light not in known:
            yield case.diagnostic("PR630", "expect", *path, light=light, **near(light, known))

    def answer(self, case: Case) -> Answer:
        """The monitoring report of the given project."""
        sheet, actuals = _sheet(case), _actuals(case)
        report = self.monitor.monitor(sheet, actuals.projects[_CODE], case.as_of)
        return Answer(_values(report), lambda language: _reasons(report, language), self._decisions(report))

    def agrees(self, name: str, expected: Any, answer: Answer) -> bool:
        """Whether the named lights are shown and all expected codes are reported."""
        got = answer.values[name]
        if name in _NAMED:
            return all(light == got[each] for each, light in expected.items())
        if name == "explain":
            return sorted(expected) == sorted(got)
        if name == "diagnostics":
            return set(expected) <= set(got) if expected else not got
        return bool(expected == got)

    def _decisions(self, report: MonitoringReport) -> Mapping[str, list[Decision]]:
        """The decisions of each table of bands, for coverage."""
        return {place: list(_made(report, place, bands)) for place, bands in self._compiled.items()}

    @cached_property
    def _compiled(self) -> dict[str, CompiledPolicy]:
        return {place: compile_policy(bands) for place, bands in self.monitor.policy.bands.items()}


def _made(report: MonitoringReport, place: str, bands: CompiledPolicy) -> Iterator[Decision]:
    for value in _tried(report, place):
        try:
            yield bands.decide(**{place.partition("/")[2]: value})
        except PerfrulesError:  # outside the domain of the bands; the report has the message
            continue


def _tried(report: MonitoringReport, place: str) -> Sequence[Fraction | bool | str]:
    """The values that a table of bands was asked about."""
    rates = {f"alarms/{each.alarm}": [each.value] for each in report.alarms}
    rates["lights/spending"] = [report.spending.progress]
    rates["lights/progress"] = [each.progress for each in report.indicators]
    if place in rates:
        return [rate * 100 for rate in rates[place] if rate is not None]
    if place == "lights/inside":
        return [each.met for each in report.indicators if each.met is not None and each.progress is None]
    return [each.possibility for each in report.indicators if each.possibility]


def _part(given: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """The given values of some keys, under canonical keys."""
    spelled = {canonical(key, (*_OF_SHEET, *_OF_PROJECT, *_OF_ROW, *_OF_ENTRY)) or key: key for key in given}
    return {key: given[spelled[key]] for key in keys if key in spelled}


def _rows(case: Case) -> list[Mapping[str, Any]]:
    return list(_part(case.given, _OF_SHEET).get("indicators", ()))


def _names(case: Case) -> list[str]:
    return [str(_part(row, ("name",)).get("name", "")) for row in _rows(case)]


def _sheet(case: Case) -> Sheet:
    rows = [_part(row, _OF_ROW) for row in _rows(case)]
    plain = {"code": _CODE, "name": _CODE, **_part(case.given, ("plan",)), "indicators": rows}
    return read_sheet(given_document("sheet", plain))


def _actuals(case: Case) -> Actuals:
    entries = {
        str(_part(row, ("name",)).get("name", "")): entry
        for row in _rows(case)
        if (entry := _part(row, _OF_ENTRY))
    }
    project = {**_part(case.given, _OF_PROJECT), "indicators": entries}
    return read_actuals(given_document("actuals", {"projects": {_CODE: project}}))


def _values(report: MonitoringReport) -> dict[str, Any]:
    return {
        "lights": {each.name: each.light or "" for each in report.indicators},
        "alarms": {each.alarm: each.light or "" for each in report.alarms},
        "spending": report.spending.light or "",
        "explain": [each.name or each.about for each in report.to_explain],
        "diagnostics": [each.code for each in report.diagnostics if each.severity != "info"],
    }


def _reasons(report: MonitoringReport, language: Language) -> list[str]:
    money = [report.spending.explain(language), *(each.explain(language) for each in report.alarms)]
    rows = [f"{each.name}: {each.explain(language)}" for each in report.indicators]
    return [*money, *rows, *(each.message(language) for each in report.diagnostics)]
