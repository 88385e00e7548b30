"""What prevents testing is said in words."""

import builtins
import sys

import pytest

from perfrules.testing.errors import MissingExtraError


def test_without_hypothesis(monkeypatch):
    for name in [each for each in sys.modules if each.startswith("perfrules.testing.strategies")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(MissingExtraError) as refused:
        builtins.__import__("perfrules.testing.strategies")
    assert refused.value.code == "PR615"
    assert isinstance(refused.value, ImportError)
    assert "perfrules[testing]" in refused.value.diagnostics[0].help("en")
