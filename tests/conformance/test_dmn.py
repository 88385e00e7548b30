"""DMN tables of our own making decide as DMN has it: read, by way of YAML, and written as DMN again."""

from __future__ import annotations

from pathlib import Path

import pytest
from data_files import data_of

from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.dmn_result import dmn_result, result_to_json
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.convert import write_policy
from perfrules.policies.formats.dmn.reader import read_dmn

FOLDER = Path(__file__).parent / "dmn"
TABLES = data_of(FOLDER / "cases.yaml")


def directly(document):
    return document


def by_yaml(document):
    return read_document(Source(write_policy(document, "yaml")[0].decode()))


def by_dmn(document):
    return read_dmn(write_policy(document, "dmn")[0]).document


def by_both(document):
    return by_dmn(by_yaml(document))


@pytest.mark.parametrize("way", [directly, by_yaml, by_dmn, by_both], ids=lambda way: way.__name__)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.get("decision") or table["model"])
def test_the_table_decides_as_dmn_has_it(table, way):
    data = (FOLDER / table["model"]).read_bytes()
    document = way(read_dmn(data, table["model"], table.get("decision")).document)
    policy = compile_policy(read_decision(document))
    for case in table["cases"]:
        decision = policy.decide(**case["given"])
        assert result_to_json(dmn_result(policy, decision)) == case["result"], case["given"]


def test_every_model_and_hit_policy_is_there():
    assert {table["model"] for table in TABLES} == {path.name for path in FOLDER.glob("*.dmn")}
    text = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.dmn"))
    words = ["UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]
    words += ["SUM", "MIN", "MAX", "COUNT"]
    assert all(f'"{word}"' in text for word in words)
