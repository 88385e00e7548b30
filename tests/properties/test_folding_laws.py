"""The laws of folding texts."""

from __future__ import annotations

import re
from itertools import pairwise

from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from perfrules.reports.terminal.folding import folds

LAW = law(200)

NUMBERS = st.from_regex(r"[0-9]{1,6}(\.[0-9]{1,2})?%?", fullmatch=True)
SIGNS = st.text("实际，目标（）“”÷×；元分 a", max_size=6)
TEXTS = st.lists(st.one_of(NUMBERS, SIGNS), max_size=12).map("".join)
WIDTHS = st.integers(2, 40)
CLOSING = "）”，；"


def lines(text, width):
    return [text[a:b] for a, b in pairwise([0, *folds(text, width), len(text)])]


class TestFoldingLosesNothing:
    """The lines are the text, in order, none empty and none wider than asked for, blanks at its end aside."""

    @LAW
    @given(TEXTS, WIDTHS)
    def test_lines(self, text, width):
        found = lines(text, width)
        assert "".join(found) == text
        assert all(cell_len(line.rstrip()) <= width for line in found)
        assert all(found) or not text


class TestNumbersStayWhole:
    """A number that has room on a line, with what must not stand apart from it, is not cut."""

    @LAW
    @given(TEXTS, WIDTHS.filter(lambda width: width >= 16))
    def test_cuts(self, text, width):
        cut = set(folds(text, width))
        for found in re.finditer(r"[0-9.%]+", text):
            around = re.search(r"[（“0-9.%a]*$", text[: found.start()]).group()
            whole = around + re.match(r"[0-9.%a）”，；]*", text[found.start() :]).group()
            if cell_len(whole) <= width:
                assert not cut & set(range(found.start() + 1, found.end()))


class TestClosingMarksEndALine:
    """A line begins with a closing mark only after a blank, or where what it closes fills a line."""

    @LAW
    @given(TEXTS, WIDTHS.filter(lambda width: width >= 16))
    def test_marks(self, text, width):
        for before, line in pairwise(lines(text, width)):
            if line[0] in CLOSING:
                assert before[-1] == " " or cell_len(re.search(r"[^ ]*$", before).group()) >= width - 1
