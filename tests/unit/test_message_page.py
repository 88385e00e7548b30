"""docs/messages.md tells every message, as the catalogue has it now."""

from __future__ import annotations

import importlib.util

from paths import DOCS

from perfrules.diagnostics.messages import all_codes


def test_the_page_is_up_to_date():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    written = (DOCS / "messages.md").read_text(encoding="utf-8")
    assert written == generate.page(), "run python docs/generate.py"


def test_every_code_has_its_row():
    lines = (DOCS / "messages.md").read_text(encoding="utf-8").splitlines()
    assert [line[2:7] for line in lines if line.startswith("| PR")] == list(all_codes())
