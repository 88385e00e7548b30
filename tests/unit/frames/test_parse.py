"""Reading a column of targets."""

from __future__ import annotations

import polars as pl
import pyarrow as pa
import pytest
from unit.frames.backends import BACKENDS, frame_of, rows_of

from perfrules.expressions import read
from perfrules.frames import FrameError, parse

TEXTS = [
    "不低于95%",
    "≤2万元",
    "每月8日前",
    "显著提高",
    "无从识别",
    "",
    None,
    "100",
    "3-5万元",
    "三分之二",
    "≥3次/年",
]


@pytest.mark.parametrize("backend", BACKENDS)
def test_each_text_is_read_as_by_the_parser(backend: str) -> None:
    found = rows_of(parse(frame_of(backend, {"指标值": pa.array(TEXTS)}), "指标值"))
    for row, text in zip(found, TEXTS, strict=True):
        if text is None:
            assert row["status"] is None
            continue
        reading = read(text)
        if reading.comparator is None:
            assert (row["status"], row["reading"]) == (reading.diagnostics[0].code, None)
            continue
        assert (row["status"], row["kind"]) == ("read", reading.comparator.kind)
        assert row["reading"] == str(reading.comparator)
    assert (found[1]["operator"], found[1]["value"], found[1]["unit"]) == ("<=", "20000", "元")
    assert (found[9]["value"], found[7]["unit"]) == ("2/3", None)


def test_a_lazy_frame_stays_lazy_and_an_empty_one_empty() -> None:
    assert isinstance(parse(pl.LazyFrame({"t": ["1"]}), "t"), pl.LazyFrame)
    assert parse(pl.DataFrame({"t": []}, schema={"t": pl.String}), "t").height == 0


@pytest.mark.parametrize(("column", "code"), [("u", "PR871"), ("t", "PR872")])
def test_what_a_frame_lacks_is_reported(column: str, code: str) -> None:
    with pytest.raises(FrameError, match=code):
        parse(pl.DataFrame({"t": ["1"], "kind": ["x"]}), column)
