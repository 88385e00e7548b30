from __future__ import annotations

import json
import random

from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from sheet_layouts import Layout
from sheet_strategies import layouts

from perfrules.diagnostics import Source
from perfrules.sheets import Budget, Checkpoint, Indicator, Sheet, import_source

SETTINGS = law(300)
FIRST, LAST = 0x5000, 0x9E00
# Characters of labels, headings and marks must not be among those that are distinguished.
RESERVED = set(
    "项目编码专资金名称预算规模及用途数其中财政他支出计划绩效标级指描述值确定依据"
    "一二三四五六七八九十百零章节篇部分表注备附单位元千万亿半点两壹叁负"
)


class Unique:
    """Hands out texts no character of which occurs twice."""

    def __init__(self) -> None:
        self.characters = (chr(code) for code in range(FIRST, LAST) if chr(code) not in RESERVED)

    def __call__(self, length: int = 3) -> str:
        return "".join(next(self.characters) for _ in range(length))


def sheet_of_unique_texts(text: Unique, goals: int, rows: int) -> Sheet:
    levels = [(text(), text()) for _ in range(3)]
    return Sheet(
        title=f"{text()}绩效目标表",
        code=text(),
        name=text(),
        purpose=text(),
        budget=Budget(),
        plan=tuple(Checkpoint(text()) for _ in range(4)),
        goals=tuple(text(6) for _ in range(goals)),
        indicators=tuple(
            Indicator(*levels[number * 3 // rows], text(), text(), text(), text()) for number in range(rows)
        ),
    )


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document of prose and sheets in which every character that is not a label occurs once."""
    text = Unique()
    chunks = []
    for number in range(draw(st.integers(1, 3))):
        sheet = sheet_of_unique_texts(text, draw(st.integers(0, 4)), draw(st.integers(1, 6)))
        prose = [f"第{'一二三'[number]}部分", f"（一）{text()}。{text(20)}", f"一、{text()}", text(50)]
        kept = draw(st.lists(st.sampled_from(prose), max_size=4, unique=True))
        chunks += [*kept, "", draw(layouts()).document([sheet])]
    return "\n".join(chunks)


@st.composite
def damaged_documents(draw: st.DrawFn) -> str:
    """Such a document with lines dropped, repeated, swapped, blanked and broken, and the end cut off."""
    lines = draw(documents()).splitlines()
    chance = random.Random(draw(st.integers(0, 10**6)))  # noqa: S311 - texts, no secret
    for _ in range(draw(st.integers(0, 12))):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, "")
            case 2:
                lines.insert(at, chance.choice(["\t", "\t\t", "  ", "\t......", "\t一级指标", "\t项目编码"]))
            case 3:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 4:
                cut = chance.randrange(len(lines[at]) + 1)
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
            case _:
                lines[at] = lines[at].replace("\t", chance.choice(["", " \t", "\t\t"]))
        lines = lines or [""]
    text = "\n".join(lines)
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text


def lost(text: str) -> set[str]:
    """The characters of their own that stand in the text and nowhere in what was read from it."""
    found = import_source(Source(text))
    kept = json.dumps(found.to_json(), ensure_ascii=False)
    kept += "".join(value for diagnostic in found.diagnostics for value in diagnostic.arguments.values())
    return {
        character for character in text if chr(FIRST) <= character < chr(LAST) and character not in RESERVED
    } - set(kept)


class TestNothingIsLost:
    """Every character of a document is in a sheet, the narrative or a diagnostic, whatever befell it."""

    @SETTINGS
    @given(documents())
    def test_of_a_whole_document(self, text: str) -> None:
        assert lost(text) == set()

    @SETTINGS
    @given(damaged_documents())
    def test_of_a_damaged_document(self, text: str) -> None:
        assert lost(text) == set()


class TestNothingRaises:
    """Any text whatever is read without an error."""

    @SETTINGS
    @given(
        st.text(
            st.sampled_from("\t\n\r \u3000\x0b\x0c一级指标值项目编码第部分表（）、。1%……a\u2028\x85\x1c"),
            max_size=200,
        )
        | st.text(max_size=100)
    )
    def test_any_text_is_read(self, text: str) -> None:
        import_source(Source(text)).to_json()


def test_a_document_with_unique_characters_has_all_its_sheets() -> None:
    sheet = sheet_of_unique_texts(Unique(), 3, 5)
    assert import_source(Source(Layout().document([sheet]))).sheets == (sheet,)
