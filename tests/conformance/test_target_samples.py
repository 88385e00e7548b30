"""Samples of targets whose readings were written before the reader was asked; see docs/en/measured-texts.md.

Only the measure is compared: what a text counts (`subject`, `counted`) may be cut in several right ways.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from data_files import data_of
from each import failures
from readings import reading_of

FILES = {
    path.stem: path for path in sorted((Path(__file__).parent / "expressions" / "samples").glob("*.yaml"))
}


def sample(name: str) -> Any:
    """The cases of a sample and their sources."""
    return data_of(FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_samples_are_read_as_written_down(name: str) -> None:
    assert failures(is_read, [case for case in sample(name)["cases"] if "open" not in case]) == []


@pytest.mark.parametrize("name", FILES)
def test_open_texts_are_at_worst_refused(name: str) -> None:
    """A text that is not read yet is not read wrongly either."""
    cases = [case for case in sample(name)["cases"] if case.get("open") == "refused"]
    assert failures(is_read_or_refused, cases) == []


def test_no_text_is_read_otherwise() -> None:
    cases = [case for name in FILES for case in sample(name)["cases"]]
    assert [case["text"] for case in cases if case.get("open") not in (None, "refused")] == []


@pytest.mark.parametrize("name", FILES)
def test_each_case_has_its_source(name: str) -> None:
    assert {case["source"] for case in sample(name)["cases"]} == set(sample(name)["sources"])


def is_read(case: dict[str, Any]) -> None:
    """The right reading; of a text without a sure meaning, a reading with a warning is right too."""
    assert measure(case["text"]) in right_readings(case) or (
        None in right_readings(case) and warned(case["text"])
    )


def is_read_or_refused(case: dict[str, Any]) -> None:
    assert measure(case["text"]) in [*right_readings(case), None]


def right_readings(case: dict[str, Any]) -> list[Any]:
    return [without_names(each) for each in (case["reading"], *case.get("also", ()))]


def measure(text: str) -> Any:
    """The reading of a text without names."""
    comparator = reading_of(text).comparator
    return None if comparator is None else without_names(comparator.to_json())


def warned(text: str) -> bool:
    return bool(reading_of(text).diagnostics)


def without_names(data: Any) -> Any:
    if isinstance(data, dict):
        return {
            key: without_names(value)
            for key, value in data.items()
            if key not in ("op", "subject", "counted")
        }
    return [without_names(each) for each in data] if isinstance(data, list) else data
