"""The fulfil command."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from perfrules.cli import main

SAFEGUARDS = "chengde.safeguards"
RECORD = """\
kind: record
events:
  - {event: 购置固定资产, date: 2021-03-02}
evidence:
  - {duty: asset-purchased, date: 2021-03-10, document: 验收单}
  - {duty: training, date: 2021-05-20}
"""
POLICY = """\
perfrules: 1
kind: checklist
id: unit.x
duties: [{id: a, title: 监控, frequency: 每季度}]
"""


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["fulfil", *map(str, arguments)])


@pytest.fixture
def write(tmp_path):
    def written(text, name="record.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_json(run, write):
    result = run(SAFEGUARDS, "--record", write(RECORD), "--as-of", "2021-12-31", "--json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert list(data) == ["policy", "as_of", "clean", "duties", "diagnostics"]
    found = {each["id"]: each["status"] for each in data["duties"]}
    assert found["asset-purchased"] == found["training"] == "fulfilled"
    assert found["leading-group"] == "missing"
    assert found["research"] == "not-yet-due"
    assert data["policy"]["digest"].startswith("sha256:")


def test_all_fulfilled(run, write):
    record = write("kind: record\nevidence: [{duty: a, date: 2021-01-05}]\n")
    policy = write(POLICY, "policy.yaml")
    assert run(policy, "--record", record, "--as-of", "2021-03-31").exit_code == 0
    assert run(policy, "--record", record, "--as-of", "2021-07-01").exit_code == 1


def test_ids_are_shown_by_which_a_record_names_duties(run, write):
    table = run(SAFEGUARDS, "--record", write(RECORD), "--as-of", "2021-12-31", "--lang", "zh").stdout
    assert "编号" in table
    assert " asset-purchased " in table


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ["逾期", "已逾期1天"]), ("en", ["overdue", "1 day over"])]
)
def test_in_words(run, write, language, words):
    arguments = (
        "--record",
        write("kind: record\nevidence: []\n"),
        "--as-of",
        "2021-04-01",
        "--lang",
        language,
    )
    result = run(write(POLICY, "policy.yaml"), *arguments)
    assert result.exit_code == 1
    assert all(each in result.stdout for each in words)


@pytest.mark.parametrize(
    ("policy", "record", "code"),
    [
        ("chengde.wage-payment", RECORD, "PR597"),
        ("chengde.nothing", RECORD, "PR500"),
        (SAFEGUARDS, "kind: record\n", "PR139"),
        (SAFEGUARDS, "kind: record\nevidence: [{duty: trainning, date: 2021-05-20}]\n", "PR590"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_cannot_be_reported(run, write, policy, record, code, language):
    result = run(policy, "--record", write(record), "--as-of", "2021-12-31", "--json", "--lang", language)
    assert result.exit_code == 2
    assert code in {each["code"] for each in json.loads(result.stdout)["diagnostics"]}
    assert f"[{code}]" in result.stderr


def test_wrong_usage(run):
    assert run(SAFEGUARDS).exit_code == 2
