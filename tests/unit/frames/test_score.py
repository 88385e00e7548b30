"""Scoring dataframes: which columns are used, which are added, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from unit.frames.backends import BACKENDS, frame_of, rows_of

from perfrules.engine.scoring.score import load_scorer
from perfrules.frames import FrameError, score
from perfrules.sheets import Indicator

PEOPLE = Indicator("产出指标", "数量指标", "培训人数")
NUMBERS = {"target": [100, 50], "actual": [80, 60], "weight": [10, 5]}


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_kind_of_frame_keeps_its_rows_and_gets_the_same_columns(backend: str) -> None:
    columns = {
        "一级指标": pa.array(["产出指标"] * 6),
        "指标值": pa.array(["≥100人", "≥95%", "显著提高", "≤90万元", "≥3", "无从识别"]),
        "实际完成值": pa.array(["80人", "", "有所提高", "120", "2.5个", "1"]),
        "分值": pa.array([10, 10, 10, 7, 10, 10], pa.int64()),
    }
    found = rows_of(score(frame_of(backend, columns)))
    assert [row["row"] for row in found] == list(range(6))
    assert [row["score"] for row in found] == [
        Decimal("8.00"),
        None,
        None,
        Decimal("5.25"),
        Decimal("8.33"),
        None,
    ]
    assert [row["code"] for row in found] == [None, "PR401", "PR409", None, None, "PR407"]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("target", "actual"),
    [
        (pa.array(["≥95%"] * 3), pa.array(["96%", "120%", "100.1%"])),
        (pa.array(["≥95%"] * 3), pa.array(["96", "120", "100.1"])),
        (pa.array(["≥95%"] * 3), pa.array([96, 120, 101])),
        (pa.array([95, 95, 95]), pa.array([96, 120, 101])),
        (pa.array([95, 95, 95]), pa.array([96.0, 120.0, 100.1])),
        (pa.array(["≥九成"] * 3), pa.array(["9.5成", "12成", "101%"])),
    ],
)
def test_more_than_the_whole_is_doubtful(backend: str, target: pa.Array, actual: pa.Array) -> None:
    columns = {"target": target, "actual": actual, "weight": pa.array([10] * 3, pa.int64())}
    found = rows_of(score(frame_of(backend, columns), indicator=Indicator("产出指标", "质量指标", "合格率")))
    assert [row["score"] for row in found] == [Decimal("10.00"), None, None]
    assert [row["code"] for row in found] == [None, "PR498", "PR498"]


def test_a_lazy_frame_stays_lazy() -> None:
    assert isinstance(score(pl.LazyFrame(NUMBERS), indicator=PEOPLE), pl.LazyFrame)


def test_no_row_that_is_not_a_number_gets_points() -> None:
    frame = pl.DataFrame(
        {
            "target": [100.0, float("nan"), 100.0, 100.0, 100.0],
            "actual": [float("nan"), 90.0, float("inf"), None, 90.0],
            "weight": [10.0, 10.0, 10.0, 10.0, float("nan")],
        }
    )
    found = score(frame, indicator=PEOPLE)
    assert found["score"].null_count() == 5
    assert found["status"].to_list() == ["unreadable", "unreadable", "unreadable", "missing", "unreadable"]
    assert found["code"].to_list() == ["PR653", "PR653", "PR653", "PR401", "PR653"]


def test_a_number_is_never_a_day() -> None:
    frame = pl.DataFrame({"target": [20210308], "actual": [20210307], "weight": [10]})
    assert score(frame, indicator=PEOPLE)["score"].to_list() == [Decimal("10.00")]


@pytest.mark.parametrize("weight", [-1, None])
def test_points_that_are_none_are_reported(weight: int | None) -> None:
    frame = pl.DataFrame(
        {"target": [100], "actual": [100], "weight": [weight]}, schema_overrides={"weight": pl.Int64}
    )
    assert score(frame, indicator=PEOPLE).select("score", "status", "code").rows() == [
        (None, "unreadable", "PR879")
    ]


def test_a_unit_that_contradicts_the_target_is_doubtful() -> None:
    frame = pl.DataFrame(
        {"target": ["≥90人", "≥90"], "unit": ["万元"] * 2, "actual": ["90", "90"], "weight": [10, 10]}
    )
    found = score(frame, indicator=PEOPLE)
    assert found["status"].to_list() == ["doubtful", "scored"]
    assert found["code"].to_list() == ["PR728", None]


@pytest.mark.parametrize(
    ("unit", "status"), [("个", "scored"), ("嚯嚯", "unreadable"), ("1/10万", "unreadable"), ("无", "scored")]
)
def test_an_unknown_unit_in_its_column_earns_nothing(unit: str, status: str) -> None:
    data = {"target": ["10"], "operator": ["≥"], "unit": [unit], "actual": ["12"], "weight": [10]}
    (row,) = score(pl.DataFrame(data), indicator=PEOPLE).to_dicts()
    assert row["status"] == status
    assert (row["score"] is None) == (status == "unreadable")


def test_points_and_indicator_may_be_those_of_all_rows() -> None:
    common = Indicator(
        "产出指标",
        "数量指标",
        "培训人数",
        target="≥100人",
        weight=load_scorer("mof.self-evaluation-2020").policy.execution,
    )
    found = score(pl.DataFrame({"actual": ["50人", "完成"]}), indicator=common)
    assert found["score"].to_list() == [Decimal("5.00"), Decimal("10.00")]


def test_numbers_of_a_target_meet_texts_of_an_actual() -> None:
    frame = pl.DataFrame(
        {"target": [100, 100, 100], "actual": ["80", "80人", "一半"], "weight": [10, 10, 10]}
    )
    found = score(frame, indicator=PEOPLE)
    assert found["score"].to_list() == [Decimal("8.00"), Decimal("8.00"), None]


def test_added_columns_take_a_prefix_and_columns_can_be_named() -> None:
    frame = pl.DataFrame({"目标": [100], "实际": [80], "分": [10], "score": [0]})
    named = {"target": "目标", "actual": "实际", "weight": "分"}
    found = score(frame, indicator=PEOPLE, columns=named, prefix="new_")
    assert found.columns == [*frame.columns, "new_score", "new_status", "new_code"]


@pytest.mark.parametrize(
    ("frame", "given", "codes"),
    [
        ({"target": [1], "actual": [1]}, {}, ["PR871"]),
        ({**NUMBERS, "score": [1, 1]}, {}, ["PR872"]),
        ({**NUMBERS, "actual": pl.Series([1.0, 2.0], dtype=pl.Float32)}, {}, ["PR873"]),
        ({"指标值": [1], "目标值": [1], "actual": [1], "weight": [1]}, {}, ["PR877"]),
        (NUMBERS, {"actuals": "actual"}, ["PR878"]),
        (NUMBERS, {"actual": "完成"}, ["PR871"]),
    ],
)
def test_what_a_frame_lacks_is_reported(frame: Any, given: dict[str, str], codes: list[str]) -> None:
    with pytest.raises(FrameError) as caught:
        score(pl.DataFrame(frame), indicator=PEOPLE, columns=given)
    assert [each.code for each in caught.value.diagnostics] == codes


def test_only_a_dataframe_is_taken() -> None:
    with pytest.raises(FrameError, match="PR870"):
        score([1, 2])


def test_columns_of_pandas_may_mix_numbers_and_texts() -> None:
    rows = {
        "target": [100, "≥100人", 95.0, None],
        "actual": [80, "90人", float("nan"), 95.5],
        "weight": [10, "10", 10.0, "5分"],
    }
    made = score(pd.DataFrame(rows), indicator=PEOPLE)
    assert made["status"].tolist() == ["scored", "scored", "missing", "unreadable"]
    assert made["score"].tolist()[:2] == [Decimal("8.00"), Decimal("9.00")]
    assert made["target"].tolist()[:3] == rows["target"][:3]


def test_columns_of_one_name_are_reported() -> None:
    frame = pd.DataFrame([[100, 90, 80, 10]], columns=["target", "target", "actual", "weight"])
    with pytest.raises(FrameError, match="PR877") as raised:
        score(frame, indicator=PEOPLE)
    assert raised.value.diagnostics[0].arguments["columns"] == "target、target"
