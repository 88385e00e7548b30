"""Any text is read or refused as documented, in little time, and reads the same when it is printed."""

from __future__ import annotations

import random

import pytest
from budgets import budget
from generated_texts_at_random import faults, generated


@pytest.mark.parametrize("seed", range(8))
def test_of_generated_texts(seed):
    chance = random.Random(seed)  # noqa: S311 - texts that can be made again, nothing secret
    texts = [generated(chance) for _ in range(budget(1000))]
    assert [(text, fault) for text in texts for fault in faults(text)] == []


@pytest.mark.parametrize(
    "word", ["套/台班", "每生", "每人每天", "元/", "百分之", "同比增长", "(含)", "不低于"]
)
@pytest.mark.parametrize("times", [10, 100, 500])
def test_of_stacked_words(word, times):
    """A word many times over, up to the longest text, and beyond it."""
    for before, after in (("", ""), ("5", ""), ("不低于5", "以上"), ("", "5元")):
        assert list(faults(before + word * times + after)) == []
