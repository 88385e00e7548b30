"""Split purchases are added up over the rows that belong together."""

from __future__ import annotations

import json
from datetime import date

import pytest

from perfrules import check
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.engine.decisions.errors import DecisionError
from perfrules.engine.decisions.history import read_history
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.loader import read_policy_text

TEXT = """
kind: decision
id: unit.split
inputs:
  amount: {type: money, domain: ">0元", step: 0.01元, title: 金额}
  item: {type: choice, of: [货物, 服务]}
outputs: {who: {type: text}}
aggregate: {input: amount, by: [item, 供应商], within: 7天}
rules:
  - {id: small, when: {amount: 不满1000元}, then: {who: 分管领导}}
  - {id: large, when: {amount: 1000元以上}, then: {who: 局长}}
"""
IN_WORKING_DAYS = TEXT.replace("7天", "5个工作日")


def policy(text: str = TEXT) -> CompiledPolicy:
    model = read_policy_text(text, "unit.yaml")[1]
    assert isinstance(model, DecisionPolicy)
    return compile_policy(model)


def row(day: str, amount: str, supplier: str = "甲", item: str = "货物") -> dict[str, object]:
    return {"日期": day, "金额": amount, "供应商": supplier, "item": item}


class TestAddingUp:
    """Rows count that agree in the columns and lie within the span."""

    @pytest.mark.parametrize(
        ("rows", "rule", "total"),
        [
            ([], "small", "600元"),
            ([row("2021-03-10", "400元")], "large", "1000元"),
            ([row("2021-03-03", "400元")], "large", "1000元"),
            ([row("2021-03-02", "400元")], "small", "600元"),
            ([row("2021-03-11", "400元")], "small", "600元"),
            ([row("2021-03-09", "400元", supplier="乙")], "small", "600元"),
            ([row("2021-03-09", "400元", item="服务")], "small", "600元"),
            ([row("2021-03-09", "300元"), row("2021-03-08", "0.01万元")], "large", "1000元"),
        ],
    )
    def test_over_rows(self, rows: list[dict[str, object]], rule: str, total: str) -> None:
        facts = {"amount": "600元", "item": "货物", "供应商": "甲", "date": date(2021, 3, 10)}
        decision = policy().decide_with_history(facts, rows)
        assert decision.rules == (rule,)
        assert str(decision.facts["amount"]) == total
        assert decision.steps[0].sentence.endswith(total)

    def test_without_a_span_over_all_rows(self):
        compiled = policy(TEXT.replace(", within: 7天", ""))
        facts = {"amount": "600元", "item": "货物", "供应商": "甲", "date": date(2021, 3, 10)}
        assert compiled.decide_with_history(facts, [row("2011-03-10", "400元")]).rules == ("large",)

    def test_says_what_was_added(self):
        facts = {"amount": "600元", "item": "货物", "供应商": "甲", "date": "2021-03-10"}
        decision = policy().decide_with_history(facts, [row("2021-03-09", "400元")])
        assert "金额 = 600元 + 400元 = 1000元。" in decision.explain()

    def test_over_months(self):
        compiled = policy(TEXT.replace("7天", "1个月"))
        facts = {"amount": "600元", "item": "货物", "供应商": "甲", "date": "2021-03-31"}
        assert compiled.decide_with_history(facts, [row("2021-02-28", "400元")]).rules == ("large",)
        assert compiled.decide_with_history(facts, [row("2021-02-27", "400元")]).rules == ("small",)


class TestRefusals:
    """What cannot be added up is refused by row and column."""

    @pytest.mark.parametrize(
        ("text", "facts", "rows", "code"),
        [
            (TEXT, {"date": "2021-03-10"}, [], "PR381"),
            (TEXT, {"供应商": "甲", "date": "某日"}, [], "PR382"),
            (TEXT, {"供应商": "甲", "date": "2021-03-10"}, [{"供应商": "甲", "item": "货物"}], "PR381"),
            (
                TEXT.replace("7天", "5个工作日"),
                {"供应商": "甲", "date": "2021-03-10"},
                [row("2021-03-09", "1元")],
                "PR384",
            ),
            (TEXT.replace("aggregate", "# aggregate"), {}, [], "PR383"),
        ],
    )
    def test_have_a_code(
        self, text: str, facts: dict[str, object], rows: list[dict[str, object]], code: str
    ) -> None:
        with pytest.raises(DecisionError) as refused:
            policy(text).decide_with_history({"amount": "600元", "item": "货物", **facts}, rows)
        assert refused.value.code == code

    def test_of_a_file_that_is_not_a_ledger(self, tmp_path):
        file = tmp_path / "rows.json"
        file.write_text("[1]")
        with pytest.raises(DecisionError, match="PR385"):
            read_history(file)

    def test_check_names_an_aggregate_that_nothing_uses(self):
        text = TEXT.replace("input: amount", "input: count").replace(
            "  item:", "  count: {type: count}\n  item:"
        )
        codes = [finding.code for finding in check(policy(text))]
        assert "PR296" in codes
        assert "PR296" not in [finding.code for finding in check(policy())]

    def test_of_what_cannot_be_added_up_when_the_policy_is_loaded(self):
        for name in ("item", "on"):
            text = TEXT.replace("input: amount", f"input: {name}").replace(
                "  item:", "  on: {type: date}\n  item:"
            )
            with pytest.raises(PolicyError) as refused:
                policy(text)
            assert [each.code for each in refused.value.diagnostics] == ["PR389"]

    def test_of_a_row_without_a_day(self):
        facts = {"amount": "600元", "item": "货物", "供应商": "甲", "date": "2021-03-10"}
        for text in ("某日", "5元", "2025年13月"):
            with pytest.raises(DecisionError, match="PR382"):
                policy().decide_with_history(facts, [row(text, "1元")])

    def test_of_a_day_that_is_a_number(self):
        facts = {"amount": "600元", "item": "货物", "供应商": "甲", "date": "600元"}
        with pytest.raises(DecisionError, match="PR382"):
            policy().decide_with_history(facts, [row("2021-03-10", "1元")])


ROW = {"日期": "2021-03-10", "金额": "400", "供应商": "甲", "item": "货物"}


class TestLedgers:
    """Earlier rows in a file."""

    def test_as_csv_and_as_json(self, tmp_path):
        table, listed = tmp_path / "rows.csv", tmp_path / "rows.json"
        table.write_text(f"{','.join(ROW)}\n{','.join(ROW.values())}\n", encoding="utf-8")
        listed.write_text(json.dumps([ROW]), encoding="utf-8")
        assert read_history(table) == read_history(listed) == [ROW]

    @pytest.mark.parametrize("content", ["{", '{"a": 1}', None])
    def test_that_cannot_be_read(self, tmp_path, content):
        file = tmp_path / "rows.json"
        if content is not None:
            file.write_text(content)
        with pytest.raises(DecisionError, match="PR385"):
            read_history(file)

    def test_with_days_as_dates(self):
        facts = {"amount": "600元", "item": "货物", "供应商": "甲", "date": date(2021, 3, 10)}
        earlier = {**row("", "400元"), "日期": date(2021, 3, 9)}
        assert policy().decide_with_history(facts, [earlier]).rules == ("large",)
