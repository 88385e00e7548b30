"""Metamorphic laws over the whole corpus: what may not change a reading, and what must.

Every text of the corpus that is read is rewritten in each way; see `changed_texts`.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from budgets import PROFILE
from changed_texts import CHANGING, KEEPING, SIMPLIFIED, Way
from each import failures
from expression_strategies import CORPUS
from readings import reading_of


@cache
def reading_and_codes(text: str) -> Any:
    """The reading of a text and the codes of its warnings; None where it is refused."""
    found = reading_of(text)
    if found.comparator is None:
        return None
    return found.comparator.to_json(), {each.code for each in found.diagnostics}


STRIDE = 4 if PROFILE == "dev" else 1
"""Every STRIDE-th rewritten text is tried."""


@cache
def texts_read() -> list[str]:
    return [text for text in dict.fromkeys(CORPUS) if reading_and_codes(text) is not None]


def test_the_corpus_is_large() -> None:
    assert len(texts_read()) > 2000


@pytest.mark.parametrize("way", KEEPING, ids=lambda way: way.__name__)
def test_a_reading_stays(way: Way) -> None:
    assert failures(lambda pair: assert_same(*pair), pairs(way)) == []


@pytest.mark.parametrize("way", CHANGING, ids=lambda way: way.__name__)
def test_a_reading_changes_or_is_refused(way: Way) -> None:
    assert failures(lambda pair: assert_other(*pair), pairs(way)) == []


def pairs(way: Way) -> list[tuple[str, str]]:
    found = [(text, changed) for text in texts_read() for changed in way(text) if changed != text]
    assert found, "no text of the corpus is rewritten in this way"
    return found[::STRIDE]


def assert_same(text: str, changed: str) -> None:
    now = reading_and_codes(changed)
    assert now is not None
    assert in_simplified(now[0]) == in_simplified(reading_and_codes(text)[0])


def assert_other(text: str, changed: str) -> None:
    now = reading_and_codes(changed)
    assert now is None or now[1] - reading_and_codes(text)[1] or now[0] != reading_and_codes(text)[0]


def in_simplified(reading: Any) -> Any:
    """A reading with its names in simplified characters; names keep the characters they are written in."""
    return json.loads(json.dumps(reading, ensure_ascii=False).translate(SIMPLIFIED))
