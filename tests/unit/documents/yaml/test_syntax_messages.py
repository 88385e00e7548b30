"""The catalogue of this floor's messages: complete, used, and the same facts in both languages."""

import string
from pathlib import Path

import pytest

import perfrules.documents
from perfrules.diagnostics import message
from perfrules.resources import load_data

CODES = sorted(load_data("grammar", "messages", "documents.yaml"))
SOURCES = "".join(
    path.read_text(encoding="utf-8") for path in Path(perfrules.documents.__file__).parent.rglob("*.py")
)


def places(text):
    return {
        name.removesuffix("_zh").removesuffix("_en")
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }


@pytest.mark.parametrize("code", CODES)
class TestEachMessage:
    def test_is_used(self, code):
        assert f'"{code}"' in SOURCES

    def test_tells_the_same_facts_in_both_languages(self, code):
        found = message(code)
        assert places(found.zh) == places(found.en)
        assert places(found.help_zh) == places(found.help_en)

    def test_an_error_says_how_to_fix_it(self, code):
        found = message(code)
        assert found.severity in {"error", "info"}
        assert bool(found.help_zh) == bool(found.help_en) == (found.severity == "error")

    def test_is_worded_as_all_messages_are(self, code):
        found = message(code)
        assert not found.en.endswith(".")
        assert found.en[0] in "`'" or found.en[0].islower()
        assert not found.zh.endswith("。")
