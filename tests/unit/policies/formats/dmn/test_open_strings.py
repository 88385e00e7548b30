"""A string column without inputValues takes any string; namespaces and ids of DMN files."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules
from perfrules import CompiledPolicy

MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def table(*rules, hit="FIRST", values="", namespace=MODEL):
    listed = "".join(
        f'<rule id="r{at}"><inputEntry><text>{test}</text></inputEntry>'
        f'<outputEntry><text>"{who}"</text></outputEntry></rule>'
        for at, (test, who) in enumerate(rules)
    )
    declared = f"<inputValues><text>{values}</text></inputValues>" if values else ""
    return (
        f'<definitions xmlns="{namespace}" id="d" name="m" namespace="urn:m">'
        '<decision id="route" name="route">'
        f'<decisionTable id="t" hitPolicy="{hit}"><input id="i"><inputExpression typeRef="string">'
        f"<text>category</text></inputExpression>{declared}</input>"
        f'<output id="o" typeRef="string"/>{listed}</decisionTable></decision></definitions>'
    )


def load(text):
    return perfrules.load_policy(text=text, name="m.dmn", kind=CompiledPolicy)


def who(policy, category):
    outcome = policy.decide(category=category).outcome
    return None if outcome is None else outcome["route"]


URGENT = ('"urgent"', "director"), ("-", "clerk")


class TestOpenStrings:
    @given(st.text(min_size=1))
    def test_a_dash_answers_for_every_other_string(self, category):
        assert who(load(table(*URGENT)), category) == ("director" if category == "urgent" else "clerk")

    @pytest.mark.parametrize(
        ("rules", "answers"),
        [
            ((('not("urgent")', "clerk"), ('"urgent"', "director")), {"urgent": "director", "x": "clerk"}),
            ((('"a","b"', "one"), ('not("a","b","c")', "two")), {"a": "one", "c": None, "z": "two"}),
            ((("-", "clerk"),), {"": "clerk", "x": "clerk"}),
            ((('"a"', "one"),), {"a": "one", "b": None, "（其他）": None}),
        ],
    )
    def test_answers(self, rules, answers):
        policy = load(table(*rules))
        assert {category: who(policy, category) for category in answers} == answers

    def test_the_facts_are_those_given(self):
        decision = load(table(*URGENT)).decide(category="ordinary")
        assert decision.facts == {"category": "ordinary"}
        assert "ordinary" in decision.explain("en")
        assert perfrules.Decision.from_json(decision.to_json()) == decision

    @pytest.mark.parametrize("category", [5, None, True])
    def test_what_is_not_a_string_is_refused(self, category):
        with pytest.raises(perfrules.FactError):
            load(table(*URGENT)).decide(category=category)

    def test_check_does_not_call_the_fallback_dead(self):
        found = perfrules.check(text=table(*URGENT), name="m.dmn")
        assert {each.code for each in found} <= {"PR807"}

    def test_a_gap_for_other_strings_is_explained(self):
        found = perfrules.check(text=table(('"a"', "one"), ('"b"', "two"), hit="UNIQUE"), name="m.dmn")
        (gap,) = [each for each in found if each.code == "PR801"]
        assert gap.witness == {"category": "（其他）"}
        assert "PR925" in {each.code for each in gap.diagnostic.related}
        assert "inputValues" in gap.diagnostic.related[-1].help("en")
        assert load(table(('"a"', "one"), ('"b"', "two"), hit="UNIQUE")).decide(**gap.witness).outcome is None

    def test_listed_values_stay_closed(self):
        policy = load(table(('"a"', "one"), ("-", "two"), values='"a","b"'))
        assert who(policy, "b") == "two"
        with pytest.raises(perfrules.FactError) as caught:
            policy.decide(category="c")
        assert caught.value.code == "PR546"

    @pytest.mark.parametrize("ending", ["yaml", "xlsx", "dmn"])
    @pytest.mark.parametrize("rules", [URGENT, (('not("a","b")', "x"), ('"a"', "y")), (("-", "x"),)])
    def test_it_survives_every_format(self, tmp_path, ending, rules):
        source, target = tmp_path / "a.dmn", tmp_path / f"b.{ending}"
        source.write_text(table(*rules), encoding="utf-8")
        perfrules.convert(source, target)
        before, after = perfrules.load_policy(source), perfrules.load_policy(target)
        assert before.policy.to_json() == after.policy.to_json()
        for category in ("urgent", "a", "b", "z"):
            assert who(before, category) == who(after, category)

    def test_in_a_file_of_ours(self):
        text = (
            "类别: 审批\n编号: unit.x\n输入: {item: {类型: 选项, 选项: [货物], 可填其他: 是}}\n"
            "输出: {who: {类型: 文字}}\n规则:\n"
            "  - {编号: a, 条件: {item: 货物}, 要求: {who: 科长}}\n"
            "  - {编号: b, 条件: {item: （其他）}, 要求: {who: 局长}}\n"
        )
        policy = perfrules.load_policy(text=text, kind=CompiledPolicy)
        assert [policy.decide(item=each).outcome["who"] for each in ("货物", "服务")] == ["科长", "局长"]
        assert policy.facts_schema()["properties"]["item"] == {
            "title": "item",
            "type": "string",
            "examples": ["货物"],
        }

    @pytest.mark.parametrize("input_", ["{type: money, open: true}", "{type: choice, of: [甲, （其他）]}"])
    def test_open_is_for_choices(self, input_):
        text = f"kind: decision\nid: x\ninputs: {{a: {input_}}}\noutputs: {{w: {{type: text}}}}\n"
        with pytest.raises(perfrules.PolicyError) as caught:
            perfrules.load_policy(text=text + "rules: [{id: r, then: {w: 甲}}]\n")
        assert {each.code for each in caught.value.diagnostics} & {"PR510", "PR661"}


class TestNamespaces:
    @pytest.mark.parametrize(
        "namespace",
        [
            "http://www.omg.org/spec/DMN/20151101",  # Flowable
            "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
            "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
            "http://www.omg.org/spec/DMN/20180521/MODEL/",
            "https://www.omg.org/spec/DMN/20191111/MODEL/",
            "http://www.omg.org/spec/DMN/20191111/MODEL/",
            "https://www.omg.org/spec/DMN/20211108/MODEL/",
            "https://www.omg.org/spec/DMN/20230324/MODEL/",
            "https://www.omg.org/spec/DMN/20240513/MODEL/",
        ],
    )
    def test_every_version_is_read(self, namespace):
        assert who(load(table(*URGENT, namespace=namespace)), "x") == "clerk"

    @pytest.mark.parametrize(
        "namespace",
        [
            "http://www.omg.org/spec/BPMN/20100524/MODEL",
            "urn:m",
            "http://www.omg.org/spec/DMN/latest/MODEL/",
            "",
        ],
    )
    def test_what_is_not_dmn_is_refused(self, namespace):
        with pytest.raises(perfrules.PolicyError) as caught:
            load(table(*URGENT, namespace=namespace))
        assert caught.value.code == "PR913"


def test_every_id_that_is_written_is_one_that_dmn_moddle_reads(tmp_path):
    text = (
        "kind: decision\nid: unit.审批\ntitle: 支出审批\ninputs: {金额: {type: money, title: 支出金额}}\n"
        "outputs: {签批: {type: roles}}\nhit: collect\nrules:\n"
        "  - {id: 小额, title: 小额支出, when: {金额: 2000元以下}, then: {签批: [科长]}}\n"
        "  - {id: 1号, when: {金额: 超过2000元}, then: {签批: [局长]}}\n"
        "  - {id: ok-3, then: {签批: [会计]}}\n"
    )
    source, target = tmp_path / "a.yaml", tmp_path / "a.dmn"
    source.write_text(text, encoding="utf-8")
    perfrules.convert(source, target)
    written = target.read_text(encoding="utf-8")
    ids = re.findall(r' id="([^"]*)"', written)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", each, re.ASCII) for each in ids)
    assert len(ids) == len(set(ids))
    assert "小额支出" in written
    assert [each.id for each in perfrules.load_policy(target).policy.rules] == ["小额", "1号", "ok-3"]


class TestWords:
    @pytest.mark.parametrize("hit", ["PRIORITY", "OUTPUT ORDER"])
    def test_messages_name_elements_of_dmn(self, hit):
        with pytest.raises(perfrules.PolicyError) as caught:
            load(table(*URGENT, hit=hit))
        assert caught.value.code == "PR944"
        for language in ("zh", "en"):
            assert "outputValues" in caught.value.explain(language)
            assert "`of`" not in caught.value.explain(language)
            assert hit in caught.value.explain(language)

    def test_an_input_entry_outside_the_input_values(self):
        with pytest.raises(perfrules.PolicyError) as caught:
            load(table(('"c"', "one"), values='"a","b"'))
        assert (caught.value.code, caught.value.diagnostics[0].arguments["text"]) == ("PR946", "c")
