"""A check of a file or of a policy that ships, by its name."""

from __future__ import annotations

import pytest

import perfrules
from perfrules.resources.paths import data_path


@pytest.mark.parametrize("name", ["chengde.expenditure-approval", "expenditure-approval.yaml"])
def test_findings_have_their_places(name):
    found = perfrules.check(data_path("policies", "chengde", name) if name.endswith(".yaml") else name)
    assert [each.diagnostic.to_json()["line"] for each in found] == [29, 36]


def test_what_runs_a_policy_can_be_checked_too():
    loaded = perfrules.load_policy("chengde.expenditure-approval")
    assert [each.code for each in perfrules.check(loaded)] == ["PR805", "PR805"]
    assert perfrules.check(perfrules.load_policy("mof.self-evaluation-2020")) == []
    assert not perfrules.diff(loaded, loaded)


def test_no_such_policy():
    with pytest.raises(perfrules.PerfrulesError) as caught:
        perfrules.check("nobody.nothing")
    assert caught.value.code == "PR500"
