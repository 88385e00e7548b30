from __future__ import annotations

from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from sheet_layouts import Layout
from sheet_strategies import layouts, worded_sheets

from perfrules.documents import decode
from perfrules.sheets import Import, Sheet, import_source

SETTINGS = law(150)
STRUCTURE = {
    "PR301",
    "PR302",
    "PR304",
    "PR307",
    "PR310",
    "PR311",
    "PR312",
    "PR313",
    "PR314",
    "PR315",
    "PR316",
    "PR317",
}


def imported(text: str, encoding: str = "utf-8") -> Import:
    return import_source(decode(text.encode(encoding)).source)


class TestAnyLayoutIsReadBack:
    """What is laid out as the text of a word-processor file is read back equal, however it is printed."""

    @SETTINGS
    @given(st.lists(worded_sheets, min_size=1, max_size=3), layouts())
    def test_the_sheet_is_read_back_equal(self, written: list[Sheet], layout: Layout) -> None:
        found = imported(layout.document(written))
        assert list(found.sheets) == written
        assert found.narrative == ()
        assert not {diagnostic.code for diagnostic in found.diagnostics} & STRUCTURE


class TestEncodingDoesNotMatter:
    """The same text in UTF-8, with or without a byte order mark, and in GB18030 gives the same sheets."""

    @SETTINGS
    @given(worded_sheets, st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]))
    def test_every_encoding_holds_the_same_sheet(self, sheet: Sheet, encoding: str) -> None:
        text = Layout().document([sheet])
        assert imported(text, encoding) == imported(text)


class TestPlacesPointAtWhatWasRead:
    """The place of an indicator is the stretch of the text with its target."""

    @SETTINGS
    @given(worded_sheets, layouts())
    def test_an_indicator_points_at_its_target(self, sheet: Sheet, layout: Layout) -> None:
        source = decode(layout.document([sheet]).encode()).source
        for indicator in import_source(source).sheets[0].indicators:
            assert indicator.at is not None
            stretch = source.text[indicator.at.span.start : indicator.at.span.end]
            if indicator.target:
                assert "".join(stretch.split()) == "".join(indicator.target.split())
