"""Fonts of PDF files use radicals for whole characters; the characters are read."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from perfrules.documents.media.pages.pdf.lines import text_of_line


def read(text: str) -> str:
    return text_of_line(
        [{"text": each, "x0": 10 * at, "x1": 10 * at + 10, "size": 10} for at, each in enumerate(text)]
    )


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("增⻓率", "增长率"),
        ("居⺠满意度", "居民满意度"),
        ("公务用⻋", "公务用车"),
        ("⼈数", "人数"),
        ("⺟子", "母子"),
    ],
)
def test_radicals_are_the_characters_that_they_look_like(drawn, meant):
    assert read(drawn) == meant


def test_no_whole_character_of_a_compatibility_mapping_stays_a_radical():
    radicals = [chr(code) for code in range(0x2E80, 0x2FD6) if normalize("NFKC", chr(code)) != chr(code)]
    assert [each for each in radicals if "\u2e80" <= read(each) <= "\u2fdf"] == []


def test_other_characters_stay_as_they_are():
    assert read("≥95%，㎡") == "≥95%，㎡"
