"""Frames score as `perfrules.score` does, on every row, to the last digit, in every kind of dataframe."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest
from attrs import evolve
from budgets import budget
from hypothesis import given
from hypothesis import strategies as st
from unit.frames.backends import BACKENDS, frame_of, rows_of

from perfrules import Condition, IntervalSet
from perfrules.diagnostics import Source, Span
from perfrules.documents.origin import Origin
from perfrules.engine.scoring import Scorer
from perfrules.frames import score
from perfrules.policies.loader import find_policy
from perfrules.policies.scoring.methods import MethodChoice
from perfrules.policies.scoring.over_achievement import OverAchievement
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, Sheet
from perfrules.sheets.forms.target_columns import target_of, unit_conflict
from perfrules.values import exact_text, half_up

ROWS = 12
AS_OF = date(2021, 12, 31)
BASE = find_policy("mof.self-evaluation-2020")
assert isinstance(BASE, ScoringPolicy)


def _variant(*methods: MethodChoice, over: Sequence[OverAchievement] = (), places: int = 2) -> Scorer:
    return Scorer(
        evolve(BASE, methods=(*methods, *BASE.methods), over_achievement=tuple(over), places=places)
    )


def _passed(low: int, deduct: Fraction, *, excused: bool) -> OverAchievement:
    return OverAchievement(Condition(IntervalSet.from_(Fraction(low))), deduct, excused)


SCORERS = {
    "national": _variant(),
    "over-run": _variant(MethodChoice("comparison", "over-run", ("<", "<="))),
    "floor": _variant(MethodChoice("comparison", "pass-floor", floor=Fraction(3, 5))),
    "met": _variant(MethodChoice("comparison", "all-or-nothing")),
    "inverse": _variant(MethodChoice("comparison", "inverse-ratio")),
    "over": _variant(over=[_passed(130, Fraction(1, 5), excused=True)]),
    "over-at-once": _variant(over=[_passed(100, Fraction(1, 3), excused=False)]),
    "whole": _variant(places=0),
}
NAMES = ["培训人数", "合格率", "投资额（万元）", "满意度（%）", "用户投诉率", "造价", "办理时限", "事故"]
TARGETS = [
    *(
        "≥100人",
        "=500吨",
        "≤90万元",
        "95%",
        "≥95%",
        "100",
        "≥0.9",
        "5",
        "0起",
        "≤3天",
        ">12",
        "<7个",
        "≥12万页",
    ),
    *(
        "2.5",
        "显著提高",
        "2021年12月底前",
        "每月8日前",
        "3-5万元",
        "较上年增长5%",
        "/",
        "",
        "无从识别",
        "≥3次/年",
    ),
    *("20210308", "≥1小时", "100%", "≥80", "三分之二", "≤2000000元"),
]
ACTUALS = [
    *(
        "80人",
        "100人",
        "99.995",
        "500",
        "625吨",
        "120",
        "0.98",
        "98%",
        "95%",
        "0",
        "无",
        "",
        "—",
        "5起",
        "2天",
    ),
    *(
        "3个工作日",
        "显著提高",
        "有所提高",
        "达成预期",
        "75%",
        "2021年11月",
        "2022-01-05",
        "8%",
        "下降8%",
        "13",
    ),
    *("90万元", "900000", "1200000元", "四分之三", "12万", "90分钟", "1e5", "½", "-3", "20210308", "1000000"),
    *("2人次", "85个", "0.5", "13万页", "120%", "120", "100%", "-3个", "在建12个", "85元", "≥12个"),
]
DIRECTIONS = ["", "正向", "反向", "≥", "≤", "="]
UNITS = ["", "人", "万元", "%"]
MOST_POINTS = 10**6
PLACE = Origin(Source(""), Span(0, 0))
WEIGHTS = ["10", "16.67", "0", "50", "7.5", "33.333", "-1", "", "若干"]


def expected(scorer: Scorer, row: Mapping[str, str]) -> tuple[Decimal | None, str]:
    """The score and the status of a row by the engine."""
    cells = target_of(row["target"], row["direction"], row["unit"])
    try:
        weight: Fraction | None = Fraction(row["weight"])
    except ValueError:
        weight = None
    weight = weight if weight is not None and 0 <= weight <= MOST_POINTS else None
    indicator = Indicator(
        row["level1"],
        row["level2"],
        row["name"],
        target=cells.text,
        direction=cells.direction,
        weight=weight or Fraction(0),
    )
    entry = ActualEntry(row["actual"], explanation=row["explanation"])
    card = scorer.score_rows(Sheet(indicators=(indicator,)), [entry], ProjectActuals(), AS_OF)
    item = card.items[0]
    if weight is None and item.status == "scored":
        return None, "unreadable"
    if item.status == "scored" and unit_conflict(row["target"], row["unit"], PLACE) is not None:
        return None, "doubtful"
    return item.score, item.status


def _row() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {
            "level1": st.sampled_from(["产出指标", "效益指标", "成本指标"]),
            "level2": st.sampled_from(["数量指标", "成本指标", "时效指标"]),
            "name": st.sampled_from(NAMES),
            "target": st.sampled_from(TARGETS),
            "direction": st.sampled_from(DIRECTIONS),
            "unit": st.sampled_from(UNITS),
            "actual": st.sampled_from(ACTUALS),
            "weight": st.sampled_from(WEIGHTS),
            "explanation": st.sampled_from(["", " ", "价格上涨"]),
        }
    )


def _agree(
    found: list[dict[str, Any]], wanted: list[tuple[Decimal | None, str]], rows: Sequence[Any]
) -> None:
    for cells, (points, status), row in zip(found, wanted, rows, strict=True):
        assert (cells["score"], cells["status"]) == (points, status), row
        assert (cells["code"] is None) == (status in ("scored", "not-applicable")) or cells["code"], row


@given(
    st.lists(_row(), min_size=1, max_size=ROWS),
    st.sampled_from(sorted(BACKENDS)),
    st.sampled_from(sorted(SCORERS)),
)
def test_rows_of_texts_are_scored_as_by_the_engine(
    rows: list[dict[str, str]], backend: str, name: str
) -> None:
    columns = {part: pa.array([row[part] for row in rows]) for part in rows[0]}
    found = rows_of(score(frame_of(backend, columns), SCORERS[name], as_of=AS_OF))
    _agree(found, [expected(SCORERS[name], row) for row in rows], rows)


NUMBERS = st.one_of(
    st.sampled_from([0, 1, 2, 7, 95, 100, 20210308, 10**12, 2**62, 2**53 + 1]).map(Fraction),
    st.integers(0, 10**6).map(lambda each: Fraction(each, 100)),
    st.integers(-50, 10**5).map(Fraction),
    st.integers(1, 200).map(lambda each: Fraction(each, 8)),
)


@st.composite
def _numbers(draw: st.DrawFn, count: int) -> tuple[pa.Array, list[str | None]]:
    """A column of numbers, and what each says as text; None for NaN, an infinity and null."""
    values = [draw(NUMBERS) for _ in range(count)]
    match draw(st.sampled_from(["int", "decimal", "float"])):
        case "int":
            whole = [draw(st.sampled_from([int(each)] * 9 + [None])) for each in values]
            return pa.array(whole, pa.int64()), [None if each is None else str(each) for each in whole]
        case "decimal":
            made = [half_up(each, 2) for each in values]
            return pa.array(made, pa.decimal128(38, 2)), [str(each) for each in made]
        case _:
            odd = [float("nan"), float("inf"), None]
            floats = [draw(st.sampled_from([float(each)] * 9 + odd)) for each in values]
            texts = [
                None if each is None or each - each != 0 else exact_text(Fraction(repr(each)))
                for each in floats
            ]
            return pa.array(floats, pa.float64(), from_pandas=False), texts


@st.composite
def _numeric(draw: st.DrawFn) -> tuple[dict[str, pa.Array], list[dict[str, str | None]]]:
    count = draw(st.integers(1, ROWS))
    arrays, texts = {}, {}
    for part in ("target", "actual", "weight"):
        arrays[part], texts[part] = draw(_numbers(count))
    common = {"level1": "产出指标", "level2": "数量指标", "direction": "", "explanation": ""}
    common |= {"name": draw(st.sampled_from(NAMES)), "unit": ""}
    rows = [{**common, **{part: texts[part][at] for part in texts}} for at in range(count)]
    return arrays, rows


@given(_numeric(), st.sampled_from(sorted(BACKENDS)), st.sampled_from(sorted(SCORERS)))
def test_rows_of_numbers_are_scored_as_by_the_engine(
    drawn: tuple[dict[str, pa.Array], list[dict[str, str | None]]], backend: str, name: str
) -> None:
    arrays, rows = drawn
    common = Indicator("产出指标", "数量指标", rows[0]["name"] or "")
    found = rows_of(score(frame_of(backend, arrays), SCORERS[name], indicator=common, as_of=AS_OF))
    for cells, row in zip(found, rows, strict=True):
        if any(row[part] is None for part in ("target", "actual", "weight")):
            assert cells["score"] is None, row
            assert cells["status"] != "scored", row
            continue
        shown = {part: _no_day(text or "") for part, text in row.items()}
        assert (cells["score"], cells["status"]) == expected(SCORERS[name], shown), row


def _no_day(text: str) -> str:
    return f"{text}.0" if text == "20210308" else text


@pytest.fixture(scope="module")
def ties() -> list[tuple[tuple[int, int, int], Decimal]]:
    """Actual, target and weight of rows whose points are close to half a hundredth, and the points."""
    draw = random.Random(13)  # noqa: S311 - rows that can be made again, nothing secret
    rows: list[tuple[int, int, int]] = []
    for _ in range(budget(3000)):
        target = draw.choice([draw.randint(2, 400), draw.randint(2, 10**9), draw.randint(10**14, 9 * 10**14)])
        weight = draw.randint(1, 50)
        # Half a hundredth of a point, a little more, a little less.
        tie = target * draw.randint(1, 199) // (200 * weight) + draw.randint(-1, 1)
        rows.append((max(tie, 2), target, weight))
    return [
        ((actual, target, weight), half_up(Fraction(weight) * min(Fraction(actual, target), Fraction(1)), 2))
        for actual, target, weight in rows
    ]


@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_ties_and_large_numbers_are_exact(
    backend: str, ties: list[tuple[tuple[int, int, int], Decimal]]
) -> None:
    columns = {
        name: pa.array([row[at] for row, _ in ties], pa.int64())
        for at, name in enumerate(("actual", "target", "weight"))
    }
    common = Indicator("产出指标", "数量指标", "数量", direction="正向")
    found = rows_of(score(frame_of(backend, columns), SCORERS["national"], indicator=common))
    assert [cells["score"] for cells in found] == [points for _, points in ties]
