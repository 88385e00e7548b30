"""Rules drawn over a number line: in the terminal, and as SVG."""

from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as Xml

import pytest
from paths import GOLDEN

from perfrules.diagnostics import display_width
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition, Rule
from perfrules.policies.loader import find_policy, read_policy
from perfrules.reports.number_lines.as_svg import NARROW, as_svg
from perfrules.reports.number_lines.as_text import as_text
from perfrules.reports.number_lines.lines import MOST_TICKS, PictureError, number_lines
from perfrules.values import Interval, IntervalSet

FOLDER = GOLDEN / "good" / "number_lines"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_drawn(path, language):
    lines = number_lines(read_policy(path))
    text = as_text(lines, 72, language) + "\n"
    assert text == path.with_suffix(f".{language}.txt").read_text(encoding="utf-8")
    assert as_svg(lines, language) == path.with_suffix(f".{language}.svg").read_text(encoding="utf-8")


def policy_of(*ends, **facts):
    """Adjacent tiers of an amount."""
    rules = [
        Rule(f"r{at}", {"amount": Condition(IntervalSet((Interval(low, True, high, False),)))}, {"who": "甲"})
        for at, (low, high) in enumerate(pairwise(ends))
    ]
    return DecisionPolicy(
        Head("unit.tiers"), (Input("amount", "money"),), (Output("who"),), tuple(rules), **facts
    )


class TestModel:
    def test_steps_decide_what_a_gap_is(self):
        (line,) = number_lines(read_policy(FOLDER / "defects.yaml"))[:1]
        reported = [(mark.kind, str(line.interval(mark.stretch))) for mark in line.marks]
        assert reported == [("gap", "(500, 501)"), ("overlap", "[2000, 2000]")]

    def test_adjacent_on_the_step_is_no_gap(self):
        cents = Input("amount", "money", domain=IntervalSet.from_(Fraction(0)), step=Fraction(1, 100))
        rules = (
            Rule("low", {"amount": Condition(IntervalSet.up_to(Fraction(500)))}, {"who": "甲"}),
            Rule("high", {"amount": Condition(IntervalSet.from_(Fraction(50001, 100)))}, {"who": "乙"}),
        )
        (line,) = number_lines(DecisionPolicy(Head("unit.cents"), (cents,), (Output("who"),), rules))
        assert line.marks == ()

    def test_json(self):
        (line,) = number_lines(policy_of(Fraction(0), Fraction(10)))
        assert line.to_json() == {
            "policy": "unit.tiers",
            "input": "amount",
            "unit": "元",
            "others": {},
            "ticks": ["0", "10"],
            "rows": [{"rule": "r0", "holds": [["0", True, "10", False]], "overridden": []}],
            "marks": [
                {"kind": "gap", "settled": False, "values": [[None, False, "0", False]]},
                {"kind": "gap", "settled": False, "values": [["10", True, None, False]]},
            ],
        }

    @pytest.mark.parametrize(("facts", "settled"), [({"partial": True}, True), ({}, False)])
    def test_a_gap_that_is_meant_is_settled(self, facts, settled):
        (line,) = number_lines(policy_of(Fraction(0), Fraction(10), **facts))
        assert {mark.settled for mark in line.marks} == {settled}


class TestRefusals:
    def test_an_input_without_order(self):
        with pytest.raises(PictureError) as refused:
            number_lines(find_policy("teaching.procurement"), "item")
        assert refused.value.code == "PR741"

    def test_too_many_thresholds(self):
        with pytest.raises(PictureError) as refused:
            number_lines(policy_of(*map(Fraction, range(MOST_TICKS + 1))))
        assert refused.value.code == "PR742"

    def test_too_many_differences(self):
        inputs = tuple(Input(name, "number") for name in "ab")
        rules = tuple(
            Rule(f"r{at}", {name: Condition(IntervalSet.point(Fraction(at))) for name in "ab"}, {"who": "甲"})
            for at in range(40)
        )
        policy = DecisionPolicy(Head("unit.many"), inputs, (Output("who"),), rules)
        with pytest.raises(PictureError) as refused:
            number_lines(policy)
        assert refused.value.code == "PR740"


class TestSvg:
    def shown(self, policy, width=NARROW):
        return Xml.fromstring(as_svg(number_lines(policy), "zh", width))  # noqa: S314 - our own

    def test_names_from_a_file_are_no_markup(self):
        rule = Rule(
            "r", {"amount": Condition(IntervalSet.from_(Fraction(0)))}, {"who": "甲"}, title="<script>\x1b"
        )
        policy = DecisionPolicy(Head("u"), (Input("amount", "money"),), (Output("who"),), (rule,))
        root = self.shown(policy)
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
            "svg", "title", "desc", "rect", "g", "text", "line", "circle", "polygon",
        }  # fmt: skip
        assert "<script><U+001B>" in [each.text for each in root.iter(f"{SVG}text")]

    @pytest.mark.parametrize("width", [NARROW, 1280])
    @pytest.mark.parametrize("ends", [(0, 1), (0, 1999, 2000, 2001, 2002, 2003), range(1000000, 1000030)])
    def test_labels_of_thresholds_keep_clear_of_one_another(self, ends, width):
        root = self.shown(policy_of(*map(Fraction, ends)), width)
        assert int(root.get("width")) >= width
        labels = [each for each in root.iter(f"{SVG}text") if each.get("text-anchor") == "middle"]
        assert len(labels) == len(ends)
        rows = {}
        for each in labels:
            half = display_width(each.text) * 3
            low, high = int(each.get("x")) - half, int(each.get("x")) + half
            assert low >= 0
            assert high <= int(root.get("width"))
            assert all(
                high < other_low or other_high < low for other_low, other_high in rows.get(each.get("y"), [])
            )
            rows.setdefault(each.get("y"), []).append((low, high))


@pytest.mark.parametrize("width", [30, 60, 120])
def test_text_lines_up_however_wide(width):
    lines = as_text(number_lines(read_policy(FOLDER / "defects.yaml")), width, "zh").splitlines()
    starts = {display_width(each[: each.index("├")]) for each in lines if "├" in each}
    bars = [each for each in lines if each.startswith("  单位")]
    assert starts == {display_width(each[: each.index("●")]) for each in bars}
