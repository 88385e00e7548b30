"""Facts of a message that are made when somebody reads them."""

from __future__ import annotations

import copy

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.late_facts import LateFacts


def test_facts_are_made_once_and_at_first_use():
    made: list[int] = []

    def make() -> dict[str, object]:
        made.append(1)
        return {"text": 5}

    found = Diagnostic("PR231", LateFacts(make))
    assert made == []
    assert "5" in found.message("en")
    assert (dict(found.arguments), len(found.arguments), made) == ({"text": "5"}, 1, [1])


def test_they_are_like_a_dict_of_the_same_facts():
    late = Diagnostic("PR231", LateFacts(lambda: {"text": "5"}))
    plain = Diagnostic("PR231", {"text": "5"})
    assert late == plain
    assert plain == late
    assert copy.deepcopy(late) == plain
    assert repr(late) == repr(plain)
