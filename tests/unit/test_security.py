"""The limits in SECURITY.md are those of the code."""

from __future__ import annotations

import re

import pytest
from paths import ROOT

from perfrules.documents import limits
from perfrules.documents.media import ooxml, package_limits, part_events, xlsx, xml
from perfrules.documents.media.pages import html
from perfrules.documents.media.pages.pdf import reader as pdf
from perfrules.expressions.text.characters import LONGEST
from perfrules.formulas.phrases import DEEPEST
from perfrules.formulas.scope import LONGEST_FACT
from perfrules.values import numerals

MIB = 1024 * 1024


def rows(*path):
    """The limits in the table of a page, by what is read."""
    lines = ROOT.joinpath(*path).read_text(encoding="utf-8").splitlines()
    return {row.split("|")[1].strip(): row.split("|")[2] for row in lines if row.startswith("| ")}


ROWS = rows("SECURITY.md")
CHINESE = rows("docs", "zh", "security.md")


@pytest.mark.parametrize(
    ("row", "stated"),
    [
        ("any file", (f"{limits.MAX_BYTES // MIB} MiB",)),
        ("YAML", (f"{limits.MAX_CHARACTERS:,} characters", f"{limits.MAX_DEPTH} levels")),
        (
            ".xlsx, .docx",
            (
                f"{ooxml.MAX_PARTS:,} parts",
                f"{ooxml.MAX_INFLATED // MIB} MiB when inflated",
                f"{package_limits.MOST_CELLS:,} cells",
                f"{package_limits.MOST_PARAGRAPHS:,} paragraphs",
                f"{part_events.MOST_DEPTH} levels",
            ),
        ),
        ("policies in .xlsx", (f"{xlsx.MOST_ROWS:,} rows", f"{xlsx.MOST_COLUMNS} columns")),
        ("DMN", (f"{xml.MAX_XML_DEPTH} levels", f"{xml.MAX_XML_ELEMENTS:,} elements")),
        (
            ".html",
            (
                f"{html.MOST_CHARACTERS:,} characters",
                f"{html.MOST_DEPTH:,} levels",
                f"{html.MOST_SPAN:,} cells",
            ),
        ),
        (".pdf", (f"{pdf.MOST_PAGES} pages",)),
        (
            "expressions and formulas",
            (f"{LONGEST} characters", f"{DEEPEST} levels", f"{numerals.LONGEST} digits"),
        ),
        ("facts", (f"{LONGEST_FACT} digits",)),
    ],
)
def test_the_limits_of_an_input_are_stated(row, stated):
    assert [each for each in stated if each not in ROWS[row]] == []


def test_the_chinese_page_states_the_same_figures():
    english, chinese = (
        [re.findall(r"\d[\d,]*", limit) for limit in page.values()] for page in (ROWS, CHINESE)
    )
    assert english == chinese
