"""The corpus of target texts, written from the specification and from published usage, judged one by one."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import pytest
from data_files import data_of
from each import failures
from readings import reading_of

from perfrules.expressions import parse, read

CORPUS = Path(__file__).parent / "expressions"


FILES = {path.stem: path for path in sorted(CORPUS.glob("*.yaml"))}


def without_op(data: Any) -> Any:
    """Plain data without `op`, which repeats `operator` under its earlier name."""
    if isinstance(data, dict):
        return {key: without_op(value) for key, value in data.items() if key != "op"}
    return [without_op(each) for each in data] if isinstance(data, list) else data


@pytest.mark.parametrize("name", FILES)
def test_texts_are_read_as_the_corpus_has_them(name: str) -> None:
    assert failures(is_read_as_expected, data_of(FILES[name])) == []


@pytest.mark.parametrize("name", FILES)
def test_printed_forms_read_back_and_are_canonical(name: str) -> None:
    assert (
        failures(reads_back, [case["text"] for case in data_of(FILES[name]) if case["reading"] is not None])
        == []
    )


def is_read_as_expected(case: dict[str, Any]) -> None:
    reading = reading_of(case["text"])
    expected = case["reading"]
    if "warning" in case:
        assert [diagnostic.code for diagnostic in reading.diagnostics] == [case["warning"]]
    if expected is None:
        assert reading.comparator is None
        assert case.get("code") in (None, reading.diagnostics[0].code)
    else:
        assert reading.comparator is not None
        assert without_op(reading.comparator.to_json()) == expected


def reads_back(text: str) -> None:
    comparator = parse(text)
    assert parse(str(comparator)) == comparator
    assert str(parse(str(comparator))) == str(comparator)


@pytest.mark.parametrize(
    "word",
    [
        "每生",
        "每人每月",
        "需要",
        "保质保量",
        "严格按照规定",
        "提升",
        "安全责任",
        "1",
        "12月",
        "≥",
        "较上年",
        "一",
    ],
)
def test_a_word_written_over_and_over_is_settled_at_once(word: str) -> None:
    read(word)
    started = process_time()
    read((word * 500)[:499])
    assert process_time() - started < 0.5  # a pattern that divides in many ways takes hours


def test_the_time_for_a_run_of_rates_grows_with_its_length() -> None:
    texts = ["每生" * 90 + str(at) for at in range(8)]
    read(texts[0])
    fastest = min(_seconds_to_read(text) for text in texts[1:])
    assert fastest < 0.02  # 5 ms on a quiet machine


def _seconds_to_read(text: str) -> float:
    started = process_time()
    read(text)
    return process_time() - started
