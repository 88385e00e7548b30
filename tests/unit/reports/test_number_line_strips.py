"""The strip of grades: to scale, with a mark, distinguishable in grey and without seeing colours."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from defusedxml import ElementTree as Xml
from evaluations import SCORER

from perfrules.policies.base.head import Head
from perfrules.policies.decisions.bands import band_policy, score_input
from perfrules.policies.decisions.rules import Condition
from perfrules.reports.number_lines.as_strip import LOOKS, as_strip, rank
from perfrules.reports.number_lines.lines import number_lines
from perfrules.values import IntervalSet

SVG = "{http://www.w3.org/2000/svg}"
(GRADES,) = number_lines(SCORER.policy.grades, "score")


def drawn(value, line=GRADES, language="zh"):
    return Xml.fromstring(as_strip(line, Decimal(value), language))


def bands(picture):
    return [(int(each.get("x")), int(each.get("width"))) for each in picture.iter(f"{SVG}rect")]


def mark(picture):
    (polygon,) = picture.iter(f"{SVG}polygon")
    return int(polygon.get("points").split()[2].partition(",")[0])


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_bands_are_as_wide_as_they_are():
    assert bands(drawn("95.44")) == [(323, 36), (287, 36), (216, 71), (1, 215)]


@pytest.mark.parametrize(
    ("value", "at"), [("0.00", 1), ("60.00", 216), ("90.00", 323), ("100.00", 359), ("120", 359)]
)
def test_the_mark_stands_where_the_value_is(value, at):
    assert mark(drawn(value)) == at


def test_the_value_is_shown_with_its_decimals():
    assert "90.00" in [each.text for each in drawn("90.00").iter(f"{SVG}text")]


def test_says_in_words_what_it_draws():
    (title,) = drawn("95.44").iter(f"{SVG}title")
    assert title.text.startswith("优：不低于90分；良：不低于80分且低于90分")
    (title,) = drawn("95.44", language="en").iter(f"{SVG}title")
    assert "差: below 60分" in title.text


def test_a_gap_between_bands_is_dashed():
    conditions = [Condition(IntervalSet.from_(Fraction(90))), Condition(IntervalSet.up_to(Fraction(60)))]
    policy = band_policy(
        Head("unit.grades"), score_input(Fraction(100)), zip(("优", "差"), conditions, strict=True)
    )
    (line,) = number_lines(policy, "score")
    assert len(re.findall("stroke-dasharray", as_strip(line, Decimal(50)))) == 1


def test_names_that_do_not_fit_are_left_to_the_words():
    whole = Condition(IntervalSet.from_(Fraction(99)))
    policy = band_policy(Head("unit.grades"), score_input(Fraction(100)), [("特别优秀", whole)])
    (line,) = number_lines(policy, "score")
    picture = drawn("50", line)
    assert "特别优秀" not in [each.text for each in picture.iter(f"{SVG}text")]
    assert "特别优秀" in next(picture.iter(f"{SVG}title")).text


class TestLooks:
    def test_get_lighter_from_the_best_to_the_worst(self):
        shades = [luminance(look["fill"]) for look in LOOKS]
        assert shades == sorted(shades)
        steps = [contrast(one["fill"], other["fill"]) for one, other in pairwise(LOOKS)]
        assert min(steps) > 1.3

    def test_can_be_read(self):
        assert min(contrast(look["fill"], look["ink"]) for look in LOOKS) >= 4.5

    def test_outer_ranks_keep_the_outer_looks(self):
        for count in range(2, 7):
            ranks = [rank(at, count) for at in range(count)]
            assert (ranks[0], ranks[-1]) == (0, len(LOOKS) - 1)
            assert ranks == sorted(ranks)
