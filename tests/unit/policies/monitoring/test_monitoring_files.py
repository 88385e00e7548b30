"""Reading files of kind monitoring: what they say, and everything that is wrong with them at once."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.documents.formatting.formatter import format_document
from perfrules.policies.loader import find_policy
from perfrules.policies.monitoring.from_document import read_monitoring
from perfrules.policies.monitoring.policy import MonitoringPolicy
from perfrules.values import default_units

SHIPPED = ["mof.monitoring-2019", "provincial.monitoring-lights"]
TEXT = """\
perfrules: 1
kind: monitoring
id: unit.x
checkpoints: [{by: 6月底, share: 50%}, {by: 12月底, share: 100%}]
operators: [{operator: ">="}]
ways:
  - {kind: comparison, operator: [">="], way: pro-rata}
  - {way: inside}
possibilities: [能, 不能]
colours: {红: red, 绿: green}
lights:
  spending: {红: 低于80%, 绿: 80%以上}
  progress: {红: 低于80%, 绿: 80%以上}
  inside: {红: 否, 绿: 是}
alarms:
  unspent: {红: 超过20%}
explain: {lights: [红], possibilities: [不能]}
"""


def read(text: str = TEXT) -> MonitoringPolicy:
    return read_monitoring(read_document(Source(text, "p.yaml")))


def refusals(old: str, new: str) -> list[tuple[str, str]]:
    assert old in TEXT
    with pytest.raises(PerfrulesError) as caught:
        read(TEXT.replace(old, new))
    return [
        (each.code, each.source.text[each.span.start : each.span.end]) for each in caught.value.diagnostics
    ]


class TestGoodFiles:
    def test_what_is_left_out(self) -> None:
        policy = read()
        assert (policy.between, policy.budget) == ("last-checkpoint", "initial")
        assert [each.share for each in policy.checkpoints] == [50, 100]

    def test_the_first_that_covers_a_target_settles_it(self) -> None:
        policy = find_policy("mof.monitoring-2019")
        assert isinstance(policy, MonitoringPolicy)
        asked = [
            ("comparison", ">=", "数量指标", None, "pro-rata"),
            ("comparison", ">=", "数量指标", default_units()["%"], "inside"),
            ("comparison", "<=", "数量指标", None, "inside"),
            ("comparison", ">=", "质量指标", None, "inside"),
            ("recurring_deadline", None, "时效指标", None, "due-dates"),
        ]
        for kind, operator, level2, unit, way in asked:
            choice = policy.way_for(kind, operator, level2, unit)  # type: ignore[arg-type]
            assert choice is not None
            assert choice.way == way
        settled = policy.operator_for("成本指标", default_units()["元"])
        assert settled is not None
        assert (settled.operator, settled.at.line) == ("<=", 30)

    def test_lights_are_decisions_with_their_places(self) -> None:
        bands = read().bands
        assert list(bands) == ["lights/spending", "lights/progress", "lights/inside", "alarms/unspent"]
        red = bands["lights/progress"].rule_by_id["红"].when["progress"].values
        assert Fraction(79) in red
        assert Fraction(80) not in red

    def test_only_alarms_are_meant_to_be_silent(self) -> None:
        assert [place for place, decision in read().bands.items() if decision.partial] == ["alarms/unspent"]

    def test_several_possibilities_for_one_light(self) -> None:
        policy = read(TEXT.replace("alarms:", "  possibility: {红: [不能], 绿: [能]}\nalarms:"))
        assert policy.lights["possibility"].rule_by_id["红"].when["possibility"].values == {"不能"}

    def test_the_gravest_light(self) -> None:
        policy = read()
        assert policy.gravest(("绿", "红")) == "红"
        assert policy.gravest(()) is None

    @pytest.mark.parametrize("id_", SHIPPED)
    def test_chinese_keys_say_the_same(self, id_: str) -> None:
        policy = find_policy(id_)
        assert isinstance(policy, MonitoringPolicy)
        assert policy.head.cite or id_.startswith("provincial")
        chinese = format_document(Source(TEXT, "p.yaml"), keys="zh")
        assert "监控节点:" in chinese
        assert "判断方式: 按序时进度" in chinese
        assert read(chinese).digest == read().digest

    def test_the_digest_knows_which_light_is_graver(self) -> None:
        other = read(TEXT.replace("{红: red, 绿: green}", "{绿: green, 红: red}"))
        assert other.digest != read().digest


class TestBadFiles:
    @pytest.mark.parametrize(
        ("old", "new", "reported"),
        [
            ("{红: red, 绿: green}", "{红: red, 蓝: blue}", [("PR630", "绿")] * 3),
            ("explain: {lights: [红]", "explain: {lights: [黄]", [("PR630", "黄")]),
            ("possibilities: [不能]", "possibilities: [没门]", [("PR633", "没门")]),
            ("[能, 不能]", "[能, 不能, 能]", [("PR635", "能")]),
            ("share: 100%", "share: 90%", [("PR631", "90%")]),
            ("share: 100%", "share: 40%", [("PR565", "40%")]),
            ("share: 100%", "share: 全部", [("PR564", "全部")]),
            ("by: 6月底", "by: 每月底", [("PR563", "每月底")]),
            ("by: 6月底", "by: 半年", [("PR563", "半年")]),
            ('operator: [">="], way', 'operator: ["<="], way', [("PR632", "pro-rata")]),
            ('comparison, operator: [">="], way', "comparison, way", [("PR632", "pro-rata")]),
            ("kind: comparison", "kind: deadline", [("PR632", "pro-rata")]),
            ("kind: comparison", "kind: range", [("PR632", "pro-rata")]),
            ("{way: inside}", "{way: due-dates}", [("PR632", "due-dates")]),
            ("spending: {红: 低于80%", "spending: {红: 低于80元", [("PR530", "低于80元")]),
            ("inside: {红: 否", "inside: {红: 也许", [("PR523", "也许")]),
            ('operator: ">="}', 'operator: ">=", unit: [呎]}', [("PR233", "呎")]),
            ("{红: red", "{红: rot", [("PR145", "rot")]),
            ("way: inside", "way: 随便", [("PR145", "随便")]),
        ],
    )
    def test_is_reported_with_its_place(self, old: str, new: str, reported: list[tuple[str, str]]) -> None:
        assert refusals(old, new) == reported

    def test_everything_at_once(self) -> None:
        text = "{lights: [黄], possibilities: [没门]}"
        assert refusals("{lights: [红], possibilities: [不能]}", text) == [("PR630", "黄"), ("PR633", "没门")]

    def test_a_possibility_that_is_not_listed(self) -> None:
        assert refusals("alarms:", "  possibility: {红: 没门}\nalarms:") == [("PR528", "没门")]

    def test_what_must_be_there(self) -> None:
        assert [code for code, _ in refusals("  inside: {红: 否, 绿: 是}\n", "")] == ["PR139"]
