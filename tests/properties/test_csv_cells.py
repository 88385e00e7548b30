"""Laws of CSV cells: nothing runs, and nothing is lost on the way there and back."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from strategies import SETTINGS

from perfrules.documents import bare, guarded

awkward = st.sampled_from(
    ["=500吨", "=100%", "+1", "-5%", "@here", "\t=1", "\r=1", "'=1", "''=1", "'", "'90后", ""]
)
texts = awkward | st.text(max_size=20) | st.text("'=+-@\t\ra", max_size=6)


class TestThereAndBack:
    """What is guarded comes back as it was."""

    @SETTINGS
    @given(texts)
    def test_a_cell(self, text: str) -> None:
        assert bare(guarded(text)) == text

    @SETTINGS
    @given(
        st.lists(st.lists(texts.map(lambda text: text.replace("\0", "")), min_size=1, max_size=4), max_size=4)
    )
    def test_a_table(self, rows: list[list[str]]) -> None:
        stream = io.StringIO(newline="")
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([list(map(guarded, row)) for row in rows])
        read = csv.reader(io.StringIO(stream.getvalue(), newline=""))
        assert [list(map(bare, row)) for row in read] == rows


class TestNothingRuns:
    """No guarded cell begins as a formula does."""

    @SETTINGS
    @given(texts)
    def test_a_cell(self, text: str) -> None:
        assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))

    @SETTINGS
    @given(texts)
    def test_a_text_that_would_not_run_stays_as_it_is(self, text: str) -> None:
        if not text.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r")):
            assert guarded(text) == text
