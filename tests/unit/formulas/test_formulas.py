"""Formulas: how they are read, which values they have, and where they are refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules.formulas.build import read_formula
from perfrules.formulas.errors import FormulaError
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.nodes import Row, Table
from perfrules.formulas.scope import ChoiceSymbol, FormulaScope, NumberSymbol
from perfrules.formulas.to_text import formula_text
from perfrules.values import Interval, IntervalSet, default_units

UNITS = default_units()
KINDS = {"一类": 760, "二类": 650, "三类": 550}


def number(name: str, unit: str, low: int = 1, title: str = "") -> NumberSymbol:
    return NumberSymbol(name, UNITS[unit], Interval(Fraction(low), True, None, False), title)


def band(low: int | None, high: int | None, rate: str) -> Row:
    ends = (None if low is None else Fraction(low), False, None if high is None else Fraction(high), True)
    return Row((IntervalSet((Interval(*ends),)),), Fraction(rate), (f"{low}–{high}",))


RATES = Table(
    "定额",
    ("kind",),
    tuple(Row((frozenset({kind}),), Fraction(rate), (kind,)) for kind, rate in KINDS.items()),
    UNITS["元/人/天"],
)
FEES = Table(
    "费率", ("spent",), (band(None, 100, "1.5"), band(100, 500, "0.8"), band(500, None, "0.5")), UNITS["%"]
)
SCOPE = FormulaScope(
    (
        number("people", "人", title="参会人数"),
        number("days", "天"),
        number("hours", "小时"),
        number("spent", "元", 0),
        number("limit", "元"),
        number("share", "%"),
        ChoiceSymbol("kind", frozenset(KINDS), "会议类别"),
    ),
    (RATES, FEES),
)
VALUES = {
    "people": Fraction(40),
    "days": Fraction(2),
    "hours": Fraction(12),
    "spent": Fraction(600),
    "limit": Fraction(400),
    "share": Fraction(50),
    "kind": "三类",
}


class TestValues:
    """The exact number of a formula, and its unit."""

    @pytest.mark.parametrize(
        ("text", "value", "unit"),
        [
            ("定额(kind) × people × days", "44000", "元"),
            ("定额 * 参会人数 * days", "44000", "元"),
            ("650元/人/天 × people × days", "52000", "元"),
            ("（spent ＋ limit） × 2", "2000", "元"),
            ("spent - limit - 100元", "100", "元"),
            ("spent - (limit - 100元)", "300", "元"),
            ("spent ÷ limit", "3/2", ""),
            ("spent ÷ 2 × 3", "900", "元"),
            ("spent / people", "15", "元/人"),
            ("spent/people", "15", "元/人"),
            ("100元/people", "5/2", "元/人"),
            ("days + hours", "5/2", "天"),
            ("hours + days", "60", "小时"),
            ("days ÷ hours", "4", ""),
            ("spent × share", "300", "元"),
            ("spent × 10%", "60", "元"),
            ("-spent + limit", "-200", "元"),
            ("最小(spent, limit, 0.05万元)", "400", "元"),
            ("max(spent, limit)", "600", "元"),
            ("最大(0, limit - spent)", "0", "元"),
            ("取整(spent ÷ 7, 0.01元)", "8571/100", "元"),
            ("取整(spent ÷ 7, 0.01元, 向上)", "8572/100", "元"),
            ("round(spent ÷ 7, 1元, down)", "85", "元"),
            ("累进(spent, 费率)", "26/5", "元"),
            ("累进(50元, 费率)", "3/4", "元"),
            ("二百元 + spent", "800", "元"),
            ("3千元 + spent", "3600", "元"),
            ("spent + 0.5百元", "650", "元"),
            ("650元/人·天 × people × days", "52000", "元"),
            ("2024 - 1 - 1", "2022", ""),
            ("“spent” × 2", "1200", "元"),
        ],
    )
    def test_are_exact(self, text: str, value: str, unit: str) -> None:
        formula = read_formula(text, SCOPE)
        assert evaluate(formula.node, VALUES) == Fraction(value)
        assert formula.unit.name == unit

    def test_are_given_in_the_unit_asked_for(self):
        assert evaluate(read_formula("spent ÷ limit", SCOPE, UNITS["%"]).node, VALUES) == 150
        assert evaluate(read_formula("hours", SCOPE, UNITS["天"]).node, VALUES) == Fraction(1, 2)


class TestRefusals:
    """A text that is not a formula of the scope has a code and the place."""

    @pytest.mark.parametrize(
        ("text", "code", "part"),
        [
            ("spent ×", "PR298", "×"),
            ("最小(spent,", "PR298", ","),
            ("最小(spent", "PR294", "t"),
            ("取整((spent + 1元)", "PR298", ")"),
            ("2024-01-01 - spent", "PR299", "2024-01-01"),
            ("spent × 2023年9月", "PR299", "2023年9月"),
            ("1,000元 + spent", "PR270", ",000元 + spent"),
            ("spent limit", "PR271", "spent limit"),
            ("limt × 2", "PR271", "limt"),
            ("spent的0分之1", "PR275", "0分之1"),
            ("spent + days", "PR272", "days"),
            ("spent + 5", "PR272", "5"),
            ("spent ÷ (limit - 1元)", "PR275", "(limit - 1元)"),
            ("spent ÷ 0", "PR275", "0"),
            ("最小(spent)", "PR278", "最小(spent)"),
            ("取整(spent)", "PR278", "取整(spent)"),
            ("定额(kind, kind)", "PR278", "定额(kind, kind)"),
            ("kind × 2", "PR279", "kind"),
            ("定额(people)", "PR287", "people"),
            ("累进(people, 定额)", "PR282", "定额"),
            ("累进(people, 费率)", "PR272", "people"),
            ("取整(spent, limit)", "PR285", "limit"),
            ("取整(spent, 1元, 就近)", "PR286", "就近"),
            ("3厘 × spent", "PR270", "厘 × spent"),
        ],
    )
    def test_have_a_code_and_a_place(self, text: str, code: str, part: str) -> None:
        with pytest.raises(FormulaError) as refused:
            read_formula(text, SCOPE)
        found = refused.value.diagnostics[0]
        assert found.code == code
        assert found.span is not None
        assert text[found.span.start : found.span.end] == part

    def test_of_a_unit_clash_name_both_places(self):
        with pytest.raises(FormulaError) as refused:
            read_formula("spent + 2 × days", SCOPE)
        notes = refused.value.diagnostics[0].related
        assert [(note.arguments["part"], note.arguments["unit"]) for note in notes] == [
            ("spent", "元"),
            ("2 × days", "天"),
        ]

    def test_of_a_wrong_unit(self):
        with pytest.raises(FormulaError) as refused:
            read_formula("spent × 2", SCOPE, UNITS["天"])
        assert refused.value.code == "PR283"

    def test_of_a_table_without_a_row(self):
        scope = FormulaScope((ChoiceSymbol("kind", frozenset({*KINDS, "四类"})),), (RATES,))
        with pytest.raises(FormulaError) as refused:
            read_formula("定额", scope)
        assert refused.value.code == "PR277"
        assert refused.value.diagnostics[0].arguments["keys"] == "四类"

    def test_of_a_name_that_is_also_a_unit(self):
        scope = FormulaScope((number("天", ""), number("spent", "元")))
        with pytest.raises(FormulaError) as refused:
            read_formula("spent + 5元/天", scope)
        assert refused.value.code == "PR280"

    def test_of_too_many_digits(self):
        with pytest.raises(FormulaError) as refused:
            read_formula("×".join(["share"] * 20), SCOPE)
        assert refused.value.code == "PR276"

    @pytest.mark.parametrize("text", ["-" * 300 + "share", "+".join(["share"] * 80), "+".join(["a"] * 240)])
    def test_of_deep_nesting_is_an_error_of_its_own(self, text: str) -> None:
        with pytest.raises(FormulaError):
            read_formula(text + "+kind", SCOPE)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("2.5", 2), ("3.5", 4), ("2.51", 3), ("2.49", 2), ("-2.5", -2), ("-3.5", -4), ("-2.51", -3), ("0.5", 0)],
)
def test_a_half_goes_to_the_even_step(value, rounded):
    assert evaluate(read_formula(f"取整({value}, 1, 四舍六入五成双)", FormulaScope()).node, {}) == rounded


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("0 - 2人/天 ÷ 4人", "0 - 2人/天 ÷ 4人"),
        ("2天×3天×5人-0", "2天 × 3天 × 5人 - 0"),
        ("0 + spent", "0元 + spent"),
        ("0 - people ÷ days ÷ people", "0 - people ÷ days ÷ people"),
    ],
)
def test_a_zero_takes_a_unit_that_can_be_written(text, printed):
    node = read_formula(text, SCOPE).node
    assert formula_text(node) == printed
    assert read_formula(printed, SCOPE).node == node


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2 × (3 ÷ 4)", "2 × (3 ÷ 4)"),
        ("2 × 204分之30", "2 × (30 ÷ 204)"),
        ("2 × (3 × 4)", "2 × (3 × 4)"),
        ("2 + (3 - 4)", "2 + (3 - 4)"),
        ("(2 × 3) ÷ 4", "2 × 3 ÷ 4"),
        ("(2 + 3) + 4", "2 + 3 + 4"),
    ],
)
def test_brackets_that_group_otherwise_are_printed(text, printed):
    node = read_formula(text, SCOPE).node
    assert formula_text(node) == printed
    assert read_formula(printed, SCOPE).node == node
