"""Reading files of kind decision: what they say, and everything that is wrong with them at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.loader import find_policies, find_policy
from perfrules.resources.paths import data_path
from perfrules.values import Quantity

GOOD = """\
perfrules: 1
kind: decision
id: unit.approval
title: 审批
in_force: {from: 2021-01-01}
inputs:
  amount: {type: money, title: 金额, domain: ">=0元", step: 1分钱}
  item: {type: choice, of: [货物, 服务]}
  urgent: {type: boolean}
  on: {type: date}
  wait: {type: duration, unit: 天, domain: 0-30天}
outputs:
  who: {type: roles}
  fee: {type: money, combine: sum}
  level: {type: text, of: [高, 低]}
hit: collect
rules:
  - id: a
    when: {amount: [1000元以下, 5万元以上], item: [货物, 服务], urgent: 是}
    then: {who: 科长, fee: 1.5万元, level: 高}
  - id: b
    when: {on: 2021年上半年, wait: 2周以内}
    except: [{item: 货物}, {urgent: 否, amount: 小于1万元}]
    then: {who: [局长, 科长]}
    overrides: [a]
default: {level: 低}
partial: true
expect: [complete, {never-decreasing: fee, as: amount}]
aggregate: {input: amount, by: [payee], within: 7天}
""".replace("1分钱", "0.01元")


def read(text):
    return read_decision(read_document(Source(text, "p.yaml")))


def codes(text):
    with pytest.raises(PerfrulesError) as caught:
        read(text)
    return [(each.code, spanned(each)) for each in caught.value.diagnostics]


def spanned(diagnostic):
    return diagnostic.source.text[diagnostic.span.start : diagnostic.span.end]


class TestGood:
    def test_everything_is_read(self):
        policy = read(GOOD)
        first, second = policy.rules
        assert policy.head.version == "2021-01-01"
        assert policy.inputs[0].step == Fraction(1, 100)
        assert str(first.when["amount"].values) == "(-∞, 1000] ∪ [50000, +∞)"
        assert first.when["amount"].text == "1000元以下或5万元以上"
        assert first.when["urgent"].values == {True}
        assert first.then["who"] == ("科长",)
        assert first.then["fee"] == Quantity(Fraction(15000), policy.outputs[1].unit)
        assert str(second.when["wait"].values) == "(-∞, 14]"
        assert (
            str(second.when["on"].values)
            == f"[{date(2021, 1, 1).toordinal()}, {date(2021, 6, 30).toordinal()}]"
        )
        assert [sorted(each) for each in second.except_] == [["item"], ["amount", "urgent"]]
        assert second.overrides == ("a",)
        assert policy.partial
        assert policy.default == {"level": "低"}
        assert [claim.kind for claim in policy.expect] == ["complete", "never-decreasing"]
        assert str(policy.aggregate.within) == "7天"

    def test_chinese_keys_and_layout_do_not_change_the_digest(self):
        english = read(GOOD)
        chinese = GOOD
        for key, spelling in [
            ("kind: decision", "类别: 审批"),
            ("inputs:", "输入:"),
            ("outputs:", "输出:"),
            ("\nrules:", "\n规则:"),
            ("when:", "条件:"),
            ("then:", "要求:"),
            ("default:", "默认:"),
            ("- id:", "- 编号:"),
        ]:
            assert key in chinese
            chinese = chinese.replace(key, spelling)
        chinese = "# 注释\n" + chinese.replace("{who: 科长, fee", '{  "who": 科长, fee').replace(
            "1.5万元", "15000元"
        )
        assert read(chinese).digest == english.digest

    def test_the_content_changes_the_digest(self):
        assert read(GOOD).digest != read(GOOD.replace("1000元以下", "1000.01元以下")).digest
        assert read(GOOD).digest != read(GOOD.replace("hit: collect", "hit: rule-order")).digest

    def test_a_rule_knows_where_it_stands(self):
        policy = read(GOOD)
        assert GOOD[policy.rules[1].span.start :].startswith("id")

    def test_every_policy_that_ships_loads(self):
        book = find_policies(data_path("policies"))
        assert "chengde.expenditure-approval" in book.ids
        assert not book.warnings


class TestBad:
    @pytest.mark.parametrize(
        ("old", "new", "code", "at"),
        [
            ("{amount: [", "{amont: [", "PR521", "amont"),
            ("item: [货物, 服务], urgent", "item: [货物, 服雾], urgent", "PR528", "服雾"),
            ("urgent: 是", "urgent: 也许", "PR523", "也许"),
            ("1000元以下", "3天以下", "PR530", "3天以下"),
            ("1000元以下", "显著提高", "PR531", "显著提高"),
            ("1000元以下", "2021年12月31日前", "PR523", "2021年12月31日前"),
            ("1000元以下", "省考核目标", "PR201", "省考核目标"),
            ("1000元以下", "工资1000元以下", "PR532", "工资1000元以下"),
            ("on: 2021年上半年", "on: 5元以下", "PR523", "5元以下"),
            ("fee: 1.5万元", "fee: 3天", "PR533", "3天"),
            ("fee: 1.5万元", "fee: [1元, 2元]", "PR516", "fee"),
            ("level: 高", "level: 中", "PR517", "中"),
            ("{who: 科长,", "{whom: 科长,", "PR522", "whom"),
            ("overrides: [a]", "overrides: [c]", "PR524", "c"),
            ("overrides: [a]", "overrides: [b]", "PR525", "overrides"),
            ("- id: b", "- id: a", "PR520", "a"),
            ("type: money, combine: sum", "type: boolean, combine: sum", "PR515", "sum"),
            ("step: 0.01元", "step: 0元", "PR513", "0元"),
            ("step: 0.01元", "step: 1天", "PR533", "1天"),
            ("type: choice, of: [货物, 服务]", "type: choice", "PR511", "item"),
            ("domain: 0-30天", "domain: 大于5天小于3天", None, None),
            ("unit: 天, domain: 0-30天", "unit: 元", "PR514", "元"),
            ("unit: 天", "unit: 田", "PR233", "田"),
            ("from: 2021-01-01", "from: 2021-13-01", "PR505", "2021-13-01"),
            ("from: 2021-01-01", "from: 2021-01-01, until: 2020-12-31", "PR501", "2020-12-31"),
            ("as: amount", "as: item", "PR527", "item"),
            ("never-decreasing: fee", "never-decreasing: feee", "PR522", "feee"),
            ("input: amount", "input: total", "PR521", "total"),
            ("within: 7天", "within: 7元", "PR533", "7元"),
            ("default: {level: 低}", "default: {level: [低]}", "PR516", "level"),
            ("except: [{item: 货物}, ", "except: [{items: 货物}, ", "PR521", "items"),
            ("hit: collect", "hit: colect", "PR145", "colect"),
            ("expect: [complete", "expect: [completed", "PR146", None),
        ],
    )
    def test_each_problem_has_its_code_and_place(self, old, new, code, at):
        assert old in GOOD
        found = codes(GOOD.replace(old, new, 1))
        if code is None:
            assert found
            return
        assert code in [each for each, _ in found]
        if at is not None:
            assert (code, at) in found

    def test_priority_needs_an_order(self):
        text = GOOD.replace("hit: collect", "hit: priority").replace(", of: [高, 低]", "")
        assert ("PR526", "priority") in codes(text)

    def test_all_at_once_by_place(self):
        text = GOOD.replace("1000元以下", "3天以下").replace("fee: 1.5万元", "fee: 3天").replace("[a]", "[c]")
        text = text.replace("urgent: 否", "urgent: 不")
        assert [code for code, _ in codes(text)] == ["PR530", "PR533", "PR523", "PR524"]

    def test_a_circle_is_reported_with_its_rules(self):
        text = GOOD.replace(
            "then: {who: 科长, fee: 1.5万元, level: 高}", "then: {level: 高}\n    overrides: b"
        )
        with pytest.raises(PolicyError) as caught:
            read(text)
        assert "a → b → a" in caught.value.explain()

    def test_an_unsound_input_is_reported_once(self):
        found = codes(GOOD.replace("type: choice, of: [货物, 服务]", "type: choice"))
        assert [code for code, _ in found] == ["PR511"]

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_every_message_is_filled(self, language):
        for old, new in [("1000元以下", "3天以下"), ("level: 高", "level: 中"), ("[a]", "[c]")]:
            with pytest.raises(PerfrulesError) as caught:
                read(GOOD.replace(old, new, 1))
            assert "{" not in caught.value.explain(language).replace(GOOD, "").split("\n")[0]


class TestVersions:
    def write(self, folder, name, in_force):
        text = GOOD.replace("in_force: {from: 2021-01-01}", in_force)
        (folder / name).write_text(text, encoding="utf-8")

    def test_the_one_in_force(self, tmp_path):
        self.write(tmp_path, "old.yaml", "in_force: {from: 2020-01-01, until: 2020-12-31}")
        self.write(tmp_path, "new.yaml", "in_force: {from: 2021-01-01}")
        book = find_policies(tmp_path)
        assert book.get("unit.approval", date(2020, 12, 31)).head.version == "2020-01-01"
        assert book.get("unit.approval", date(2021, 1, 1)).head.version == "2021-01-01"
        assert book.get("unit.approval").head.version == "2021-01-01"
        with pytest.raises(PolicyError) as caught:
            book.get("unit.approval", date(2019, 12, 31))
        assert caught.value.code == "PR504"

    def test_overlap(self, tmp_path):
        self.write(tmp_path, "old.yaml", "in_force: {from: 2020-01-01, until: 2021-01-01}")
        self.write(tmp_path, "new.yaml", "in_force: {from: 2021-01-01}")
        with pytest.raises(PolicyError) as caught:
            find_policies(tmp_path)
        assert caught.value.code == "PR502"
        assert "2021-01-01" in str(caught.value)

    def test_two_undated_versions_overlap(self, tmp_path):
        self.write(tmp_path, "old.yaml", "")
        self.write(tmp_path, "new.yaml", "")
        with pytest.raises(PolicyError) as caught:
            find_policies(tmp_path)
        assert caught.value.code == "PR502"

    def test_hole(self, tmp_path):
        self.write(tmp_path, "old.yaml", "in_force: {from: 2020-01-01, until: 2020-12-30}")
        self.write(tmp_path, "new.yaml", "in_force: {from: 2021-01-01}")
        (warning,) = find_policies(tmp_path).warnings
        assert warning.code == "PR503"
        assert warning.arguments["first"] == warning.arguments["last"] == "2020-12-31"

    def test_one_file_on_a_day_it_is_not_in_force(self, tmp_path):
        self.write(tmp_path, "new.yaml", "in_force: {from: 2021-01-01}")
        with pytest.raises(PolicyError) as caught:
            find_policy(tmp_path / "new.yaml", date(2020, 1, 1))
        assert caught.value.code == "PR504"

    def test_errors_of_all_files_at_once(self, tmp_path):
        for name in ("a.yaml", "b.yaml"):
            (tmp_path / name).write_text(GOOD.replace("1000元以下", "3天以下"), encoding="utf-8")
        with pytest.raises(PolicyError) as caught:
            find_policies(tmp_path)
        assert [Path(each.source.name).name for each in caught.value.diagnostics] == ["a.yaml", "b.yaml"]

    def test_tests_and_other_kinds_are_passed_over(self, tmp_path):
        self.write(tmp_path, "a.yaml", "")
        self.write(tmp_path, "a.test.yaml", "")
        (tmp_path / "actuals.yaml").write_text("kind: actuals\nprojects: {}\n", encoding="utf-8")
        assert find_policies(tmp_path).ids == ("unit.approval",)

    def test_a_misspelled_kind_is_not_passed_over(self, tmp_path):
        (tmp_path / "a.yaml").write_text(GOOD.replace("kind: decision", "kind: decison"), encoding="utf-8")
        with pytest.raises(PolicyError) as caught:
            find_policies(tmp_path)
        assert caught.value.code == "PR137"

    def test_an_empty_folder(self, tmp_path):
        with pytest.raises(PolicyError) as caught:
            find_policies(tmp_path)
        assert caught.value.code == "PR506"

    def test_an_unknown_id_suggests_those_like_it(self):
        with pytest.raises(PolicyError) as caught:
            find_policy("chengde.expenditure-aproval")
        assert "chengde.expenditure-approval" in caught.value.hint

    def test_a_file_that_is_no_policy(self, tmp_path):
        path = tmp_path / "actuals.yaml"
        path.write_text(
            "kind: actuals\nas_of: 2021-12-31\nprojects: {a-1: {indicators: {甲: 1}}}\n", encoding="utf-8"
        )
        with pytest.raises(PolicyError) as caught:
            find_policy(path)
        assert caught.value.code == "PR507"


def test_a_choice_listed_twice_is_refused():
    with pytest.raises(PerfrulesError) as refused:
        read_document(Source(GOOD.replace("of: [货物, 服务]", "of: [货物, 服务, 货物]")))
    assert refused.value.code == "PR148"


def test_a_key_that_is_missing_is_suggested_before_one_that_is_there():
    with pytest.raises(PerfrulesError) as refused:
        read_document(Source("类别: 审批\n编号: x\n输人: {}\n输出: {o: {类型: 文字}}\n规则: []\n"))
    assert "是否为“输入”" in next(
        each.message() for each in refused.value.diagnostics if each.code == "PR140"
    )


def test_a_folder_may_hold_other_yaml_but_what_lacks_its_kind_is_reported(tmp_path):
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "ci.yaml").write_text("name: CI\non: push\n", encoding="utf-8")
    assert find_policies(tmp_path).ids == ("unit.approval",)
    (tmp_path / "b.yaml").write_text("id: unit.other\nrules: []\n", encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        find_policies(tmp_path)
    assert refused.value.code == "PR139"


class TestEverythingAtOnce:
    """What does not fit the kind is reported together with what is wrong with the rest."""

    def reported(self, tmp_path, *changes):
        text = GOOD
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "a.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(PerfrulesError) as refused:
            find_policy(path)
        return [each.code for each in refused.value.diagnostics]

    def test_a_bad_value_beside_a_bad_condition(self, tmp_path):
        changes = ("hit: collect", "hit: colect"), ("1000元以下", "3天以下")
        assert self.reported(tmp_path, *changes) == ["PR145", "PR530"]

    def test_an_unknown_key_in_one_rule_beside_an_unknown_input_in_another(self, tmp_path):
        changes = ("- id: a", "- titel: 甲\n    id: a"), ("{on: 2021年上半年", "{in: 2021年上半年")
        assert self.reported(tmp_path, *changes) == ["PR140", "PR521"]

    def test_what_only_follows_from_a_part_left_out_is_not_reported(self, tmp_path):
        assert self.reported(tmp_path, ("type: money, title: 金额", "type: mony, title: 金额")) == ["PR145"]

        changes = ("- id: a", "- titel: 甲\n    id: a"), ("default: {level: 低}", "default: {level: 中}")
        assert self.reported(tmp_path, *changes) == [
            "PR140",
            "PR517",
        ]  # not that b overrides a rule there is not

    def test_a_document_that_lacks_what_it_needs_is_not_judged_further(self, tmp_path):
        assert self.reported(tmp_path, ("outputs:", "output:"), ("1000元以下", "3天以下"))[0] == "PR139"
