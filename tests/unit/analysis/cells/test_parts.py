"""Parts of a region: how many axes keep a box from covering them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfrules.analysis.cells.bits import bits, mask_of
from perfrules.analysis.cells.splitting import Part

BOXES = st.integers(0, (1 << 6) - 1)


@given(boxes=BOXES, covers=st.lists(BOXES, min_size=1, max_size=4))
def test_boxes_are_grouped_by_how_many_axes_they_do_not_cover(boxes, covers):
    found = Part((), boxes, tuple(covers)).nearly_covering()
    short = [sum(not cover >> box & 1 for cover in covers) for box in range(6)]
    assert found == tuple(mask_of(box for box in bits(boxes) if short[box] == count) for count in range(3))
