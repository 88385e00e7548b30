"""Parts of a region: how many axes keep a box from covering them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.splitting import Part

BOXES = st.integers(0, (1 << 6) - 1)


@given(boxes=BOXES, covers=st.lists(BOXES, min_size=1, max_size=4))
def test_boxes_are_told_apart_by_the_axes_that_they_do_not_cover(boxes, covers):
    found = Part((), boxes, tuple(covers)).nearly_covering()
    for short, those in enumerate(found):
        expected = {box for box in bits(boxes) if sum(not each >> box & 1 for each in covers) == short}
        assert {*bits(those)} == expected
