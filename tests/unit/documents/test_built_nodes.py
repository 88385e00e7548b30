"""Shipped policies are read from nodes that were built before, as if from their YAML."""

import json
import shutil

import pytest

from perfrules import resources
from perfrules.diagnostics import Source
from perfrules.documents import build, read_document
from perfrules.documents.built_nodes import built_root, json_parts
from perfrules.documents.text import read_text
from perfrules.documents.yaml.reader import read_yaml
from perfrules.resources.paths import data_path

POLICY = data_path("policies", "chengde", "expenditure-approval.yaml")


def test_built_nodes_are_those_of_the_yaml():
    files = sorted(data_path("policies").rglob("*.yaml"))
    different = []
    for file in files:
        text = read_text(file).source.text
        if built_root(file, text) != read_yaml(Source(text)):
            different.append(file.name)
    assert different == []
    assert len(files) > 40


def test_a_policy_that_is_newer_than_its_nodes_is_read_as_yaml():
    text = read_text(POLICY).source.text
    assert built_root(POLICY, text) is not None
    assert built_root(POLICY, text + "# changed") is None


def test_files_elsewhere_have_no_built_nodes(tmp_path):
    copy = tmp_path / POLICY.name
    shutil.copy(POLICY, copy)
    assert built_root(copy, read_text(POLICY).source.text) is None
    assert read_document(copy).root == read_document(POLICY).root


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A library with one policy and nothing built."""
    (tmp_path / "package").mkdir()
    (tmp_path / "policies" / "town").mkdir(parents=True)
    (tmp_path / "grammar").mkdir()
    monkeypatch.setattr(resources, "PACKAGE", str(tmp_path / "package"))
    policy = tmp_path / "policies" / "town" / "车补.yaml"
    policy.write_text('kind: decision\nlist: [a, "b"]\nempty: {}\n', encoding="utf-8")
    return policy


def test_a_policy_without_nodes_is_read_as_yaml(library):
    assert built_root(library, library.read_text(encoding="utf-8")) is None


def test_build_writes_the_nodes_of_every_policy(library):
    build.main()
    written = data_path(*json_parts("town/车补.yaml"))
    assert json.loads(written.read_text(encoding="utf-8"))["root"]["start"] == 0
    text = library.read_text(encoding="utf-8")
    assert built_root(library, text) == read_yaml(Source(text))
