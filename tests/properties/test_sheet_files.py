from __future__ import annotations

from fractions import Fraction

from attrs import evolve
from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from sheet_layouts import Layout
from sheet_strategies import worded_sheets

from perfrules.diagnostics import Source
from perfrules.documents import decode, read_document
from perfrules.sheets import Indicator, Sheet, dump_sheet, import_source, read_sheet
from perfrules.testing import strategies

SETTINGS = law(150)

# Whatever a text file may hold: quotes, colons, dashes, line breaks, full-width and invisible characters.
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "no",
        "010",
        "~",
        "- a",
        "a: b",
        "#",
        "'",
        '"',
        "2021-12-31",
        ">=5",
        "&x",
        "*x",
        "!x",
        "{}",
        "|",
        "\n",
        "％",
        "是",
    ]
)
weights = st.none() | st.builds(Fraction, st.integers(0, 10**6), st.sampled_from([1, 2, 4, 5, 1000]))
indicators = st.builds(Indicator, any_text, any_text, any_text, any_text, any_text, any_text, weight=weights)
sheets = st.builds(
    lambda sheet, title, part, purpose, rows, missing: evolve(
        sheet, title=title, part=part, purpose=purpose, indicators=tuple(rows), missing=tuple(missing)
    ),
    strategies.sheets(),
    any_text,
    any_text,
    any_text,
    st.lists(indicators, max_size=4),
    st.lists(st.sampled_from(["绩效目标", "绩效指标"]), max_size=2),
)


def loaded(text: str) -> Sheet:
    return read_sheet(read_document(Source(text), "sheet"))


class TestWhatIsWrittenIsReadBack:
    """load(dump(sheet)) == sheet, whatever its texts hold."""

    @SETTINGS
    @given(sheets)
    def test_a_dumped_sheet_loads_equal(self, sheet: Sheet) -> None:
        assert loaded(dump_sheet(sheet)) == sheet


class TestTheWrittenFormIsCanonical:
    """dump(load(dump(sheet))) == dump(sheet)."""

    @SETTINGS
    @given(sheets)
    def test_a_second_dump_is_equal(self, sheet: Sheet) -> None:
        text = dump_sheet(sheet)
        assert dump_sheet(loaded(text)) == text


class TestEncodingDoesNotMatter:
    """A file in GB18030 or with a byte order mark holds the same sheet."""

    @SETTINGS
    @given(sheets, st.sampled_from(["gb18030", "utf-8-sig"]))
    def test_every_encoding_holds_the_same_sheet(self, sheet: Sheet, encoding: str) -> None:
        text = dump_sheet(sheet)
        document = read_document(decode(text.encode(encoding)).source, "sheet")
        assert read_sheet(document) == sheet


class TestPlaces:
    """The place of an indicator is that of its target in the file, without the quotes."""

    @SETTINGS
    @given(strategies.sheets())
    def test_an_indicator_points_at_its_target(self, sheet: Sheet) -> None:
        text = dump_sheet(sheet)
        for indicator in loaded(text).indicators:
            assert indicator.at is not None
            assert text[indicator.at.span.start : indicator.at.span.end] == indicator.target


class TestImportAndFilesAgree:
    """A sheet imported from a document and written as a file has the same content in JSON."""

    @SETTINGS
    @given(worded_sheets)
    def test_their_json_is_equal(self, sheet: Sheet) -> None:
        (imported,) = import_source(Source(Layout().document([sheet]))).sheets
        read_back = loaded(dump_sheet(imported))
        assert _without_places(read_back) == _without_places(imported)


def _without_places(sheet: Sheet) -> dict[str, object]:
    data = sheet.to_json()
    return {**data, "indicators": [{**row, "at": None} for row in data["indicators"]]}
