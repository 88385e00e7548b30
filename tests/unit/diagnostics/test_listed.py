"""Lists of names in messages: commas of the language, names to the letter."""

from __future__ import annotations

import copy
import pickle

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed

NAMES = ["蔬菜、水果", "粮食"]


def test_a_message_joins_names_as_its_language_does() -> None:
    found = Diagnostic("PR860", {"missing": Listed(NAMES), "columns": Listed(["a"])})
    assert "蔬菜、水果, 粮食" in found.message("en")
    assert "蔬菜、水果、粮食" in found.message("zh")
    assert found.arguments["missing"] == "蔬菜、水果、粮食"


def test_copies_keep_the_names() -> None:
    names = Listed(NAMES)
    for made in (copy.deepcopy(names), pickle.loads(pickle.dumps(names))):  # noqa: S301 - made here
        assert (made, made.items) == (names, tuple(NAMES))


def test_no_names_are_false() -> None:
    assert (Listed([]) or "—") == "—"
