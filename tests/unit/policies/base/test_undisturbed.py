"""The rest of the cycle collector while a policy is read."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from perfrules.diagnostics import PerfrulesError
from perfrules.policies.base.undisturbed import undisturbed
from perfrules.policies.loader import load_policy


def test_the_collector_is_awake_afterwards_whatever_happens():
    load_policy("chengde.expenditure-approval")
    assert gc.isenabled()
    with pytest.raises(PerfrulesError):
        load_policy(Path("nowhere.yaml"))
    assert gc.isenabled()


def test_a_program_that_put_it_to_rest_finds_it_at_rest():
    gc.disable()
    try:
        with undisturbed(), undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
