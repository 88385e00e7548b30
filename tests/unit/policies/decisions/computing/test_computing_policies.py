"""Policies that compute: what is read, what is decided, what is refused and at which two places."""

from __future__ import annotations

import copy
import json
from fractions import Fraction

import pytest

from perfrules import check
from perfrules.diagnostics import Source
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.errors import ConflictError, DecisionError
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import Name, Quotient
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition, Rule
from perfrules.policies.formats.convert import dump_policy
from perfrules.policies.loader import read_policy_text
from perfrules.values import BARE, IntervalSet, Quantity

MEETING = """
kind: decision
id: unit.meeting
title: 会议费
inputs:
  kind: {type: choice, title: 会议类别, of: [一类, 二类, 三类, 四类]}
  people: {type: count, unit: 人, domain: ">=1人", title: 人数}
  days: {type: duration, unit: 天, domain: ">=1天", step: 0.5天, title: 天数}
  spent: {type: money, domain: ">=0元", step: 0.01元, title: 实际支出}
compute:
  limit: {title: 综合定额上限, formula: 定额(kind) × people × days}
  share: spent ÷ limit
tables:
  定额: {by: kind, unit: 元/人/天, values: {一类: 760, 二类: 650, 三类、四类: 550}, cite: [{document: 办法}]}
outputs:
  verdict: {type: text}
  pay: {type: money, title: 报销金额}
rules:
  - {id: within, when: {share: 不超过100%}, then: {verdict: 可以报销, pay: spent}}
  - {id: beyond, when: {spent: 超过 limit}, then: {verdict: 超标, pay: {formula: spent, cap: limit}}}
"""
CHINESE = """
类别: decision
编号: unit.area
输入:
  area: {类型: number, 单位: 平方米, 范围: ">=0平方米", 步长: 1平方米, 名称: 面积}
  households: {类型: count, 单位: 户, 范围: ">=1户"}
计算:
  补助: {公式: "最小(面积 × 50元/平方米, 2万元/户 × households)"}
输出:
  pay: {类型: money}
规则:
  - {编号: all, 要求: {pay: {公式: 补助, 保底: 500元}}}
"""


def policy_of(text: str) -> DecisionPolicy:
    policy = read_policy_text(text, "unit.yaml")[1]
    assert isinstance(policy, DecisionPolicy)
    return policy


def compiled(text: str) -> CompiledPolicy:
    return compile_policy(policy_of(text))


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as refused:
        policy_of(text)
    found = refused.value.diagnostics
    return [(each.code, _part(each.source, each.span)) for each in found]


def _part(source: Source | None, span: object) -> str:
    assert source is not None
    return source.text[span.start : span.end]  # type: ignore[attr-defined]


class TestDecisions:
    """`decide` computes exactly and says each step."""

    @pytest.mark.parametrize(
        ("spent", "rule", "pay"),
        [("43999.99", "within", "43999.99"), ("44000", "within", "44000"), ("44000.01", "beyond", "44000")],
    )
    def test_at_below_and_above_a_computed_threshold(self, spent: str, rule: str, pay: str) -> None:
        decision = compiled(MEETING).decide(kind="三类", people=40, days="2天", spent=spent)
        assert decision.rules == (rule,)
        assert decision.outcome is not None
        assert str(decision.outcome["pay"]) == f"{pay}元"

    def test_say_each_step_with_its_numbers(self):
        decision = compiled(MEETING).decide(kind="三类", people=40, days="2天", spent="5.5万元")
        assert [step.sentence for step in decision.steps] == [
            "550元/人/天 × 40人 × 2天 = 44000元",
            "最小(55000元, 44000元) = 44000元",
        ]
        assert [(row.table, row.row, str(row.value)) for row in decision.steps[0].rows] == [
            ("定额", "三类、四类", "550元/人/天")
        ]
        assert (
            "综合定额上限 = 550元/人/天 × 40人 × 2天 = 44000元（定额[三类、四类] 550元/人/天，依据《办法》）"
            in (decision.explain())
        )
        assert "报销金额 = min(55000元, 44000元) = 44000元." in decision.explain("en")
        within = compiled(MEETING).decide(kind="三类", people=40, days="2天", spent="1.1万元")
        assert within.steps[1].sentence == "11000元 ÷ 44000元 = 25%"
        assert within.why == ["适用规则within：share为25%（不超过100%）。"]
        assert decision.why == ["适用规则beyond：实际支出为55000元（超过 limit）。"]

    def test_go_through_json_and_copies(self):
        decision = compiled(MEETING).decide(kind="一类", people=3, days="1.5天", spent="7元")
        data = json.loads(json.dumps(decision.to_json()))
        assert Decision.from_json(data) == decision
        assert data["steps"][1]["value"]["exact"] == "35/171"
        assert copy.deepcopy(decision) == decision

    def test_in_files_with_chinese_keys(self):
        decide = compiled(CHINESE).decide
        paid = [
            decide(area=area, households=households).outcome
            for area, households in ((100, 1), (1000, 2), (1, 1))
        ]
        assert [str(each["pay"]) for each in paid if each] == ["5000元", "40000元", "500元"]

    def test_of_facts_outside_the_domain_are_refused_before_any_arithmetic(self):
        with pytest.raises(Exception, match="取值范围") as refused:
            compiled(MEETING).decide(kind="一类", people=0, days="1天", spent="7元")
        assert refused.value.code == "PR543"  # type: ignore[attr-defined]


class TestFiles:
    """What is written is read back as the same policy."""

    @pytest.mark.parametrize("text", [MEETING, CHINESE])
    def test_round_trip(self, text: str) -> None:
        policy = policy_of(text)
        assert policy_of(dump_policy(policy)).digest == policy.digest

    def test_a_limit_in_another_unit_than_the_formula_round_trips(self):
        """`5角` makes the formula count in 角, and the limit counts in 元."""
        limited = "公式: '最大(5角, 补助)', 封顶: 900元, 保底: 500元"
        text = CHINESE.replace("公式: 补助, 保底: 500元", limited)
        policy = policy_of(text)
        assert policy_of(dump_policy(policy)).digest == policy.digest
        outcome = compile_policy(policy).decide(area=100, households=1).outcome
        assert outcome is not None
        assert str(outcome["pay"]) == "900元"

    def test_without_formulas_keep_their_digest(self):
        assert "compute" not in policy_of(MEETING.partition("compute:")[0] + REST).to_json()

    def test_meet_on_one_axis_where_two_conditions_compare_the_same_names(self):
        text = MEETING.replace("share: 不超过100%", "limit: 不低于 spent")
        assert {name for rule in policy_of(text).rules for name in rule.when} == {"spent - limit"}

    def test_compare_with_a_share_of_a_name_and_with_formulas(self):
        text = MEETING.replace("share: 不超过100%", "spent: 不超过 limit的100%").replace(
            "spent: 超过 limit", "spent: '超过0元且大于 最大(limit, 0.01元)'"
        )
        decide = compiled(text).decide
        assert decide(kind="三类", people=40, days="2天", spent="44000").rules == ("within",)
        assert decide(kind="三类", people=40, days="2天", spent="44001").rules == ("beyond",)

    def test_are_proved(self):
        policy = read_policy_text(MEETING, "unit.yaml")[1]
        assert not [finding for finding in check(policy) if finding.severity == "error"]


REST = """
outputs: {pay: {type: money}}
rules: [{id: a, then: {pay: 5元}}]
"""


class TestRefusals:
    """Each problem has a code and a place in the file."""

    @pytest.mark.parametrize(
        ("was", "becomes", "expected"),
        [
            ("people × days}", "peple × days}", [("PR271", "peple")]),
            ("people × days}", "people + days}", [("PR272", "days")]),
            ("spent ÷ limit", "spent ÷ share", [("PR274", "spent ÷ share")]),
            ('domain: ">=1天"', 'domain: ">=0天"', [("PR275", "limit")]),
            ("三类、四类: 550", "三类: 550", [("PR277", "定额(kind)")]),
            ("三类、四类: 550", "二类、三类、四类: 550", [("PR281", None)]),
            ("三类、四类: 550", "三类、五类: 550", [("PR528", "三类、五类")]),
            ("三类、四类: 550", "三类、四类: 550元", [("PR533", "550元")]),
            ("pay: spent", "pay: people", [("PR283", "people")]),
            ("share: 不超过100%", "share: 不超过1", [("PR289", "不超过1")]),
            ("share: 不超过100%", "spent: [不超过 limit, 5元以下]", [("PR292", "spent")]),
            ("share: 不超过100%", "spent: 不超过 people", [("PR283", "people")]),
            ("verdict: 超标", "verdict: {formula: spent}", [("PR293", "verdict")]),
            ("cap: limit", "cap: limt", [("PR271", "limt")]),
            ("spent ÷ limit\n", "spent ÷ limit\n  spent: days × 2\n", [("PR529", None)]),
        ],
    )
    def test_have_a_code_and_a_place(
        self, was: str, becomes: str, expected: list[tuple[str, str | None]]
    ) -> None:
        assert was in MEETING
        text = MEETING.replace(was, becomes)
        found = problems(text)
        assert [code for code, _ in found] == [code for code, _ in expected]
        for (_, part), (_, wanted) in zip(found, expected, strict=True):
            assert wanted is None or part.strip("'\"") == wanted

    def test_of_a_divisor_point_at_the_domain_too(self):
        with pytest.raises(PolicyError) as refused:
            policy_of(MEETING.replace("spent ÷ limit", "spent ÷ (days - 1天)"))
        note = refused.value.diagnostics[0].related[0]
        assert (note.code, _part(note.source, note.span)) == ("PR284", '">=1天"')


class TestSeveralRules:
    """Formulas of several rules are compared and combined in numbers."""

    SAME = """
kind: decision
id: unit.any
inputs: {n: {type: number, domain: ">=0"}}
outputs: {x: {type: number}}
hit: any
rules:
  - {id: a, then: {x: n × 2}}
  - {id: b, when: {n: 低于5}, then: {x: n + n}}
"""

    def test_that_agree_in_numbers_are_no_conflict(self):
        decision = compiled(self.SAME).decide(n=4)
        assert str((decision.outcome or {})["x"]) == "8"
        assert "PR804" not in [finding.code for finding in check(policy_of(self.SAME))]

    def test_that_differ_in_numbers_are_one(self):
        text = self.SAME.replace("n + n", "n + 4")
        assert str((compiled(text).decide(n=4).outcome or {})["x"]) == "8"
        with pytest.raises(ConflictError):
            compiled(text).decide(n=3)
        assert "PR804" in [finding.code for finding in check(policy_of(text))]

    def test_are_added_up(self):
        text = self.SAME.replace("hit: any", "hit: collect").replace(
            "number}}\nhit", "number, combine: sum}}\nhit"
        )
        assert str((compiled(text).decide(n=4).outcome or {})["x"]) == "16"

    def test_an_open_choice_finds_the_row_of_other_texts(self):
        text = """
kind: decision
id: unit.open
inputs: {n: {type: money, domain: ">=0元"}, k: {type: choice, of: [甲], open: true}}
compute: {t: "率(k) × n"}
tables: {率: {by: k, values: {甲: 10%, （其他）: 5%}}}
outputs: {x: {type: money}}
rules: [{id: a, then: {x: t}}]
"""
        decision = compiled(text).decide(n="100元", k="乙")
        assert str((decision.outcome or {})["x"]) == "5元"
        assert decision.steps[0].sentence == "5% × 100元 = 5元"


class TestBothPlaces:
    """A problem between two parts of a file shows both."""

    @pytest.mark.parametrize(
        ("compute", "tables", "code", "shown"),
        [
            ("a: b + 1元, b: c × 2, c: a - spent", "", "PR274", ["b + 1元", "c × 2", "a - spent"]),
            ("a: t", "t: {by: a, unit: 元, values: {1元以下: 1, 超过1元: 2}}", "PR274", ["a", "t"]),
            ("a: t(kind)", "t: {by: kind, unit: 元, values: {甲: 1}}", "PR277", ["values"]),
            ("a: 1元 ÷ spent", "", "PR275", [">=0元"]),
            ("a: spent + kinds", "", "PR272", ["spent", "kinds"]),
        ],
    )
    def test_law(self, compute, tables, code, shown):
        text = f"""
kind: decision
id: unit.places
inputs:
  kind: {{type: choice, of: [甲, 乙]}}
  kinds: {{type: count, unit: 人, domain: ">=1人"}}
  spent: {{type: money, domain: ">=0元"}}
compute: {{{compute}}}
{f"tables: {{{tables}}}" if tables else ""}
outputs: {{x: {{type: money}}}}
rules: [{{id: a, then: {{x: 5元}}}}]
"""
        with pytest.raises(PolicyError) as caught:
            compiled(text)
        found = caught.value.diagnostics[0]
        assert found.code == code
        parts = [text[note.span.start : note.span.end] for note in found.related]
        assert len(parts) == len(shown)
        assert all(each in part for each, part in zip(shown, parts, strict=True))


class TestScales:
    """Marginal scales, worked out by hand."""

    def test_at_between_and_above_the_thresholds(self):
        """0% to 10,000, 10% to 20,000, 20% above: 0 at 5,000; 500 at 15,000; 3,000 at 30,000."""
        text = """
kind: decision
id: unit.scale
inputs: {income: {type: money, domain: ">=0元"}}
compute: {tax: "brackets(income, scale)"}
tables: {scale: {by: income, values: {10000元以下: 0%, 超过10000元且不超过20000元: 10%, 超过20000元: 20%}}}
outputs: {x: {type: money}}
rules: [{id: a, then: {x: tax}}]
"""
        decide = compiled(text).decide
        taxes = [(decide(income=income).outcome or {})["x"] for income in (5000, 10000, 15000, 20000, 30000)]
        assert [str(tax) for tax in taxes] == ["0元", "0元", "500元", "1000元", "3000元"]


def test_a_program_may_build_a_policy_whose_formula_has_no_value():
    """No file states it (PR275), so that only a policy built in Python can decide on such facts."""
    ratio = Formula(Quotient(Name("a"), Name("b")), BARE, "a ÷ b")
    policy = DecisionPolicy(
        Head("unit.ratio"),
        (Input("a", "number"), Input("b", "number")),
        (Output("ratio", "number"),),
        (Rule("all", {"c": Condition(IntervalSet.from_(Fraction(0)))}, {"ratio": Quantity(Fraction(1))}),),
        compute=(Computed("c", ratio),),
    )
    compiled = compile_policy(policy)
    assert compiled.decide(a=1, b=2).rules == ("all",)
    with pytest.raises(DecisionError) as caught:
        compiled.decide(a=1, b=0)
    assert caught.value.code == "PR380"
    assert caught.value.diagnostics[0].arguments["policy"] == "unit.ratio"


SHARES = """
kind: decision
id: unit.share
inputs:
  guests: {{type: count, unit: 人, domain: ">10人"}}
  hosts: {{type: count, unit: 人, domain: ">=0人"}}
outputs: {{allowed: {{type: boolean}}}}
rules:
  - {{id: within, when: {{hosts: 不超过 guests的{share}}}, then: {{allowed: 是}}}}
  - {{id: beyond, when: {{hosts: 超过 guests的{share}}}, then: {{allowed: 否}}}}
expect: [complete, no-conflict]
"""


@pytest.mark.parametrize(
    ("share", "most"),
    [
        ("三分之一", 10),
        ("3分之1", 10),
        ("一半", 15),
        ("三分之二", 20),
        ("百分之五十", 15),
        ("50%", 15),
        ("2倍", 60),
    ],
)
def test_a_share_in_words_is_the_share_in_numbers(share, most):
    policy = compile_policy(read_policy_text(SHARES.format(share=share), "share.yaml")[1])
    assert policy.decide(guests=30, hosts=most).rules == ("within",)
    assert policy.decide(guests=30, hosts=most + 1).rules == ("beyond",)
    assert [each.severity for each in check(policy)] == []


def test_a_share_that_is_no_number_is_refused_with_its_place():
    with pytest.raises(PolicyError) as caught:
        read_policy_text(SHARES.format(share="某分之一"), "share.yaml")
    assert caught.value.diagnostics[0].span is not None


def test_a_name_that_is_a_unit_too_is_not_read_as_one():
    text = """
kind: decision
id: unit.visits
inputs: {人次: {type: count, unit: 人次, domain: ">=0人次"}}
outputs: {pay: {type: money}}
rules: [{id: all, then: {pay: 30元/人次 × 人次}}]
"""
    with pytest.raises(PolicyError) as caught:
        read_policy_text(text, "visits.yaml")
    assert caught.value.code == "PR280"


@pytest.mark.parametrize(
    ("bands", "refused"), [("{3人以下: 1元, 4人以上: 2元}", False), ("{3人以下: 1元, 5人以上: 2元}", True)]
)
def test_a_table_of_whole_numbers_needs_no_row_between_them(bands: str, *, refused: bool) -> None:
    text = f"""
kind: decision
id: unit.heads
inputs: {{people: {{type: count, unit: 人, domain: ">=1人"}}}}
tables: {{费: {{by: people, values: {bands}}}}}
outputs: {{pay: {{type: money}}}}
rules: [{{id: all, then: {{pay: 费(people)}}}}]
"""
    if refused:
        assert problems(text) == [("PR277", "费(people)")]
        return
    decide = compiled(text).decide
    assert [str((decide(people=each).outcome or {})["pay"]) for each in (3, 4)] == ["1元", "2元"]
    assert [each.severity for each in check(policy_of(text))] == []
    assert policy_of(dump_policy(policy_of(text))).digest == policy_of(text).digest
