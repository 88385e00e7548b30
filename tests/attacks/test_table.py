"""The table of classes, tests and limits names tests that exist, and every attack is in it."""

from __future__ import annotations

import ast

from attacks.attack_cases import ATTACKS
from each import failures
from paths import ROOT

from perfrules.resources import parse_yaml

ROWS = parse_yaml((ROOT / "docs" / "robustness.yaml").read_bytes())
NAMES = {each.name for each in ATTACKS}


def exists(test: str) -> None:
    path, _, name = test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    tests = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
    assert name in tests or (name == "*" and any(each.startswith("test") for each in tests))


def test_every_class_has_tests_that_exist():
    tests = [test for row in ROWS for test in row["tests"]]
    assert all(row["tests"] for row in ROWS)
    assert failures(exists, [each for each in tests if each not in NAMES]) == []


def test_every_attack_belongs_to_a_class():
    assert {test for row in ROWS for test in row["tests"]} >= NAMES


def test_texts_are_in_both_languages():
    assert all(set(row[part]) == {"zh", "en"} for row in ROWS for part in ("class", "limit"))
