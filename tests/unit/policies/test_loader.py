"""A policy is named by its id, or by the path of what lies there."""

from __future__ import annotations

import pytest

from perfrules.policies.base.errors import PolicyError, UnknownPolicyError
from perfrules.policies.loader import find_policy


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_folder_is_named_as_one(tmp_path):
    (tmp_path / "rules").mkdir()
    with pytest.raises(PolicyError) as caught:
        find_policy("rules")
    assert caught.value.diagnostics[0].code == "PR101"


def test_a_file_without_an_ending_is_read(tmp_path):
    (tmp_path / "rules").write_text("kind: decision\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        find_policy("rules")
    assert caught.value.diagnostics[0].code == "PR139"


def test_a_shipped_id_comes_before_a_path_of_the_same_name(tmp_path):
    (tmp_path / "chengde.wage-payment").mkdir()
    assert find_policy("chengde.wage-payment").head.id == "chengde.wage-payment"


def test_neither_an_id_nor_a_path():
    with pytest.raises(UnknownPolicyError) as caught:
        find_policy("nothing")
    assert caught.value.diagnostics[0].code == "PR500"
