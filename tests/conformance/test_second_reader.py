"""A reader that shares no code with perfrules passes the cases that it answers."""

from __future__ import annotations

import shlex
import sys
from datetime import date

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from paths import ROOT
from reference import expressions

from perfrules.cli import main
from perfrules.testing.conformance.answers import answer
from perfrules.testing.conformance.cases import conformance_cases
from perfrules.testing.conformance.report import report_of

CASES = [each for each in conformance_cases() if each.kind == "expression"]
COMMAND = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'tests' / 'reference' / 'expressions.py'))}"
KNOWN = 26
"""The cases that the second reader answers."""


def test_it_answers_as_expected_or_not_at_all():
    given = {each.id: {"reading": expressions.read(each.question["text"])} for each in CASES}
    known = [each for each in CASES if given[each.id]["reading"] is not None]
    assert len(known) == KNOWN
    assert report_of(known, given).failures == ()


def test_the_command_counts_what_it_leaves_out():
    result = CliRunner().invoke(
        main, ["conformance", "--kind", "expression", "--against", COMMAND, "--lang", "en"]
    )
    assert result.exit_code == 1
    assert f"{KNOWN} of {len(CASES)}" in result.stdout


NUMBERS = st.from_regex(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,2})?", fullmatch=True, alphabet="0123456789.")
SCALES = st.sampled_from(["", "", "万", "亿"])
UNITS = st.sampled_from(expressions.UNITS)
BEFORE = st.sampled_from(["", *expressions.BEFORE])
BEHIND = st.sampled_from(["", *expressions.BEHIND])


class TestBothReadersAgree:
    """What the second reader reads, perfrules reads alike."""

    @staticmethod
    def check(text):
        reading = expressions.read(text)
        if reading is not None:
            assert answer({"id": "x", "kind": "expression", "text": text}) == {"id": "x", "reading": reading}

    @given(before=BEFORE, number=NUMBERS, scale=SCALES, unit=UNITS, behind=BEHIND)
    def test_on_one_number(self, before, number, scale, unit, behind):
        self.check(before + number + scale + unit + behind)

    @given(low=NUMBERS, high=NUMBERS, unit=UNITS, above=st.sampled_from("≥>"), below=st.sampled_from("≤<"))
    def test_on_a_range(self, low, high, unit, above, below):
        self.check(f"{above}{low}{unit}且{below}{high}{unit}")

    @given(day=st.dates(date(1950, 1, 1), date(2099, 12, 31)))
    def test_on_a_day(self, day):
        self.check(f"{day.year:04}年{day.month}月{day.day}日前")
