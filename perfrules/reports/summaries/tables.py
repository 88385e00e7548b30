"""A summary as tables: overview, grades, departments, projects, the worst ten, open rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from perfrules.diagnostics import Language, phrase
from perfrules.engine.summaries.summary import Average, ScoredProject, Summary
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.reports.forms.figures import figure, in_wan, rate_text
from perfrules.reports.forms.natural_order import natural_key
from perfrules.reports.listings.model import Column, ListedTable, ListingReport, Value

_WIDTHS = {
    "number": 6, "code": 22, "project": 34, "department": 22, "count": 8, "budget": 13, "executed": 13,
    "rate": 10, "average": 15, "weighted": 15, "total": 15, "grade": 10, "open-points": 10, "item": 20,
    "value": 24, "share": 12, "level2": 18, "indicator": 26, "target": 18, "actual": 18, "points": 8,
    "why": 50,
}  # fmt: skip
_SHARES = "rate", "average", "weighted", "total", "share", "value"


def summary_report(
    summary: Summary, policy: ScoringPolicy, as_of: date | None, language: Language = "zh"
) -> ListingReport:
    """Six tables, projects in the order of people: SL-2 before SL-10."""
    ordered = evolve(
        summary,
        projects=tuple(
            sorted(summary.projects, key=lambda each: natural_key(each.card.code or each.card.name))
        ),
    )
    tables = _Tables(ordered, [str(rule.then["grade"]) for rule in policy.grades.rules], language)
    facts = [phrase("summary.policy", language, policy=policy.head.document or policy.head.id)]
    if as_of is not None:
        facts.append(phrase("summary.as-of", language, day=as_of.isoformat()))
    return ListingReport(phrase("summary.title", language), tuple(tables.all()), tuple(facts))


class _Tables:
    """Makes the tables of a summary."""

    def __init__(self, summary: Summary, grades: Sequence[str], language: Language) -> None:
        self.summary, self.grades, self.language = summary, grades, language

    def all(self) -> Iterator[ListedTable]:
        """The tables; departments only where projects name them."""
        yield self._overview()
        yield self._grades()
        if any(each.sheet.department for each in self.summary.projects):
            yield self._departments()
        yield self._projects()
        yield self._worst()
        yield self._open_rows()

    def _words(self, key: str, **facts: object) -> str:
        return phrase(f"summary.{key}", self.language, **facts)

    def _table(
        self,
        name: str,
        keys: Sequence[str],
        rows: Sequence[tuple[Value, ...]],
        *,
        money: bool = False,
        summed: bool = False,
    ) -> ListedTable:
        columns = tuple(
            Column(
                self._words(f"head-{key}"),
                _WIDTHS[key],
                "share" if key in _SHARES else "grade" if key == "grade" else "text",
            )
            for key in keys
        )
        note = self._words("in-wan") if money else ""
        return ListedTable(self._words(f"table-{name}"), columns, tuple(rows), note, summed=summed)

    def _overview(self) -> ListedTable:
        whole = self.summary
        facts: dict[str, Value] = {
            "count": Decimal(len(whole.projects)),
            "budget": figure(in_wan(whole.budget)),
            "executed": figure(in_wan(whole.executed)),
            "rate": rate_text(whole.rate),
            "average": _range(whole.average()),
            "weighted": _range(whole.weighted_average()),
            "open-points": figure(whole.open_points),
        }
        rows = [(self._words(f"head-{key}"), value) for key, value in facts.items()]
        return self._table("overview", ("item", "value"), rows, money=True)

    def _grades(self) -> ListedTable:
        counts, number = self.summary.grades, len(self.summary.projects)
        names = [*self.grades, *([None] if counts.get(None) else [])]
        rows = [
            (
                grade or self._words("undecided"),
                Decimal(counts.get(grade, 0)),
                rate_text(Fraction(counts.get(grade, 0), number)) if number else "",
                figure(in_wan(self._budget_of(grade))),
            )
            for grade in names
        ]
        return self._table("grades", ("grade", "count", "share", "budget"), rows, money=True)

    def _budget_of(self, grade: str | None) -> Fraction:
        own = tuple(each for each in self.summary.projects if each.card.grade == grade)
        return Summary(own).budget

    def _departments(self) -> ListedTable:
        keys = ("department", "count", "budget", "executed", "rate", "average", "weighted", "open-points")
        groups = sorted(self.summary.by_department().items(), key=lambda each: natural_key(each[0]))
        rows = [self._department(name or self._words("no-department"), each) for name, each in groups]
        rows.append(self._department(self._words("sum"), self.summary))
        return self._table("departments", keys, rows, money=True, summed=True)

    def _department(self, name: str, group: Summary) -> tuple[Value, ...]:
        return (
            name,
            Decimal(len(group.projects)),
            figure(in_wan(group.budget)),
            figure(in_wan(group.executed)),
            rate_text(group.rate),
            _range(group.average()),
            _range(group.weighted_average()),
            figure(group.open_points) if group.open_points else "",
        )

    def _projects(self) -> ListedTable:
        whole = self.summary
        rows = [self._project(number, each) for number, each in enumerate(whole.projects, 1)]
        sums = (figure(in_wan(whole.budget)), figure(in_wan(whole.executed)), rate_text(whole.rate))
        points = figure(whole.open_points) if whole.open_points else ""
        rows.append(("", "", self._words("sum"), "", *sums, _range(whole.average()), points, ""))
        return self._table("projects", _PROJECT, rows, money=True, summed=True)

    def _project(self, number: int, project: ScoredProject) -> tuple[Value, ...]:
        card, budget = project.card, project.budget
        executed = card.execution.executed
        return (
            Decimal(number),
            card.code,
            card.name,
            project.sheet.department,
            "" if budget is None else figure(in_wan(budget)),
            "" if executed is None else figure(in_wan(executed)),
            rate_text(card.execution.rate),
            _range(Average(card.total, card.highest)),
            figure(card.open_points) if card.open_points else "",
            card.grade or self._words("undecided"),
        )

    def _worst(self) -> ListedTable:
        rows = [self._project(number, each) for number, each in enumerate(self.summary.worst(), 1)]
        return self._table("worst", _PROJECT, rows, money=True)

    def _open_rows(self) -> ListedTable:
        keys = ("code", "project", "level2", "indicator", "target", "actual", "points", "why")
        rows = [
            (
                *(each.card.code, each.card.name, item.level2, item.name, item.target, item.actual or ""),
                figure(item.weight),
                item.explain(self.language),
            )
            for each, item in self.summary.open_rows()
        ]
        return self._table("open-rows", keys, rows)


_PROJECT = (
    "number", "code", "project", "department", "budget", "executed", "rate", "total", "open-points", "grade",
)  # fmt: skip


def _range(average: Average | None) -> Value:
    if average is None:
        return ""
    if average.lowest == average.highest:
        return average.lowest
    return f"{average.lowest}–{average.highest}"
