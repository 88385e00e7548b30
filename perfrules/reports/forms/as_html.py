"""A report as one page of HTML: no script, nothing fetched, for a screen, a telephone and paper."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from perfrules.diagnostics import Diagnostic, Language, phrase, visible
from perfrules.reports.forms.evaluation import EvaluationForm, Report, Row
from perfrules.reports.forms.figures import figure, in_wan, rate_text, score_figure
from perfrules.reports.forms.limits import require_showable
from perfrules.reports.forms.words import FormWords
from perfrules.reports.number_lines.as_strip import LOOKS, as_strip, rank
from perfrules.reports.number_lines.lines import number_lines
from perfrules.sheets import Actuals
from perfrules.values import half_up

_BAR = 359
"""How long the bar of a group is, in the picture's own units."""
_WORDS = (
    "summary", "number", "project", "code", "department", "agency", "funds", "funds-total", "initial",
    "adjusted", "executed", "rate", "weight", "score", "total", "grade", "expected", "outcome", "level1",
    "level2", "indicator", "target", "actual", "why", "deviation", "line", "in-wan", "groups", "findings",
    "up", "status", "open-column",
)  # fmt: skip


def render(report: Report, language: Language) -> bytes:
    """The page.

    Raises:
        ReportError: PR752.
    """
    require_showable(report)
    page = _Page(report, FormWords(language))
    return _template().render(page=page.page(), words=page.labels()).encode()


@cache
def _template() -> Template:
    """Escapes everything but what is marked up here: the style sheet and the pictures, which are ours."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_data("page.html.j2"))


def _data(name: str) -> str:
    return files("perfrules.reports.forms").joinpath(name).read_text(encoding="utf-8")


def _ranks() -> str:
    """The looks of the grades' badges: those of the bands in the picture."""
    rule = ".rank-{at} {{ background: {fill}; border-color: {stroke}; color: {ink}; }}\n"
    return "".join(rule.format(at=at, **look) for at, look in enumerate(LOOKS))


class _Page:
    """What the template shows, in words."""

    def __init__(self, report: Report, words: FormWords) -> None:
        self.report, self.words = report, words

    def labels(self) -> dict[str, str]:
        return {key.replace("-", "_"): self.words.inline(key) for key in _WORDS}

    def page(self) -> dict[str, Any]:
        report, words = self.report, self.words
        return {
            "lang": phrase("punctuation.language-tag", words.language),
            "title": words("report"),
            "style": Markup(_data("page.css") + _ranks()),  # noqa: S704 - it is ours
            "facts": [*self._days(), words("count", count=len(report.forms))],
            "tally": self._tally(),
            "open": any(form.card.open_points for form in report.forms),
            "projects": [self._project(form) for form in report.forms],
            "findings": self._findings(report.diagnostics),
            "policies": [
                {"name": words.policy(used), "digest": used.digest} for used in report.policies_used
            ],
        }

    def _days(self) -> list[str]:
        """The last days that the forms cover."""
        known = {form.actuals.as_of for form in self.report.forms if isinstance(form.actuals, Actuals)}
        return [self.words("as-of", day=day) for day in sorted(day for day in known if day)]

    def _tally(self) -> list[dict[str, Any]]:
        """How many projects have which grade, the best first."""
        looks: dict[str, str] = {}
        for form in self.report.forms:
            for grade in (*form.grades, *filter(None, [form.card.grade])):
                looks.setdefault(grade, _look(form, grade))
        had = [form.card.grade for form in self.report.forms]
        return [{"name": name, "style": look, "count": had.count(name)} for name, look in looks.items()]

    def _project(self, form: EvaluationForm) -> dict[str, Any]:
        card, done = form.card, form.card.execution
        return {
            "label": form.label,
            "name": card.name,
            "code": card.code,
            "department": form.department,
            "agency": form.agency,
            "total": card.total,
            "full": figure(form.full),
            "open": self.words.open_points(card) if card.open_rows else "",
            "open_points": figure(card.open_points) if card.open_points else "",
            "grade": card.grade,
            "style": _look(form, card.grade),
            "bands": self._bands(form),
            "groups": self._groups(form),
            "initial": _wan(done.initial),
            "budget": _wan(done.budget),
            "executed": _wan(done.executed),
            "rate": rate_text(done.rate),
            "execution_weight": figure(done.weight),
            "execution_score": score_figure(done.score),
            "goals": form.goals,
            "rows": [self._row(row, before) for before, row in pairwise((None, *form.rows)) if row],
            "findings": self._findings(card.diagnostics),
        }

    def _bands(self, form: EvaluationForm) -> Markup | None:
        """The total among the grades of the policy; None where the policy is not known."""
        if form.policy is None:
            return None
        (line,) = number_lines(form.policy.grades, "score")
        picture = as_strip(line, form.card.total, self.words.language)
        # Built of elements whose texts are escaped.
        return None if picture is None else Markup(picture)  # noqa: S704 - drawn by us

    def _groups(self, form: EvaluationForm) -> list[dict[str, Any]]:
        """What each first-level group and the execution of the budget earned."""
        names = dict.fromkeys(row.item.level1 for row in form.rows)
        groups = []
        for name in names:
            items = [row.item for row in form.rows if row.item.level1 == name]
            weight = sum((item.weight for item in items), Fraction(0))
            certain = (Fraction(item.score) for item in items if item.score is not None)
            score = half_up(sum(certain, Fraction(0)), form.card.places)
            groups.append(_group(name or self.words("no-group"), score, weight))
        done = form.card.execution
        return [*groups, _group(self.words("execution"), done.score or Decimal(0), done.weight)]

    def _row(self, row: Row, before: Row | None) -> dict[str, Any]:
        item, state = row.item, _state(row)
        mark = self.words("open") if row.is_open else ""
        return {
            "first": before is None or before.item.level1 != item.level1,
            "level1": item.level1,
            "level2": item.level2,
            "name": item.name,
            "target": row.target,
            "actual": item.actual or "",
            "state": state,
            "state_word": self.words(state) if state else "",
            "weight": figure(item.weight),
            "score": score_figure(item.score),
            "why": item.reason.text(self.words.language),
            "deviation": " ".join(filter(None, (mark, row.deviation))),
            "line": "" if item.places.policy is None else item.places.policy.label,
        }

    def _findings(self, diagnostics: Iterable[Diagnostic]) -> list[dict[str, str]]:
        language = self.words.language
        return [
            {
                "severity": self.words(each.severity),
                "code": each.code,
                "message": visible(each.message(language)),
                "help": visible(each.help(language)),
            }
            for each in diagnostics
        ]


def _look(form: EvaluationForm, grade: str | None) -> str:
    """The look of a grade by its rank among those of the form's policy."""
    if grade not in form.grades:
        return "rank-none"
    return f"rank-{rank(form.grades.index(grade), len(form.grades))}"


def _state(row: Row) -> str:
    """What a reader should look at; nothing where all points were earned."""
    item = row.item
    if item.score is None:
        return item.status if row.is_open else ""
    if item.met is False:
        return "missed"
    return "partial" if Fraction(item.score) < item.weight else ""


def _wan(yuan: Fraction | None) -> str:
    return "" if yuan is None else str(figure(in_wan(yuan)))


def _group(name: str, score: Decimal, weight: Fraction) -> dict[str, Any]:
    earned = Fraction(score) / weight if weight else Fraction(0)
    return {
        "name": name,
        "score": score,
        "weight": figure(weight),
        "length": half_up(_BAR * min(earned, Fraction(1)), 1),
    }
