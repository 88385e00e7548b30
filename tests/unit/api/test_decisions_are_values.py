"""A decision is a small value: nothing in it can be changed, and it does not hold on to its policy."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import sys
import threading
import weakref
from functools import partial
from time import process_time
from timeit import repeat

import pytest
from jsonschema import Draft202012Validator

import perfrules
from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.errors import DecisionError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.resources.paths import data_path

APPROVAL = "chengde.expenditure-approval"
FACTS = {"amount": "1.5万元", "category": "日常支出"}


def large_policy(rules=2000):
    listed = "\n".join(
        f"  - {{id: r{at}, when: {{amount: {at * 100}元以上}}, then: {{who: [岗位{at % 7}]}}}}"
        for at in range(rules)
    )
    text = (
        "kind: decision\nid: unit.large\ntitle: 审批\n"
        'inputs:\n  amount: {type: money, title: 金额, domain: ">=0元", step: 0.01元}\n'
        f"outputs: {{who: {{type: roles, title: 签批}}}}\nhit: first\nrules:\n{listed}\n"
    )
    return compile_policy(read_decision(read_document(Source(text))))


@pytest.fixture
def approval():
    return perfrules.load_policy(APPROVAL, kind=CompiledPolicy)


def _set(mapping):
    mapping["sign_off"] = ("我",)


WRITES = [
    _set,
    lambda mapping: mapping.update(sign_off=("我",)),
    lambda mapping: mapping.pop("sign_off"),
    lambda mapping: mapping.popitem(),
    lambda mapping: mapping.clear(),
    lambda mapping: mapping.setdefault("other", ()),
    lambda mapping: mapping.__delitem__("sign_off"),
    lambda mapping: mapping.__ior__({"sign_off": ()}),
]


class TestNothingCanBeChanged:
    @pytest.mark.parametrize("write", WRITES)
    def test_an_outcome(self, approval, write):
        decision = approval.decide(**FACTS)
        with pytest.raises(TypeError, match="read-only"):
            write(decision.outcome)
        again = approval.decide(**FACTS)
        assert again.outcome == {"document": ("请示",), "sign_off": ("分管领导", "主要领导")}
        assert json.loads(json.dumps(again.outcome)) == {
            name: list(each) for name, each in again.outcome.items()
        }

    @pytest.mark.parametrize("write", WRITES)
    def test_what_a_rule_asks_for(self, approval, write):
        rule = approval.policy.rules[1]
        for mapping in (rule.then, rule.when, approval.policy.scope):
            with pytest.raises(TypeError, match="read-only"):
                write(mapping)

    def test_the_arguments_of_a_diagnostic(self):
        diagnostic = perfrules.Diagnostic("PR231", {"text": "…"})
        with pytest.raises(TypeError, match="read-only"):
            diagnostic.arguments["text"] = "!"

    def test_facts_are_a_copy(self, approval):
        row = {**FACTS}
        (decision,) = approval.decide_many([row])
        row["amount"] = "1元"
        decision.facts["amount"] = "1元"
        assert str(decision.facts["amount"]) == "15000元"

    @pytest.mark.parametrize("name", ["outcome", "rules", "governed", "why", "facts", "digest"])
    def test_attributes(self, approval, name):
        with pytest.raises(AttributeError):
            setattr(approval.decide(**FACTS), name, ())

    def test_a_copy_of_an_outcome_may_be_changed(self, approval):
        outcome = dict(approval.decide(**FACTS).outcome)
        outcome["sign_off"] = ()
        assert outcome["sign_off"] == ()


class TestADecisionIsSmall:
    def test_it_pickles_in_two_kilobytes_whatever_the_size_of_the_policy(self):
        decision = large_policy().decide(amount="150,000元")
        data = pickle.dumps(decision)
        assert len(data) <= 2000
        back = pickle.loads(data)  # noqa: S301 - our own bytes
        assert back == decision
        assert (back.explain(), back.why) == (decision.explain(), decision.why)
        assert (back.policy_id, back.version, back.digest) == ("unit.large", None, decision.digest)

    @pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
    def test_copies_are_equal(self, approval, copied):
        decision = approval.decide(**FACTS)
        assert copied(decision) == decision

    def test_it_does_not_keep_the_policy_alive(self):
        policy = large_policy(20)
        decision, gone = policy.decide(amount=100), weakref.ref(policy.policy)
        del policy
        gc.collect()
        assert gone() is None
        assert decision.explain().startswith("审批（unit.large）：金额为100元。")

    def test_the_outcome_is_not_made_anew(self, approval):
        first, second = approval.decide(**FACTS), approval.decide(**FACTS)
        assert first.outcome is second.outcome

    @pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer slows every call down")
    def test_reading_the_outcome_costs_next_to_nothing(self, approval):
        decision = approval.decide(**FACTS)
        # The fastest of many short runs: a busy machine interrupts some of them, never all.
        runs = 1000
        measure = partial(repeat, number=runs, repeat=300, timer=process_time)
        fastest = min(measure(lambda: decision.outcome)) / runs
        empty = min(measure(lambda: decision)) / runs
        assert fastest - empty < 0.15e-6


class TestAPolicyIsSafeToShare:
    def test_it_can_be_pickled_and_copied_while_others_decide(self):
        policy, failures, done = large_policy(300), [], threading.Event()

        def decide():
            at = 0
            while not done.is_set():
                at += 1
                try:
                    policy.decide(amount=f"{at % 40000}.{at % 90 + 10}")
                except Exception as error:  # noqa: BLE001 - whatever it is, the test fails on it
                    failures.append(error)

        threads = [threading.Thread(target=decide) for _ in range(3)]
        for thread in threads:
            thread.start()
        copies = [pickle.loads(pickle.dumps(policy)) for _ in range(5)]  # noqa: S301 - our own bytes
        copies += [copy.deepcopy(policy), copy.copy(policy)]
        done.set()
        for thread in threads:
            thread.join()
        assert failures == []
        assert {each.decide(amount=150).rules for each in copies} == {("r0",)}


class TestJson:
    def test_it_fits_its_schema(self, approval):
        schema = json.loads(data_path("grammar", "results", "decision.schema.json").read_text("utf-8"))
        for facts in (FACTS, {**FACTS, "category": "工资"}):
            data = approval.decide(**facts).to_json()
            Draft202012Validator(schema).validate(json.loads(json.dumps(data)))

    def test_it_comes_back(self, approval):
        decision = approval.decide(**FACTS)
        data = json.loads(json.dumps(decision.to_json("en")))
        assert Decision.from_json(data) == decision
        assert data["why"][0].startswith("Rule leaders applies: 金额 is 15000元 (2000元以上)")

    def test_every_missing_part_is_refused(self, approval):
        data = approval.decide(**FACTS).to_json()
        for part in data.keys() - {"why"}:
            with pytest.raises(DecisionError) as caught:
                Decision.from_json({name: value for name, value in data.items() if name != part})
            assert caught.value.code == "PR650"

    @pytest.mark.parametrize(
        "wrong", [None, 5, [], "x", {"value": "1/0", "unit": "元"}, {"value": "1", "unit": "斗"}]
    )
    def test_every_wrong_fact_is_refused(self, approval, wrong):
        data = approval.decide(**FACTS).to_json()
        for part in ("facts", "policy", "words", "governed"):
            changed = {**data, part: {"who": wrong} if part == "facts" and isinstance(wrong, dict) else wrong}
            with pytest.raises(DecisionError) as caught:
                Decision.from_json(changed)
            assert caught.value.code == "PR650"


class TestWords:
    def test_why_is_a_list_of_sentences(self, approval):
        inside, outside = approval.decide(**FACTS), approval.decide(**{**FACTS, "category": "工资"})
        assert [each.partition("：")[0] for each in inside.why] == ["适用规则leaders"]
        assert outside.why == ["不属于本制度的适用范围：支出类别为工资（日常支出）。"]

    @pytest.mark.parametrize("act", ["explain", "to_json"])
    def test_an_unknown_language_is_refused(self, approval, act):
        with pytest.raises(ValueError, match="unknown language 'fr'"):
            getattr(approval.decide(**FACTS), act)("fr")
