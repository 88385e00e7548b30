import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paths import GOLDEN
from strategies import SETTINGS

from perfrules.diagnostics import Diagnostic, Source, Span, display_width, render, visible
from perfrules.diagnostics.render import first_line

FOLDER = GOLDEN / "bad" / "diagnostics"

WIDE = "每月8日前, ２０次 a级"
TABLE = "id: 甲\n目标: ≥≥95%\n说明: 验收合格率 ≥ 95％（含）\n"
LONG = "目标" * 80 + "≥≥" + "95%以上" * 60


def found(text, start, end, name=None, code="PR231", **facts):
    return Diagnostic(code, {"text": text[start:end], **facts}, Span(start, end), Source(text, name))


CASES = {
    "wide-before": found(WIDE, 7, 9),
    "wide-marked": found(WIDE, 0, 5),
    "mixed-marked": found(WIDE, 2, 4),
    "no-width-at-end": found("≥95%", 4, 4),
    "empty-text": found("", 0, 0),
    "file-line": found(TABLE, 11, 12, "2025/教育.yaml"),
    "file-last-line": found(TABLE, TABLE.index("（"), TABLE.index("）") + 1, "2025/教育.yaml"),
    "two-lines": found(TABLE, 7, 20, "表.yaml"),
    "tenth-line": found("\n" * 9 + "目标: 约", 13, 14, "表.yaml"),
    "cut-before-and-after": found(LONG, 160, 162, "表.yaml"),
    "cut-inside": found(LONG, 0, len(LONG), "表.yaml"),
    "combining": found("e\u0301e\u0301 甲\u20dd 约", 8, 9),
    "combining-marked": found("e\u0301e\u0301", 0, 4),
    "tab-before": found("\t约", 1, 2),
    "control": found("\x1b[31m约\x07\u202e\u200b\ufe0f\u3164", 5, 6, "\x1b[2J.yaml"),
    "control-marked": found("a\x1bb", 0, 3),
    "carriage-return": found("目标: 约\r\n", 4, 5),
    "no-place": Diagnostic("PR231", {"text": "约"}, source=Source("约", "表.yaml")),
    "no-source": Diagnostic("PR231", {"text": "约"}),
    "related": Diagnostic(
        "PR231",
        {"text": "约"},
        Span(4, 5),
        Source("目标: 约", "表.yaml"),
        (found("目标: 两", 4, 5, "表.yaml"),),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_the_terminal_shows(name):
    said = render(CASES[name], "zh") + "\n\n" + render(CASES[name], "en") + "\n"
    assert said == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_file_has_its_case():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES)


def excerpt(diagnostic):
    """The line and the carets under it, without the margin."""
    lines = render(diagnostic).splitlines()
    carets = next(
        at
        for at, line in enumerate(lines)
        if line.partition("| ")[2].strip(" \u3000^＾") == "" and "| " in line and at
    )
    return lines[carets - 1].partition("| ")[2], lines[carets].partition("| ")[2]


# Narrow, wide, combining, ambiguous, controls, and the blanks of both widths.
CHARACTERS = st.sampled_from("aA9%≥“目标（）５＝ 　é\u0301\u20dd\t\x1b\u200b\u202eｱ한😀·—")
TEXTS = st.text(CHARACTERS, min_size=1, max_size=120)


class TestTheCarets:
    """Whatever the text, the carets begin and end in the terminal's columns of what they mark."""

    @SETTINGS
    @given(TEXTS, st.data())
    def test_stand_under_what_they_mark(self, text, data):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        line, carets = excerpt(found(text, start, end))
        blanks = carets.rstrip("^＾")
        assert display_width(blanks) == display_width(visible(text[:start]))
        assert display_width(carets) - display_width(blanks) == max(
            1, display_width(visible(text[start:end]))
        )
        assert line == (visible(text[:start]) + visible(text[start:end]) + visible(text[end:])).rstrip()

    @SETTINGS
    @given(TEXTS.filter(lambda text: not any(map(unicodedata.combining, text))), st.data())
    def test_are_as_wide_as_the_characters_above_them(self, text, data):
        start = data.draw(st.integers(0, len(text)))
        shown, blanks = visible(text[:start]), excerpt(found(text, start, len(text)))[1].rstrip("^＾")
        pairs = zip((each for each in shown if display_width(each)), blanks, strict=True)
        assert all(display_width(above) == display_width(below) for above, below in pairs)

    @SETTINGS
    @given(st.text(CHARACTERS, min_size=161, max_size=600), st.data())
    def test_long_lines_are_cut_around_the_place(self, text, data):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 10)))
        line, carets = excerpt(found(text, start, end))
        assert len(line) <= 8 * 170
        marked, column = visible(text[start:end]).rstrip(), display_width(carets.rstrip("^＾"))
        line += "\u3000 " * 200  # blanks at the end are not put out
        columns = accumulate(map(display_width, line), initial=0)
        starts = [at for at, width in enumerate(columns) if width == column]
        assert any(line.startswith(marked, at) for at in starts) or (
            not marked and column <= display_width(line)
        )


OUTPUTS = [
    lambda diagnostic: render(diagnostic, "zh"),
    lambda diagnostic: render(diagnostic, "en"),
    first_line,
]


class TestTheTerminal:
    """Nothing that a text holds reaches the terminal as an order."""

    @SETTINGS
    @given(st.text(), st.text(), st.data())
    def test_no_control_or_invisible_character_is_put_out(self, text, name, data):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        diagnostic = found(text, start, end, name, other=text)
        for output in OUTPUTS:
            for character in output(diagnostic).replace("\n", ""):
                assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}

    @SETTINGS
    @given(st.text())
    def test_one_line_stays_one_line(self, text):
        assert len(first_line(found(text, 0, len(text), "表.yaml")).splitlines()) == 1

    @SETTINGS
    @given(st.text())
    def test_what_is_visible_stays_as_it_is(self, text):
        assert visible(visible(text)) == visible(text)

    @pytest.mark.parametrize(
        "code", [0x00, 0x1B, 0x7F, 0x9B, 0xAD, 0x200B, 0x202E, 0x2028, 0xFEFF, 0xD800, 0x3164, 0xFE0F]
    )
    def test_a_hidden_character_is_named(self, code):
        assert visible(f"甲{chr(code)}乙") == f"甲<U+{code:04X}>乙"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("绩效", 4),
        ("１５％", 6),
        ("≥95%", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("ｱ", 1),
        ("😀", 2),
        ("　", 2),
    ],
)
def test_display_width(text, width):
    assert display_width(text) == width


def test_a_diagnostic_on_one_line():
    assert first_line(CASES["file-line"]) == "2025/教育.yaml:2:6: PR231 “≥”不是确切的数"
    assert first_line(CASES["no-place"], "en") == "表.yaml: PR231 `约` is not an exact number"
    assert first_line(CASES["no-source"], "en") == "PR231 `约` is not an exact number"
