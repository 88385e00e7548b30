"""Facts as services, data frames and JSON hand them over."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import numpy
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import perfrules
from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.errors import DecisionError, FactError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.values import Quantity, default_units

TEXT = """\
kind: decision
id: unit.facts
title: 审批
inputs:
  amount: {type: money, title: 金额, domain: ">=0元", step: 0.01元}
  rate: {type: ratio, domain: 0%-100%, step: 0.1%}
  people: {type: count, unit: 人, domain: 0-9人}
  item: {type: choice, of: [货物, 服务]}
  urgent: {type: boolean, title: 紧急}
  on: {type: date, domain: ">=2021-01-01"}
  free: {type: number, domain: [5以下, 10以上]}
outputs: {who: {type: text}}
hit: unique
rules: [{id: all, then: {who: 局长}}]
"""
GOOD = {
    "amount": "1.5万元", "rate": "50%", "people": 3, "item": "货物", "urgent": False,
    "on": date(2021, 5, 1), "free": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def policy():
    return compile_policy(read_decision(read_document(Source(TEXT))))


def repr_of_kind(value):
    """An id for a number that is too long to print."""
    return type(value).__name__


def refused(policy, **facts):
    with pytest.raises(FactError) as caught:
        policy.decide(**{**GOOD, **facts})
    return caught.value


class Midnight(datetime):
    """As `pandas.Timestamp` is: a datetime of another class."""


class Missing(datetime):
    """As the missing time of pandas is: not equal to itself."""

    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    __hash__ = datetime.__hash__


class TestNumbers:
    @pytest.mark.parametrize("value", [1500.5, 0.1, 1e3, -0.0])
    @pytest.mark.parametrize("name", ["amount", "rate", "people", "free"])
    def test_a_float_is_refused_by_name_with_the_remedy(self, policy, name, value):
        error = refused(policy, **{name: value})
        assert (error.code, error.input) == ("PR652", name)
        assert name in error.explain("en")
        assert "parse_float=Decimal" in error.explain("en")
        assert "decide_json" in error.explain("zh")

    @pytest.mark.parametrize(
        "value",
        [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")],
    )
    def test_what_is_not_finite_has_a_message_of_its_own(self, policy, value):
        assert refused(policy, amount=value).code == "PR653"

    @pytest.mark.parametrize(
        "value",
        [
            10**5000, -(10**5000), 10**41, Decimal("1e500"), Decimal("1e999999"), Decimal("1e-500"), "9" * 41,
            Fraction(1, 10**60), Fraction(10**5000), Quantity(Fraction(10**5000), default_units()["元"]),
            "9" * 60 + "元",
        ],
        ids=repr_of_kind,
    )  # fmt: skip
    def test_a_number_beyond_the_limit_is_refused_at_once_with_the_limit(self, policy, value):
        error = refused(policy, amount=value)
        assert error.code == "PR654"
        assert "40" in error.explain("en")

    def test_a_number_too_long_to_print_is_shown_as_a_power(self, policy):
        assert "2^200…" in refused(policy, amount=2**200).explain("en")

    def test_integers_of_numpy_are_read(self, policy):
        for kind in (numpy.int8, numpy.int64, numpy.uint16):
            assert policy.decide(**{**GOOD, "people": kind(3)}).facts["people"].value == 3
        assert refused(policy, amount=numpy.float64(1)).code == "PR652"
        assert refused(policy, amount=numpy.float32("nan")).code == "PR653"
        assert policy.decide(**{**GOOD, "urgent": numpy.bool_(True)}).facts["urgent"] is True
        assert refused(policy, amount=numpy.bool_(True)).code == "PR545"

    def test_an_integer_of_another_class_is_read(self, policy):
        from enum import IntEnum

        assert (
            policy.decide(**{**GOOD, "people": IntEnum("Many", {"three": 3}).three}).facts["people"].value
            == 3
        )

    @pytest.mark.parametrize("value", [True, False])
    def test_a_truth_value_is_not_a_number(self, policy, value):
        assert refused(policy, amount=value).code == "PR545"

    @pytest.mark.parametrize("name", sorted(GOOD))
    def test_none_is_a_missing_fact(self, policy, name):
        error = refused(policy, **{name: None})
        assert (error.code, error.input) == ("PR540", name)


class TestDays:
    @pytest.mark.parametrize("day", [datetime(2021, 5, 1), Midnight(2021, 5, 1)])
    def test_midnight_is_its_day(self, policy, day):
        assert policy.decide(**{**GOOD, "on": day}).facts["on"] == date(2021, 5, 1)

    @pytest.mark.parametrize(
        "moment",
        [
            datetime(2021, 5, 1, 8), datetime(2021, 5, 1, 0, 0, 0, 1), datetime(2021, 5, 1, tzinfo=UTC),
            Missing(2021, 5, 1), datetime.combine(date(2021, 5, 1), time(23, 59)),
            datetime(2021, 5, 1, tzinfo=timezone(timedelta(hours=8))),
        ],
    )  # fmt: skip
    def test_other_times_are_refused(self, policy, moment):
        assert refused(policy, on=moment).code == "PR655"

    def test_timestamps_of_pandas(self, policy):
        assert policy.decide(**{**GOOD, "on": pandas.Timestamp("2021-05-01")}).facts["on"] == date(2021, 5, 1)
        for moment in (pandas.Timestamp("2021-05-01 08:00"), pandas.NaT):
            assert refused(policy, on=moment).code == "PR655"


class TestJson:
    def test_numbers_are_read_exactly(self, policy):
        facts = {**GOOD, "on": "2021-05-01"}
        text = json.dumps({**facts, "amount": 0}, ensure_ascii=False).replace(
            '"amount": 0', '"amount": 1500.10'
        )
        for each in (text, text.encode()):
            assert policy.decide_json(each).facts["amount"] == Quantity(
                Fraction("1500.1"), default_units()["元"]
            )

    @pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
    def test_what_is_not_finite(self, policy, number):
        with pytest.raises(DecisionError) as caught:
            policy.decide_json(f'{{"amount": {number}}}')
        assert "PR65" in {each.code[:4] for each in caught.value.diagnostics}

    @pytest.mark.parametrize(
        "text",
        ["", "{", "[]", "5", "null", '"x"', '{"a": 1, "a": 2}', "[" * 100_000, b"\xff", '{"a": 1' + "0" * 9],
    )
    def test_other_texts_are_refused(self, policy, text):
        with pytest.raises(DecisionError) as caught:
            policy.decide_json(text)
        assert caught.value.code == "PR656"

    @pytest.mark.parametrize("digits", [60, 5000])
    def test_a_number_beyond_the_limit(self, policy, digits):
        facts = json.dumps({**GOOD, "on": "2021-05-01", "amount": 0}).replace(
            '"amount": 0', f'"amount": {"9" * digits}'
        )
        with pytest.raises(FactError) as caught:
            policy.decide_json(facts)
        assert caught.value.code == "PR654"


class TestManyFacts:
    def test_a_bad_row_does_not_stop_the_others(self, policy):
        rows = [GOOD, {**GOOD, "amount": "一些"}, "货物", None, {**GOOD, "amount": 1.5}, GOOD]
        results = list(policy.decide_many(row for row in rows))
        assert [getattr(each, "code", "decided") for each in results] == [
            "decided", "PR545", "PR657", "PR657", "PR652", "decided",
        ]  # fmt: skip
        assert results[2].diagnostics[0].arguments["row"] == "3"

    def test_conflicts_are_yielded_too(self):
        text = TEXT.replace(
            "[{id: all, then: {who: 局长}}]", "[{id: a, then: {who: 甲}}, {id: b, then: {who: 乙}}]"
        )
        (error,) = compile_policy(read_decision(read_document(Source(text)))).decide_many([GOOD])
        assert error.code == "PR547"

    def test_rows_are_asked_for_one_by_one(self, policy):
        def rows():
            yield GOOD
            raise AssertionError("the second row was not asked for")

        assert next(policy.decide_many(rows())).rules == ("all",)


class TestSchema:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_it_is_a_schema_that_admits_good_facts(self, policy, language):
        schema = policy.facts_schema(language)
        Draft202012Validator.check_schema(schema)
        facts = {**GOOD, "on": "2021-05-01", "amount": 1500.1}
        Draft202012Validator(schema).validate(json.loads(json.dumps(facts)))
        assert schema["required"] == list(GOOD)
        assert json.loads(json.dumps(schema)) == schema

    def test_it_has_titles_units_choices_and_bounds(self, policy):
        parts = policy.facts_schema()["properties"]
        assert (parts["amount"]["title"], parts["amount"]["x-unit"], parts["amount"]["x-step"]) == (
            "金额",
            "元",
            "0.01",
        )
        assert parts["amount"]["description"] == "单位：元；取值范围：>=0元；最小单位：0.01元"
        assert parts["item"] == {"title": "item", "enum": ["服务", "货物"]}
        assert parts["urgent"] == {"title": "紧急", "type": "boolean"}
        assert parts["people"]["anyOf"][0] == {"type": "integer", "minimum": 0, "maximum": 9}
        assert parts["free"]["anyOf"][0] == {"type": "number", "anyOf": [{"maximum": 5}, {"minimum": 10}]}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"people": 10},
            {"people": 1.5},
            {"item": "工程"},
            {"urgent": "是"},
            {"amount": -1},
            {"free": 7},
            {"x": 1},
        ],
    )
    def test_it_refuses_what_decide_refuses(self, policy, wrong):
        facts = {**GOOD, "on": "2021-05-01", **wrong}
        assert not Draft202012Validator(policy.facts_schema()).is_valid(facts)

    def test_every_input_must_be_there(self, policy):
        assert not Draft202012Validator(policy.facts_schema()).is_valid({})

    def test_an_unknown_language_is_refused(self, policy):
        with pytest.raises(ValueError, match="unknown language 'de'"):
            policy.facts_schema("de")


@given(st.decimals(0, 10**9, places=2))
def test_facts_from_json_are_those_from_python(amount):
    policy = perfrules.load_policy("chengde.expenditure-approval", kind=perfrules.CompiledPolicy)
    text = f'{{"amount": {amount}, "category": "日常支出"}}'
    assert policy.decide_json(text) == policy.decide(amount=amount, category="日常支出")
