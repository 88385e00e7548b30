"""DMN files that cannot be taken over, and what is said of each, with its line."""

import pytest
from paths import GOLDEN

from perfrules.diagnostics import PerfrulesError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.dmn.reader import read_dmn

FOLDER = GOLDEN / "bad" / "dmn"


def said_of(path):
    decision = "Approval" if path.stem == "chained" else None
    with pytest.raises(PerfrulesError) as refused:
        read_decision(read_dmn(path.read_bytes(), path.name, decision).document)
    return refused.value.explain("zh") + "\n\n" + refused.value.explain("en") + "\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.dmn")), ids=lambda path: path.stem)
def test_what_is_said(path):
    assert said_of(path) == path.with_suffix(".txt").read_text(encoding="utf-8")
