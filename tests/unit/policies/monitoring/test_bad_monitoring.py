"""Monitoring policies that contradict themselves, and all messages about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from paths import GOLDEN

from perfrules.diagnostics import PerfrulesError
from perfrules.documents import decode, read_document
from perfrules.policies.monitoring.from_document import read_monitoring

FOLDER = GOLDEN / "bad" / "monitoring"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_said(path: Path) -> None:
    source = decode(path.read_bytes(), path.name).source
    with pytest.raises(PerfrulesError) as refused:
        read_monitoring(read_document(source))
    said = refused.value.explain("zh") + "\n\n" + refused.value.explain("en") + "\n"
    assert said == path.with_suffix(".txt").read_text(encoding="utf-8")
