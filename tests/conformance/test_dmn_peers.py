"""What `convert --plain` writes is decided alike by other implementations: dmn-moddle and feelin.

They run on Node. `npm install` the folder `tests/conformance/dmn/peers` somewhere and name that folder in
PERFRULES_DMN_PEERS; without it these tests are skipped.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import re
import shutil
import subprocess
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import perfrules
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.dmn_result import dmn_result
from perfrules.policies.formats.dmn.feel import feel_text
from perfrules.policies.loader import find_policy, policy_files
from perfrules.resources.paths import data_path
from perfrules.testing.strategies.facts import points_of

PEERS = os.environ.get("PERFRULES_DMN_PEERS", "")
NODE = shutil.which("node")
SCRIPT = Path(__file__).parent / "dmn" / "peers" / "decide.mjs"
MOST_FACTS = 4000

needs_peers = pytest.mark.skipif(not (PEERS and NODE), reason="no Node, or PERFRULES_DMN_PEERS is not set")


KIND = re.compile(r"^(?:kind: decision|类别: 审批)$", re.MULTILINE)


def shipped():
    """The files of decision policies; only their kinds are looked for, as every run collects these tests."""
    files = [path for path in policy_files(data_path("policies")) if path.suffix == ".yaml"]
    return [path for path in files if KIND.search(path.read_text(encoding="utf-8"))]


def boundary_facts(policy):
    """Facts at, just below and just above every threshold, all inputs combined; a part of very many."""
    points = [points_of(policy, each) for each in policy.inputs]
    found = list(itertools.product(*points))
    return found[:: 1 + len(found) // MOST_FACTS]


def in_feel(input_, point):
    return feel_text(date.fromordinal(int(point)) if input_.type == "date" else point)


def given(input_, point):
    if input_.type == "date":
        return date.fromordinal(int(point))
    return point


def asked(target, policy, facts):
    names = [each.name for each in policy.inputs]
    rows = [dict(zip(names, map(in_feel, policy.inputs, row), strict=True)) for row in facts]
    question = json.dumps({"xml": target.read_text(encoding="utf-8"), "facts": rows})
    done = subprocess.run(
        [NODE, str(SCRIPT), PEERS], input=question, capture_output=True, text=True, check=True, timeout=300
    )
    return json.loads(done.stdout)


def result(policy, reported, answers):
    """The result of the table by its hit policy, one output as its value, several as a dict."""
    many = reported["hit"] in {"COLLECT", "RULE ORDER", "OUTPUT ORDER"}
    if not answers:
        return None if reported["defaults"] is None else shaped(policy, reported["defaults"])
    if reported["aggregation"]:
        values = [answer[0] for answer in answers]
        return {"SUM": sum, "MIN": min, "MAX": max, "COUNT": len}[reported["aggregation"]](values)
    if many:
        return [shaped(policy, answer) for answer in answers]
    assert reported["hit"] == "FIRST" or all(answer == answers[0] for answer in answers)
    assert reported["hit"] != "UNIQUE" or len(answers) == 1
    return shaped(policy, answers[0])


def shaped(policy, answer):
    values = [sorted(value) if isinstance(value, list) else value for value in answer]
    return (
        values[0]
        if len(values) == 1
        else dict(zip((each.name for each in policy.outputs), values, strict=True))
    )


def in_json(value):
    match value:
        case Fraction():
            return float(value)
        case date():
            return value.isoformat()
        case dict():
            return {name: in_json(each) for name, each in value.items()}
        case list():
            found = [in_json(each) for each in value]
            return sorted(found) if all(isinstance(each, str) for each in found) else found
    return value


def same(ours, theirs):
    """Whether two results are the same; feelin counts in binary fractions, so numbers may differ a little."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, float) and isinstance(theirs, float | int):
        return math.isclose(ours, theirs, rel_tol=1e-12)
    return ours == theirs


def differences(policy, target):
    facts = boundary_facts(policy)
    reported = asked(target, policy, facts)
    assert reported["warnings"] == []
    compiled = compile_policy(policy)
    names = [each.name for each in policy.inputs]
    found = []
    for row, answers in zip(facts, reported["answers"], strict=True):
        decision = compiled.decide(**dict(zip(names, map(given, policy.inputs, row), strict=True)))
        ours, theirs = in_json(dmn_result(policy, decision)), result(policy, reported, answers)
        if not same(ours, theirs):
            found.append((row, ours, theirs))
    return len(facts), found


@needs_peers
@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_policy_is_decided_alike(path, tmp_path):
    target = tmp_path / "plain.dmn"
    perfrules.convert(path, target, plain=True)
    count, found = differences(find_policy(path), target)
    assert count >= 3
    assert found == []


EVERYTHING = """\
kind: decision
id: unit.all
inputs:
  amount: {type: money, domain: 0元至100元, step: 0.01元}
  item: {type: choice, of: [货物, 服务, 工程]}
  urgent: {type: boolean}
  on: {type: date, domain: 2021年1月1日至2021年12月31日}
scope: {item: [货物, 服务]}
outputs: {who: {type: text, of: [局长, 处长, 科长]}, fee: {type: money}}
hit: HIT
rules:
  - {id: 小额, when: {amount: 50元以下}, except: {urgent: 是, item: 货物}, then: {who: 科长, fee: 1.5元}}
  - {id: 大额, when: {amount: 超过20元}, then: {who: 处长, fee: 2元}}
  - {id: 紧急, when: {urgent: 是, on: 2021年上半年}, then: {who: 局长, fee: 3元}, overrides: [小额, 大额]}
  - {id: 年末, when: {on: 2021-12-15至2021-12-31}, then: {who: 局长}, overrides: [紧急, 大额]}
"""


@needs_peers
@pytest.mark.parametrize("hit", ["first", "priority", "collect", "rule-order", "output-order"])
def test_scope_overrides_exceptions_and_ranks_are_decided_alike(hit, tmp_path):
    source, target = tmp_path / "a.yaml", tmp_path / "a.dmn"
    source.write_text(EVERYTHING.replace("HIT", hit), encoding="utf-8")
    notes = perfrules.convert(source, target, plain=True)
    _, found = differences(find_policy(source), target)
    assert found == []
    assert not {"scope", "overrides", "except"} & {
        part for note in notes if note.code == "PR927" for part in note.arguments["parts_en"].split(", ")
    }


@needs_peers
def test_without_plain_they_would_be_decided_otherwise(tmp_path):
    """The comparison would notice: the same policy, not rewritten, is decided otherwise by others."""
    source, target = tmp_path / "a.yaml", tmp_path / "a.dmn"
    source.write_text(EVERYTHING.replace("HIT", "first"), encoding="utf-8")
    perfrules.convert(source, target)
    _, found = differences(find_policy(source), target)
    assert found


@needs_peers
def test_every_rule_comes_back_from_dmn_moddle(tmp_path):
    source, target = tmp_path / "a.yaml", tmp_path / "a.dmn"
    source.write_text(EVERYTHING.replace("HIT", "collect"), encoding="utf-8")
    perfrules.convert(source, target)
    reported = asked(target, find_policy(source), [])
    assert (len(reported["rules"]), reported["warnings"]) == (4, [])
    assert len(set(reported["rules"])) == 4
