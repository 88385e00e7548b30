"""Self-evaluations for tests of reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from perfrules.engine.scoring import load_scorer
from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.sheets import (
    ActualEntry,
    Actuals,
    Indicator,
    ProjectActuals,
    Sheet,
    load_actuals,
    load_sheets,
)

EXAMPLE = Path(__file__).parents[1] / "examples" / "chengde-2021"
SCORER = load_scorer("mof.self-evaluation-2020")


def example() -> Report:
    """The eight projects of the example."""
    sheets, actuals = load_sheets(EXAMPLE).sheets, load_actuals(EXAMPLE / "actuals.yaml")
    return Report(
        tuple(EvaluationForm(SCORER.score(each, actuals), each, actuals, SCORER.policy) for each in sheets)
    )


def evaluation(
    *rows: tuple[str, str, str, str], name: str = "培训", goals: tuple[str, ...] = (), **outcomes: str
) -> EvaluationForm:
    """A form with rows `name, target, actual, explanation` and the outcomes of goals by name."""
    indicators = tuple(Indicator("产出指标", "数量指标", row[0], target=row[1]) for row in rows)
    entries = {row[0]: ActualEntry(row[2], explanation=row[3]) for row in rows if row[2]}
    project = ProjectActuals(goals=outcomes, indicators=entries)
    sheet = Sheet(code="482", name=name, goals=goals, indicators=indicators)
    actuals = Actuals(date(2021, 12, 31), {"482": project})
    return EvaluationForm(SCORER.score(sheet, actuals), sheet, actuals, SCORER.policy)
