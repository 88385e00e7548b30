"""Single rows of target sheets, as data: each has one right status and score."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from data_files import data_of
from paths import ROOT

from perfrules import frames
from perfrules.engine.indicators.operators import infer_operator
from perfrules.engine.scoring import Card, load_scorer
from perfrules.expressions import parse, read_actual
from perfrules.sheets import ActualEntry, Actuals, Indicator, ProjectActuals, ProjectBudget, Sheet
from perfrules.sheets.forms.target_columns import target_of

FOLDER = ROOT / "tests" / "conformance" / "scoring"
POINTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
SCORER = load_scorer("mof.self-evaluation-2020")
BUDGET = ProjectBudget(adjusted=read_actual("100元"), executed=read_actual("100元"))  # type: ignore[arg-type]
LAST_DAY = date(2025, 12, 31)


def plain(name: str) -> Any:
    return data_of(FOLDER / name)


def given() -> Iterator[Any]:
    """The rows of `rows.yaml` and of `variants.yaml` in one form."""
    for row in plain("rows.yaml"):
        sheet, expected = row["sheet"], row["expected"]
        right = expected.get("score", expected["status"])
        columns = {"unit": sheet.get("unit", ""), "direction": sheet.get("nature", "")}
        case = {**sheet, "group": sheet["level2"], "actual": row.get("actual"), "expected": right, **columns}
        yield pytest.param(case, id=row["id"])
    for kind, rows in plain("variants.yaml").items():
        for at, row in enumerate(rows, 1):
            yield pytest.param(row, id=f"{kind}-{at}")


CASES = list(given())


def card(row: dict[str, Any]) -> Card:
    """The card of a sheet in which everything but one row is met."""
    level1, unit = row.get("level1", "产出指标"), row.get("unit", "")
    cells = target_of(row["target"], row.get("direction", ""), unit)
    indicator = Indicator(
        level1, row["group"], row["name"], target=cells.text, weight=Fraction(10), direction=cells.direction
    )
    rest = {name: points - (10 if name == level1 else 0) for name, points in POINTS.items()}
    others = [
        Indicator(name, "数量指标", f"其他{name}", target="≥5个", weight=Fraction(points))
        for name, points in rest.items()
        if points
    ]
    entries = {each.name: ActualEntry("5个") for each in others}
    if row.get("actual") is not None:
        entries[indicator.name] = ActualEntry(row["actual"])
    sheet = Sheet(code="1", indicators=(indicator, *others))
    return SCORER.score(sheet, Actuals(LAST_DAY, {"1": ProjectActuals(BUDGET, indicators=entries)}))


@pytest.mark.parametrize("row", CASES)
def test_a_row_has_its_status_and_score(row: dict[str, Any]) -> None:
    item = card(row).items[0]
    assert (item.status if item.score is None else str(item.score)) == row["expected"], item.explain()


@pytest.mark.parametrize("row", CASES)
def test_the_other_rows_keep_their_points(row: dict[str, Any]) -> None:
    scored = card(row)
    item = scored.items[0]
    assert all(each.score == each.weight for each in scored.items[1:])
    assert scored.total == Decimal(90) + (item.score or 0)
    assert scored.highest == (scored.total if item.score is not None else 100)


def test_the_rows_of_a_dataframe_have_the_same_answers() -> None:
    rows = [case.values[0] for case in CASES]
    columns = {
        "level1": [row.get("level1", "产出指标") for row in rows],
        "level2": [row["group"] for row in rows],
        "weight": [10] * len(rows),
    }
    columns |= {name: [row.get(name) or "" for row in rows] for name in ("name", "target", "actual")}
    columns |= {name: [row.get(name, "") for row in rows] for name in ("unit", "direction")}
    found = frames.score(pl.DataFrame(columns), as_of=LAST_DAY).rows(named=True)
    answers = [row["status"] if row["score"] is None else str(row["score"]) for row in found]
    assert answers == [row["expected"] for row in rows]


NAMES = [(name, kind) for kind, names in plain("names.yaml").items() for name in names]


@pytest.mark.parametrize(("name", "kind"), NAMES)
def test_a_name_says_whether_its_number_is_to_be_kept_low(name: str, kind: str) -> None:
    indicator = Indicator("效益指标", "社会效益指标", name, target="5%")
    found = infer_operator(parse("5%"), indicator, SCORER.policy)  # type: ignore[arg-type]
    assert found.operator == ("<=" if kind == "low" else ">=")
