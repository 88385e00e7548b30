"""Policies built by a program: public, and validated with the codes of a file."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

import perfrules
from perfrules import Claim, Condition, DecisionPolicy, Head, Input, IntervalSet, Output, Quantity, Rule, Unit
from perfrules.testing.strategies import policies

YUAN, DAYS, JIAO = (perfrules.default_units()[name] for name in ("元", "天", "角"))
AMOUNT = Input("amount", "money", step=Fraction(1, 100))
FEE, WHO = Output("fee", "money"), Output("who", "roles")
LETTERS = Condition(frozenset({"小"}))
SMALL = Condition(IntervalSet.up_to(Fraction(2000)), "2000元以下")


def policy(when=None, then=None, inputs=(AMOUNT,), outputs=(FEE, WHO), **more):
    rule = Rule(
        "small", {"amount": SMALL} if when is None else when, {"who": ("科长",)} if then is None else then
    )
    return DecisionPolicy(Head("unit.approval"), inputs, outputs, (rule,), **more)


def codes(build):
    with pytest.raises(perfrules.PolicyError) as caught:
        build()
    return [
        (each.code, path) for each, path in zip(caught.value.diagnostics, caught.value.paths, strict=True)
    ]


def test_a_policy_decides_without_a_file():
    decision = perfrules.compile_policy(policy()).decide(amount=2000)
    assert (decision.rules, decision.outcome) == (("small",), {"who": ("科长",)})


def test_conditions_in_the_wording_of_the_rule_book():
    read = perfrules.read_condition(AMOUNT, "2000元以下")
    assert read == SMALL
    assert perfrules.compile_policy(policy({"amount": read})).decide(amount="2000.01元").outcome is None


def test_units_of_an_author(tmp_path):
    path = tmp_path / "units.yaml"
    path.write_text("kind: units\ndimensions: {money: {贯: 1000}}\n", encoding="utf-8")
    string = perfrules.load_units(path)["贯"]
    built = policy(inputs=(Input("amount", "money", unit=string),))
    decision = perfrules.compile_policy(built).decide(amount=Quantity(Fraction(5000), YUAN))
    assert decision.facts["amount"] == Quantity(Fraction(5), string)


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (lambda: Input("amount", "monye"), ("PR145", ("type",))),
        (lambda: Input("amount", "money", unit=DAYS), ("PR514", ("unit",))),
        (lambda: Input("amount", "money", unit=Unit("斗米", "volume")), ("PR514", ("unit",))),
        (lambda: Input("item", "choice"), ("PR511", ())),
        (lambda: Output("who", "role"), ("PR145", ("type",))),
        (lambda: Output("who", "roles", "unite"), ("PR145", ("combine",))),
        (lambda: Output("who", "roles", "sum"), ("PR515", ("combine",))),
        (lambda: policy(hit="uniqe"), ("PR145", ("hit",))),
        (lambda: policy(expect=(Claim("compleet"),)), ("PR145", ("expect", 0))),
        (lambda: policy(then={"fee": Quantity(Fraction(7), DAYS)}), ("PR533", ("rules", 0, "then", "fee"))),
        (lambda: policy(then={"fee": Quantity(Fraction(7), JIAO)}), ("PR516", ("rules", 0, "then", "fee"))),
        (lambda: policy(then={"fee": 7}), ("PR516", ("rules", 0, "then", "fee"))),
        (lambda: policy(then={"fee": "7元"}), ("PR516", ("rules", 0, "then", "fee"))),
        (lambda: policy(then={"who": "科长"}), ("PR516", ("rules", 0, "then", "who"))),
        (lambda: policy(then={"who": ["科长"]}), ("PR516", ("rules", 0, "then", "who"))),
        (lambda: policy(then={"whom": ("科长",)}), ("PR522", ("rules", 0, "then", "whom"))),
        (lambda: policy(when={"amount": "2000元以下"}), ("PR523", ("rules", 0, "when", "amount"))),
        (lambda: policy(when={"amount": LETTERS}), ("PR523", ("rules", 0, "when", "amount"))),
        (lambda: policy(when={"amont": SMALL}), ("PR521", ("rules", 0, "when", "amont"))),
        (lambda: policy(inputs=(AMOUNT, AMOUNT)), ("PR529", ("inputs", "amount"))),
        (lambda: policy(default={"fee": date(2021, 1, 1)}), ("PR516", ("default", "fee"))),
        (lambda: perfrules.InForce(date(2021, 1, 2), date(2021, 1, 1)), ("PR501", ("in_force", "until"))),
    ],
)  # fmt: skip
def test_what_is_wrong_has_the_code_of_a_file(build, expected):
    assert codes(build) == [expected]


def test_an_unknown_word_lists_those_allowed_in_both_languages():
    with pytest.raises(perfrules.PolicyError) as caught:
        policy(hit="uniqe")
    assert "唯一" in caught.value.explain("zh")
    assert "unique, first" in caught.value.explain("en")


def test_a_file_has_the_same_codes():
    text = "kind: decision\nid: x\ninputs: {a: {type: money}}\noutputs: {fee: {type: money}}\nhit: uniqe\n"
    text += "rules: [{id: a, then: {fee: 7天}}]\n"
    with pytest.raises(perfrules.DocumentError) as caught:
        perfrules.load_policy(text=text)
    assert sorted(each.code for each in caught.value.diagnostics) == ["PR145", "PR533"]


@pytest.mark.parametrize(
    "id_", ["chengde.expenditure-approval", "chengde.wage-payment", "chengde.safeguards"]
)
def test_a_policy_is_copied_and_pickled_without_its_caches(id_):
    model = perfrules.load_policy(id_).policy
    assert model.digest.startswith("sha256:")
    for back in (pickle.loads(pickle.dumps(model)), copy.deepcopy(model)):  # noqa: S301 - our own bytes
        assert back == model
        assert back.digest == model.digest


@given(policies())
def test_every_policy_survives_pickling(model):
    assert pickle.loads(pickle.dumps(model)).to_json() == model.to_json()  # noqa: S301 - our own bytes
