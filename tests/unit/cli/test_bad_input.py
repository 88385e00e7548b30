"""Every kind of bad input to `perfrules score`: its code, place and hint, and the rest still done."""

import json

import pytest
from click.testing import CliRunner

from perfrules.cli import main

SHEET = """\
kind: sheet
code: A-1
name: 甲
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 次数, target: ">=5次"}
  - {level1: 产出指标, level2: 质量指标, name: 合格率, target: ">=95%"}
  - {level1: 效益指标, level2: 社会效益指标, name: 影响, target: 文字描述}
  - {level1: 满意度指标, level2: 服务对象满意度指标, name: 满意度, target: ">=90%"}
"""
ACTUALS = """\
kind: actuals
as_of: 2021-12-31
projects:
  A-1:
    budget: {initial: 10万元, adjusted: 10万元, executed: 10万元}
    indicators: {次数: 6次, 合格率: 96%, 影响: 达成预期指标, 满意度: 95%}
  B-2:
    budget: {initial: 10万元, adjusted: 10万元, executed: 10万元}
    indicators: {次数: 6次, 合格率: 96%, 影响: 达成预期指标, 满意度: 95%}
"""
OTHER = SHEET.replace("A-1", "B-2").replace("甲", "乙")
LONG = "9" * 41


def score(folder, sheet=SHEET, actuals=ACTUALS, lang="zh"):
    for name, text in (("a.yaml", sheet), ("b.yaml", OTHER), ("actuals.yaml", actuals)):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    result = CliRunner().invoke(main, ["score", str(folder), "--json", "--lang", lang])
    return result, json.loads(result.stdout)


def reported(data):
    return [*data["diagnostics"], *(each for card in data["cards"] for each in card["diagnostics"])]


def test_good_input_is_scored_in_full(tmp_path):
    result, data = score(tmp_path)
    assert (result.exit_code, reported(data)) == (0, [])
    assert [card["total"] for card in data["cards"]] == ["100.00", "100.00"]


@pytest.mark.parametrize(
    ("sheet", "actuals", "code", "file", "line"),
    [
        (('">=5次"', '">=≥5次"'), None, "PR206", "a.yaml", 5),
        (('">=5次"', '">=5咕噜"'), None, "PR233", "a.yaml", 5),
        (('">=5次"', f'">={LONG}"'), None, "PR232", "a.yaml", 5),
        (('">=5次"', '">=5\\e次"'), None, "PR203", "a.yaml", 5),
        (('">=5次"', '">=5\\u200b次"'), None, "PR203", "a.yaml", 5),
        (None, ("次数: 6次", "次数: 6公里"), "PR406", "actuals.yaml", 6),
        (None, ("次数: 6次", "次数: 6咕噜"), "PR233", "actuals.yaml", 6),
        (None, ("次数: 6次", "次数: nan"), "PR231", "actuals.yaml", 6),
        (None, ("次数: 6次", "次数: -inf"), "PR231", "actuals.yaml", 6),
        (None, ("次数: 6次", f"次数: {LONG}"), "PR232", "actuals.yaml", 6),
        (None, ("次数: 6次", '次数: "6\\e[31m次"'), "PR203", "actuals.yaml", 6),
        (None, ("次数: 6次, ", ""), "PR401", "a.yaml", 5),
        (None, ("次数: 6次", "次数: 6次, 别的: 1"), "PR402", "actuals.yaml", 6),
        (("name: 合格率", "name: 次数"), ("合格率: 96%, ", ""), "PR414", "actuals.yaml", 6),
        (("level1: 产出指标,", "level1: 产出指标, weight: 20,"), None, "PR403", "a.yaml", 5),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_wrong_with_one_indicator_costs_no_other(tmp_path, sheet, actuals, code, file, line, lang):
    sheet_text = SHEET.replace(*sheet) if sheet else SHEET
    actuals_text = ACTUALS.replace(*actuals, 1) if actuals else ACTUALS
    result, data = score(tmp_path, sheet_text, actuals_text, lang)
    assert result.exit_code == 1
    found = next(each for each in reported(data) if each["code"] == code)
    assert (found["file"].endswith(file), found["line"]) == (True, line)
    assert found["message"]
    assert found["help"]
    assert [card["code"] for card in data["cards"]] == ["A-1", "B-2"]
    by_name = {item["name"]: item["score"] for item in data["cards"][0]["items"]}
    assert (by_name["影响"], by_name["满意度"], data["cards"][1]["total"]) == ("30.00", "10.00", "100.00")


@pytest.mark.parametrize(
    ("sheet", "code", "line"),
    [
        (SHEET + "  - [\n", "PR125", 9),
        (SHEET.replace("name: 甲", "name: 甲\nname: 乙"), "PR111", 4),
        (SHEET.replace("name: 甲", "nane: 甲"), "PR140", 3),
        (SHEET.replace('">=5次"', ">=5次"), "PR120", 5),
        (SHEET.encode("gb18030") + b"\xff\xff", "PR106", None),
        (SHEET.replace("name: 甲", "name: 甲\x1b"), "PR114", 3),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sheet_that_cannot_be_read_costs_no_other(tmp_path, sheet, code, line, lang):
    result, data = score(tmp_path, sheet, lang=lang)
    assert result.exit_code in (1, 2)
    found = next(each for each in data["diagnostics"] if each["code"] == code)
    assert (found["file"].endswith("a.yaml"), found.get("line")) == (True, line)
    assert found["help"]
    assert [(card["code"], card["total"]) for card in data["cards"]] == [("B-2", "100.00")]


@pytest.mark.parametrize(
    ("actuals", "code", "line"),
    [
        (ACTUALS.replace("合格率: 96%", "次数: 96%", 1), "PR111", 6),
        (ACTUALS.replace("as_of", "as_off"), "PR140", 2),
        (ACTUALS + "  C-3: [\n", "PR125", 10),
    ],
)
def test_actuals_that_cannot_be_read_leave_nothing_to_score(tmp_path, actuals, code, line):
    result, data = score(tmp_path, actuals=actuals)
    assert (result.exit_code, data["cards"]) == (2, [])
    (found,) = data["diagnostics"]
    assert (found["code"], found["line"]) == (code, line)


def test_actuals_in_no_encoding_are_reported_and_score_nothing(tmp_path):
    result, data = score(tmp_path, actuals=ACTUALS.encode("gb18030") + b"\xff\xff")
    assert result.exit_code == 1
    assert {each["code"] for each in data["diagnostics"]} >= {"PR106", "PR416"}
    assert {card["total"] for card in data["cards"]} == {"0.00"}


def test_no_terminal_obeys_what_files_hold(tmp_path):
    sheet = SHEET.replace("name: 甲", 'name: "甲\\e[31m"').replace('">=5次"', '">=5\\e[2J次"')
    score(tmp_path, sheet, ACTUALS.replace("达成预期指标", '"达成\\e[31m"'))
    result = CliRunner().invoke(main, ["score", str(tmp_path), "--lang", "zh"])
    assert "<U+001B>" in result.stdout
    assert "<U+001B>" in result.stderr
    assert "\x1b" not in result.output
