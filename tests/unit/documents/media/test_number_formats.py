"""What a cell shows under its number format, and which formats do not say it."""

from __future__ import annotations

import pytest

from perfrules.documents.media.pages.workbook.number_formats import shown_number
from perfrules.documents.media.xlsx import UnsaidError

SHOWN = {
    ("-5", "0;(0)"): ("(5)", False),
    ("0", '0;-0;"无"0'): ("无0", False),
    ("3", "General"): ("3", False),
    ("3", "@"): ("3", False),
    ("1200", "[Red]0"): ("1200", False),
    ("0.055", "0%"): ("6%", True),
}
UNSAID = {
    ("#N/A", "0"): "PR932",
    ("inf", "0"): "PR932",
    ("5", "0/0"): "PR933",
    ("5", "[>100]0"): "PR933",
    ("5", "0E+00"): "PR933",
    ("5000000", "0,"): "PR933",
    ("5", "0 0 @ 0"): "PR933",
}


@pytest.mark.parametrize(("text", "shown_as"), SHOWN)
def test_what_is_shown(text, shown_as):
    assert shown_number(text, shown_as) == SHOWN[text, shown_as]


@pytest.mark.parametrize(("text", "shown_as"), UNSAID)
def test_what_a_format_does_not_say_is_refused(text, shown_as):
    with pytest.raises(UnsaidError) as refused:
        shown_number(text, shown_as)
    assert refused.value.code == UNSAID[text, shown_as]
