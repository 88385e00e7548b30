"""What DMN has no place for, and what is noted on the way."""

import pytest
from paths import CONFORMANCE, GOLDEN

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.by_ending import read_policy_document
from perfrules.policies.formats.convert import convert, write_policy
from perfrules.policies.formats.dmn.reader import read_dmn
from perfrules.policies.formats.dmn.writer import write_dmn
from perfrules.policies.loader import find_policy
from perfrules.resources.paths import data_path

MODELS = CONFORMANCE / "dmn"
EVERYTHING = """
kind: decision
id: unit.everything
title: 样样都有
description: 各种内容
in_force: {from: 2021-01-01, until: 2022-12-31}
cite: [{document: 办法, section: 第五条, phrase: "2000元以下 <含>"}]
inputs:
  amount: {type: money, title: 金额, unit: 美元, domain: 0美元以上, step: 0.01美元, description: 含税}
  rate: {type: ratio}
  item: {type: choice, of: [货物, 服务]}
  on: {type: date}
scope: {item: 货物}
outputs:
  who: {type: roles, of: [局长, 科长], title: 谁}
  papers: {type: list, combine: list}
  choose: {type: any-of}
  fee: {type: money, unit: 美元, combine: sum}
  ok: {type: boolean}
  by: {type: date, combine: max}
hit: collect
rules:
  - id: 小额 一
    title: 小额
    when: {amount: 2000美元以下, rate: [5%以下, 95%以上]}
    except: [{item: 服务, amount: 100美元以下}, {on: 2021-06-30前}]
    then: {who: [科长], papers: [], fee: 0.5美元, ok: 是, by: 2021-12-31}
    overrides: [r2]
    cite: [{document: 办法}]
    note: 按原文
  - id: r2
    when: {on: ">=2021-07-01且<2021-08-01"}
    then: {who: [局长, 科长], choose: [会议, 传签], papers: ["单\\"据"], ok: 否}
default: {who: [科长], fee: 0美元}
partial: true
expect: [complete, {never-decreasing: fee, as: amount}]
aggregate: {input: amount, by: [payee], within: 7天}
"""


def document(text=EVERYTHING):
    return read_document(Source(text), "decision")


class TestWriting:
    def test_keeps_everything_a_policy_can_say(self):
        text, notes = write_dmn(document())
        again = read_dmn(text.encode()).document
        assert read_decision(again).to_json() == read_decision(document()).to_json()
        assert again.plain["description"] == "各种内容"
        assert again.plain["rules"][0]["note"] == "按原文"
        assert again.plain["rules"][0]["when"] == document().plain["rules"][0]["when"]
        assert again.plain["inputs"]["amount"] == document().plain["inputs"]["amount"]
        assert [note.code for note in notes] == ["PR926", "PR927"]
        assert set(notes[1].arguments["parts_en"].split(", ")) == {"scope", "except", "overrides", "combine"}

    def test_puts_thresholds_in_numbers_of_the_unit(self):
        text, _ = write_dmn(document())
        assert "<text>&lt;= 2000</text>" in text
        assert '<text>[date("2021-07-01")..date("2021-08-01"))</text>' in text

    @pytest.mark.parametrize(("type_", "value", "count"), [("roles", "[科长]", 1), ("money", "5元", 0)])
    def test_the_type_of_lists_is_defined_where_an_output_is_one(self, type_, value, count):
        head = "kind: decision\nid: unit.x\ninputs: {amount: {type: money}}\n"
        rules = f"hit: unique\nrules: [{{id: a, then: {{out: {value}}}}}]\n"
        text, _ = write_dmn(document(f"{head}outputs: {{out: {{type: {type_}}}}}\n{rules}"))
        assert text.count("<itemDefinition ") == count

    def test_tells_of_a_number_that_no_decimal_is_equal_to(self):
        with pytest.raises(PerfrulesError) as raised:
            write_dmn(document(EVERYTHING.replace("amount: 2000美元以下", "amount: 1/3美元以下")))
        assert raised.value.code == "PR903"

    def test_tells_of_a_character_that_xml_cannot_hold(self):
        with pytest.raises(PerfrulesError) as raised:
            write_policy(document(EVERYTHING.replace("各种内容", '"\\uFFFF"')), "dmn")
        assert raised.value.code == "PR135"


class TestReading:
    def test_a_cell_that_was_changed_elsewhere_counts_and_is_noted(self):
        text, _ = write_dmn(document())
        reading = read_dmn(text.replace("<text>&lt;= 2000</text>", "<text>&lt;= 3000</text>").encode())
        assert reading.document.plain["rules"][0]["when"]["amount"] == "<=3000美元"
        assert [note.code for note in reading.notes] == ["PR928"]

    def test_a_domain_that_was_changed_elsewhere_counts_and_is_noted(self):
        text, _ = write_dmn(document())
        reading = read_dmn(text.replace("<text>&gt;= 0</text>", "<text>&gt;= 1</text>").encode())
        assert reading.document.plain["inputs"]["amount"]["domain"] == ">=1美元"
        assert [note.code for note in reading.notes] == ["PR928"]

    def test_a_cell_that_was_freed_elsewhere_is_noted(self):
        text, _ = write_dmn(document())
        reading = read_dmn(text.replace("<text>&lt;= 2000</text>", "<text>-</text>").encode())
        assert "amount" not in reading.document.plain["rules"][0]["when"]
        assert [note.code for note in reading.notes] == ["PR928"]

    def test_what_is_left_out_is_named(self):
        data = (MODELS / "fees.dmn").read_bytes()
        (note,) = read_dmn(data, "fees.dmn", "Lowest Fee").notes
        assert note.code == "PR930"
        assert note.arguments["parts_zh"] == "Sum of Fees、Highest Fee、Number of Fees"

    def test_what_other_tools_keep_is_named(self):
        text = (MODELS / "travel-seat.dmn").read_text(encoding="utf-8")
        text = text.replace(
            '<model:rule id="long">',
            '<model:rule id="long"><model:extensionElements><x/></model:extensionElements>',
        ).replace(
            "<model:informationRequirement>",
            '<model:authorityRequirement id="a"/><model:informationRequirement>',
        )
        (note,) = read_dmn(text.encode()).notes
        assert note.arguments["parts_en"] == "authorityRequirement, extensionElements"

    def test_strings_that_rules_name_are_noted_for_an_open_column(self):
        data = (MODELS / "papers.dmn").read_bytes()
        notes = read_dmn(data, "papers.dmn", "d1").notes
        assert [note.code for note in notes] == ["PR925", "PR930"]
        assert notes[0].arguments["values"] == "工程、货物"

    def test_the_fault_of_a_kept_condition_is_reported_at_its_place(self):
        text, _ = write_dmn(document())
        with pytest.raises(PerfrulesError) as raised:
            read_decision(read_dmn(text.replace("2021-06-30前", "每月每月").encode(), "m.dmn").document)
        (reported,) = raised.value.diagnostics
        assert reported.source.text[reported.span.start : reported.span.end] == "每月每月"

    def test_blanks_in_names_and_prefixes_of_types_do_not_matter(self):
        text = (MODELS / "travel-seat.dmn").read_text(encoding="utf-8")
        text = text.replace("<model:text>Travel Hours<", "<model:text>Travel\n  Hours<")
        assert "Travel Hours" in read_dmn(text.encode()).document.plain["inputs"]
        text = (MODELS / "grant-check.dmn").read_text(encoding="utf-8").replace('typeRef="t', 'typeRef="m:t')
        assert read_dmn(text.encode()).document.plain["inputs"]["Applicant.Home Region"]["of"]

    def test_a_dmn_file_loads_as_a_policy(self):
        assert find_policy(MODELS / "travel-seat.dmn").head.title == "Seat Class"
        assert find_policy(str(MODELS / "travel-seat.dmn")).id == "Seat-Class"


def test_every_policy_that_ships_and_decides_goes_to_dmn_and_back(tmp_path):
    count = 0
    for path in sorted(data_path("policies").rglob("*.yaml")):
        if path.stem.endswith(".test") or read_policy_document(path).document.kind != "decision":
            continue
        target = tmp_path / f"{path.stem}.dmn"
        convert(path, target)
        assert find_policy(target).digest == find_policy(path).digest
        count += 1
    assert count >= 5


def test_the_file_that_is_written_is_the_golden_one():
    golden = GOLDEN / "good" / "dmn" / "procurement.yaml"
    data, _ = write_policy(read_policy_document(golden).document, "dmn")
    assert data == golden.with_suffix(".dmn").read_bytes()
