"""Differences of policies that compute: the names, tables and answers that changed."""

from fractions import Fraction

import pytest

from perfrules.analysis.differences.diff import diff
from perfrules.policies.loader import read_policy_text

TEXT = """
kind: decision
id: unit.meeting
inputs:
  kind: {type: choice, of: [一类, 二类]}
  people: {type: count, unit: 人, domain: 1人至500人}
  days: {type: duration, unit: 天, domain: 0.5天至10天, step: 0.5天}
  spent: {type: money, domain: 0元至1000000元, step: 0.01元}
compute: {limit: 定额(kind) × people × days}
tables: {定额: {by: kind, unit: 元/人/天, values: {一类: 760, 二类: 650}}}
outputs: {verdict: {type: text}, pay: {type: money}}
rules:
  - {id: within, when: {spent: 不超过 limit}, then: {verdict: 同意, pay: spent}}
  - {id: beyond, when: {spent: 超过 limit}, then: {verdict: 不同意, pay: limit}}
"""


def found(was, now, text=TEXT):
    assert was in text
    return diff(*(read_policy_text(each, "a.yaml")[1] for each in (text, text.replace(was, now))))


def test_a_rate_that_changed_is_shown_with_both_amounts():
    differences = found("一类: 760", "一类: 800")
    assert differences.rest == "none"
    texts = [each.texts() for each in differences]
    assert ("verdict：不同意；pay：limit = 380元", "verdict：不同意；pay：limit = 400元") in texts
    assert {each.witness["kind"] for each in differences} == {"一类"}


def test_a_rate_that_changed_counts_where_only_conditions_use_it():
    text = TEXT.replace(", pay: spent}", "}").replace(", pay: limit}", "}")
    (only,) = found("一类: 760", "一类: 800", text)
    assert only.witness["kind"] == "一类"
    assert only.texts() == ("verdict：不同意", "verdict：同意")
    assert not found("二类: 650", "二类: 650.0", text)


def test_the_same_amount_by_another_formula_is_no_difference():
    same = found("pay: limit}", "pay: {formula: spent, cap: limit}}")
    assert (len(same), same.rest) == (0, "none")


def test_a_sum_in_another_order_is_no_difference():
    text = TEXT.replace("pay: limit}", "pay: spent + limit}")
    for now in ("pay: limit + spent}", "pay: (spent + limit) + 0元}"):
        same = found("pay: spent + limit}", now, text)
        assert (len(same), same.rest) == (0, "none")


def test_a_point_is_looked_up_in_numbers():
    differences = found("pay: limit}", "pay: 0元}")
    point = {"kind": "二类", "people": Fraction(1), "days": Fraction(1), "spent": Fraction(651)}
    assert differences.difference_at(point) is not None
    assert differences.difference_at({**point, "spent": Fraction(650)}) is None


@pytest.mark.parametrize(
    ("was", "now"),
    [
        # Several rules' formulas are put together.
        ("rules:", "hit: collect\nrules:"),
        # The table has no row for a kind that only the new policy knows.
        ("of: [一类, 二类]", "of: [一类, 二类, 三类]"),
    ],
)
def test_what_cannot_be_compared_is_not_decided(was, now):
    new = TEXT.replace(was, now)
    if "三类" in now:
        new = new.replace("二类: 650", "二类: 650, 三类: 550")
    differences = diff(*(read_policy_text(each, "a.yaml")[1] for each in (TEXT, new)))
    assert differences.rest == "unknown"


class TestFactsOfUndecidedPolicies:
    """Where the differences are unknown, single facts are still compared."""

    NEW = (
        TEXT.replace("of: [一类, 二类]", "of: [一类, 二类, 三类]")
        .replace("二类: 650}", "二类: 650, 三类: 550}")
        .replace("一类: 760", "一类: 800")
    )

    @pytest.mark.parametrize(
        ("kind", "texts"),
        [
            ("一类", ("verdict：不同意；pay：760元", "verdict：不同意；pay：800元")),
            ("二类", None),
            ("三类", ("不在取值范围内", "verdict：不同意；pay：550元")),
        ],
    )
    def test_are_compared_in_numbers(self, kind, texts):
        differences = diff(*(read_policy_text(each, "a.yaml")[1] for each in (TEXT, self.NEW)))
        assert (differences.rest, len(differences)) == ("unknown", 0)
        point = {"kind": kind, "people": Fraction(1), "days": Fraction(1), "spent": Fraction(1000)}
        found = differences.difference_at(point)
        assert (found and found.texts()) == texts


class TestLimits:
    HEAD = "kind: decision\nid: unit.limits\ninputs:\n  a: {type: money, domain: 1元至100元}\n"

    def rest(self, *texts):
        return diff(*(read_policy_text(self.HEAD + each, "a.yaml")[1] for each in texts)).rest

    @pytest.mark.parametrize(("count", "rest"), [(6, "none"), (7, "unknown")])
    def test_of_rules_that_add_up(self, count, rest):
        """Seven rules may apply in 128 combinations; more than 64 are not compared."""
        names = [f"b{at}" for at in range(count)]
        inputs = "".join(f"  {name}: {{type: boolean}}\n" for name in names)
        rules = "".join(
            f"  - {{id: r{name}, when: {{{name}: 是}}, then: {{pay: a × 2}}}}\n" for name in names
        )
        old = f"{inputs}outputs: {{pay: {{type: money, combine: sum}}}}\nhit: collect\nrules:\n{rules}"
        assert self.rest(old, old.replace("a × 2", "a × 3", 1)) == rest

    @pytest.mark.parametrize(("count", "rest"), [(7, "none"), (8, "unknown")])
    def test_of_pairs_of_formulas(self, count, rest):
        """Each rule of one policy may apply with each of the other; more than 60 pairs are not compared."""
        inputs = "".join(f"  {name}: {{type: count, domain: 0-{count - 1}}}\n" for name in "bc")

        def text(name, first):
            rules = "".join(
                f"  - {{id: r{at}, when: {{{name}: {at}}}, then: {{pay: a × {first + at}}}}}\n"
                for at in range(count)
            )
            return f"{inputs}outputs: {{pay: {{type: money}}}}\nrules:\n{rules}"

        assert self.rest(text("b", 1), text("c", 101)) == rest
