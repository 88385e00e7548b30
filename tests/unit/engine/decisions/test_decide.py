"""Deciding with facts as programs and people hand them over."""

from __future__ import annotations

import threading
import tracemalloc
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

import perfrules
from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.decisions import axes
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.errors import ConflictError, DecisionError, FactError
from perfrules.engine.decisions.facts import read_fact
from perfrules.engine.loading import load_policies, load_policy
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.bands import band_policy, score_input
from perfrules.policies.decisions.condition_from_text import read_condition
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.decisions.inputs import Input
from perfrules.resources.paths import data_path
from perfrules.values import Quantity, default_units

POLICY = """\
kind: decision
id: unit.approval
inputs:
  amount: {type: money, domain: ">=0元", step: 0.01元}
  item: {type: choice, of: [货物, 服务]}
  urgent: {type: boolean}
  on: {type: date, domain: 2021年1月1日至2021年12月31日}
scope: {item: 货物}
outputs: {who: {type: text}}
hit: unique
rules:
  - {id: low, when: {amount: 1000元以下}, then: {who: 科长}}
  - {id: high, when: {amount: 超过1000元, urgent: 否}, then: {who: 局长}}
"""
YUAN, JIAO = default_units()["元"], default_units()["角"]
GOOD = {"amount": "1.5万元", "item": "货物", "urgent": False, "on": date(2021, 5, 1)}


def policy_of(text):
    return compile_policy(read_decision(read_document(Source(text))))


@pytest.fixture(scope="module")
def approval():
    return policy_of(POLICY)


class TestFacts:
    @pytest.mark.parametrize(
        "amount",
        [
            "1000元", "1000", "1,000.00", "0.1万", "1000.00", "10000角", "一千元", 1000, Decimal("1000.00"),
            Fraction(1000), Quantity(Fraction(1000), YUAN), Quantity(Fraction(10000), JIAO),
            Quantity(Fraction(1000)), Decimal("1E+3"),
        ],
    )  # fmt: skip
    def test_the_same_amount(self, approval, amount):
        decision = approval.decide(**{**GOOD, "amount": amount})
        assert decision.rules == ("low",)
        assert decision.facts["amount"] == Quantity(Fraction(1000), YUAN)

    def test_a_quantity_in_another_unit_is_converted_each_time(self, approval):
        amount = Quantity(Fraction(10000), JIAO)
        rules = [approval.decide(**{**GOOD, "amount": amount}).rules for _ in range(3)]
        assert rules == [("low",)] * 3

    @pytest.mark.parametrize("day", [date(2021, 12, 31), "2021-12-31", "2021年12月31日"])
    def test_the_same_day(self, approval, day):
        assert approval.decide(**{**GOOD, "on": day}).facts["on"] == date(2021, 12, 31)

    @pytest.mark.parametrize(("given", "meant"), [("是", True), ("否", False), ("true", True), (True, True)])
    def test_the_same_truth(self, approval, given, meant):
        assert approval.decide(**{**GOOD, "urgent": given, "amount": 5}).facts["urgent"] is meant

    @pytest.mark.parametrize(
        ("name", "value", "code"),
        [
            ("amount", "5天", "PR542"),
            ("amount", Quantity(Fraction(5), default_units()["天"]), "PR542"),
            ("amount", "-5元", "PR543"),
            ("amount", -5, "PR543"),
            ("amount", "0.001", "PR544"),
            ("amount", Fraction(1, 3), "PR544"),
            ("amount", Quantity(Fraction(1, 1000), YUAN), "PR544"),
            ("amount", 1000.0, "PR652"),
            ("amount", float("nan"), "PR653"),
            ("amount", Decimal("NaN"), "PR653"),
            ("amount", Decimal("sNaN"), "PR653"),
            ("amount", Decimal("Infinity"), "PR653"),
            ("amount", Decimal("1e1000000"), "PR654"),
            ("amount", True, "PR545"),
            ("amount", None, "PR540"),
            ("amount", [], "PR545"),
            ("amount", "基本达到", "PR545"),
            ("amount", "", "PR545"),
            ("amount", ".", "PR545"),
            ("amount", "٣", "PR545"),
            ("amount", "1_000", "PR545"),
            ("amount", "9" * 500, "PR654"),
            ("item", "货", "PR546"),
            ("item", "工程", "PR546"),
            ("item", True, "PR545"),
            ("item", ["货物"], "PR545"),
            ("urgent", "也许", "PR545"),
            ("urgent", 1, "PR545"),
            ("on", "2021-02-30", "PR545"),
            ("on", "3天", "PR545"),
            ("on", datetime(2021, 5, 1, 8), "PR655"),
            ("on", 737791, "PR545"),
            ("on", "737791", "PR545"),
            ("on", Decimal(737791), "PR545"),
            ("on", date(2022, 1, 1), "PR543"),
            ("on", "2020年12月31日", "PR543"),
        ],
    )
    def test_refused_by_name(self, approval, name, value, code):
        for _ in range(2):
            with pytest.raises(FactError) as caught:
                approval.decide(**{**GOOD, name: value})
            assert (caught.value.code, caught.value.input) == (code, name)
            for language in ("zh", "en"):
                assert name in caught.value.explain(language)

    def test_every_problem_at_once(self, approval):
        with pytest.raises(FactError) as caught:
            approval.decide(amount="5天", item="货", unknown=1, urgent=True)
        assert [each.code for each in caught.value.diagnostics] == ["PR542", "PR546", "PR540", "PR541"]

    def test_an_unknown_fact_beside_good_ones(self, approval):
        with pytest.raises(FactError) as caught:
            approval.decide(**GOOD, amout=1)
        assert caught.value.code == "PR541"
        assert "amount" in caught.value.hint

    def test_a_missing_fact_is_named_with_an_example(self, approval):
        with pytest.raises(FactError) as caught:
            approval.decide(item="货物", urgent=False, on="2021-05-01")
        assert caught.value.input == "amount"
        assert "amount=1.5万元" in caught.value.hint

    def test_a_fact_under_the_title_of_an_input_is_reported_its_name(self):
        policy = policy_of(POLICY.replace("{type: money,", "{type: money, title: 金额,"))
        with pytest.raises(FactError) as caught:
            policy.decide(金额="5元", item="货物", urgent=False, on="2021-05-01")
        assert [each.help() for each in caught.value.diagnostics if each.code == "PR541"] == [
            "请核对名称，是否为：amount"
        ]

    def test_the_example_of_a_choice_is_one_that_is_governed(self, approval):
        with pytest.raises(FactError) as caught:
            approval.decide(amount=5, urgent=False, on="2021-05-01")
        assert "item=货物" in caught.value.hint

    @pytest.mark.parametrize(
        ("domain", "reported"),
        [(">=0元", ">=0元"), (">0元", ">0元"), ("<-5元", "<-5元"), ("1-100元", "[1, 100]元")],
    )
    def test_the_domain_is_reported_as_people_write_it(self, domain, reported):
        input_ = Input("amount", "money", domain=read_condition(Input("amount", "money"), domain).values)
        with pytest.raises(FactError) as caught:
            read_fact(input_, -5)
        assert reported in caught.value.hint

    def test_an_input_may_be_called_self(self):
        outputs, rules = "outputs: {o: {type: text}}", "rules: [{id: r, then: {o: 甲}}]"
        policy = policy_of(
            f"kind: decision\nid: a\ninputs: {{self: {{type: boolean}}}}\n{outputs}\n{rules}\n"
        )
        assert policy.decide(self=True).rules == ("r",)


class TestKinds:
    """A program can say which kind of policy it relies on."""

    @pytest.mark.parametrize(
        ("id_", "kind"),
        [
            ("chengde.expenditure-approval", perfrules.CompiledPolicy),
            ("chengde.wage-payment", perfrules.Schedule),
            ("chengde.safeguards", perfrules.Checklist),
            ("mof.self-evaluation-2020", perfrules.Scorer),
            ("mof.monitoring-2019", perfrules.Monitor),
        ],
    )
    def test_the_kind_that_it_is_is_given_and_another_refused(self, id_, kind):
        assert isinstance(load_policy(id_, kind=kind), kind)
        other = perfrules.Schedule if kind is perfrules.Checklist else perfrules.Checklist
        with pytest.raises(PolicyError) as refused:
            load_policy(id_, kind=other)
        assert refused.value.code == ("PR576" if other is perfrules.Schedule else "PR597")
        assert refused.value.diagnostics[0].arguments == {"id": id_}


class TestAnswers:
    def test_outside_the_scope_is_not_governed(self, approval):
        decision = approval.decide(**{**GOOD, "item": "服务"})
        assert (decision.governed, decision.outcome, decision.rules) == (False, None, ())
        assert "不属于" in decision.explain()
        assert "not governed" in decision.explain("en")
        assert decision.reasons[0]["rule"] is None

    def test_no_rule_is_no_approval(self, approval):
        decision = approval.decide(**{**GOOD, "urgent": True})
        assert (decision.governed, decision.outcome, decision.rules) == (True, None, ())
        assert decision.explain().endswith("没有规则适用，本制度对此没有规定。")
        assert decision.explain("en").endswith("No rule applies, and the policy does not cover this case.")

    def test_the_default_says_that_it_is_one(self):
        decision = policy_of(POLICY + "default: {who: 无}\n").decide(**{**GOOD, "urgent": True})
        assert decision.outcome == {"who": "无"}
        assert "按默认" in decision.explain()

    def test_several_rules_under_unique(self):
        policy = policy_of(POLICY.replace("超过1000元", "1000元以上"))
        for _ in range(2):
            with pytest.raises(ConflictError) as caught:
                policy.decide(**{**GOOD, "amount": 1000})
            assert caught.value.rules == ("low", "high")
        assert policy.decide(**{**GOOD, "amount": "1000.01"}).rules == ("high",)

    def test_why_has_the_fact_the_condition_and_the_citation(self):
        decision = load_policy("chengde.expenditure-approval").decide(amount="1.5万元", category="日常支出")
        (why,) = decision.reasons
        assert why["because"] == [{"input": "amount", "fact": "15000元", "condition": "2000元以上"}]
        assert why["cite"][0]["phrase"] == "经分管领导及主要领导签批"

    def test_exactly_2000_in_the_two_readings(self):
        facts = {"amount": "2000元", "category": "日常支出"}
        both = load_policy("chengde.expenditure-approval").decide(**facts)
        upper = load_policy("chengde.expenditure-approval-exclusive").decide(**facts)
        assert (both.rules, upper.rules) == (("finance-head", "leaders"), ("leaders",))

    def test_a_decision_cannot_be_changed(self, approval):
        decision = approval.decide(**GOOD)
        for name in ("governed", "outcome", "rules", "overridden"):
            with pytest.raises(AttributeError):
                setattr(decision, name, None)

    def test_json_has_the_keys_it_promises(self, approval):
        data = approval.decide(**GOOD).to_json()
        assert set(data) == {
            "governed",
            "outcome",
            "rules",
            "overridden",
            "reasons",
            "why",
            "policy",
            "facts",
            "words",
        }
        assert set(data["policy"]) == {"id", "version", "digest"}
        assert Decision.from_json(data).to_json() == data

    def test_every_policy_that_ships_is_ready(self):
        assert "teaching.procurement" in load_policies(data_path("policies"))

    def test_threads_share_a_policy(self, approval):
        amounts = [str(cents / 100) for cents in range(99_000, 101_000, 7)]
        expected = ["low" if Fraction(amount) <= 1000 else "high" for amount in amounts]
        found = {}

        def work(number):
            found[number] = [approval.decide(**{**GOOD, "amount": amount}).rules[0] for amount in amounts]

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(found[number] == expected for number in range(4))


class TestBands:
    """Grades over a score: published bands with and without a hole."""

    def grades(self, *bands):
        score = score_input(Fraction(100))
        read = [(name, read_condition(score, text)) for name, text in bands]
        return compile_policy(band_policy(Head("unit.grades"), score, read))

    def test_each_score_has_its_grade(self):
        grades = self.grades(("优", "90分(含)以上"), ("良", "80-90分(不含)"), ("差", "80分以下(不含)"))
        found = [
            grades.decide(score=Fraction(score)).outcome["grade"] for score in ("100", "90", "89.99", "79.5")
        ]
        assert found == ["优", "优", "良", "差"]

    def test_a_hole_is_no_grade(self):
        grades = self.grades(("优", "90-100分"), ("良", "80-89分"))
        assert grades.decide(score="89.5").outcome is None


@pytest.mark.parametrize(
    ("broken", "part"),
    [
        ({}, "governed"),
        ({"words": None}, "words"),
        ({"facts": {"amount": {"value": "很多", "unit": "元"}}}, "facts, outcome"),
        ({"facts": {"amount": {"value": "5", "unit": "咕噜"}}}, "facts, outcome"),
        ({"facts": []}, "facts"),
        ({"reasons": [{"rule": "low"}]}, "reasons.0.because"),
        ({"policy": {"id": "x"}}, "policy.version"),
    ],
)
def test_data_that_make_no_decision_are_refused(approval, broken, part):
    whole = approval.decide(**GOOD).to_json()
    with pytest.raises(DecisionError) as refused:
        Decision.from_json({**whole, **broken} if broken else {})
    assert refused.value.code == "PR650"
    assert refused.value.diagnostics[0].arguments["part"] == part


def test_memory_of_texts_is_bounded(monkeypatch):
    """The axes hold no more after 2,000 distinct texts than after 500. The bound is lowered to save time."""
    monkeypatch.setattr("perfrules.engine.decisions.axes.MOST_REMEMBERED", 100)
    policy = policy_of(POLICY)

    def held_after(first, last):
        for amount in range(first, last):
            low = amount <= 1000
            decided = policy.decide(**{**GOOD, "amount": f"{amount}元"})
            assert decided.rules == (("low",) if low else ("high",))
        traces = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, axes.__file__)])
        return sum(each.size for each in traces.statistics("filename"))

    tracemalloc.start()
    try:
        once = held_after(0, 500)
        assert held_after(500, 2_000) < once + 20_000
    finally:
        tracemalloc.stop()
