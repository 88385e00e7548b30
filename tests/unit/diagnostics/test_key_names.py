"""Names of keys in messages, in the language of the file."""

import pytest
from each import for_each

from perfrules.diagnostics import Source, all_codes, message
from perfrules.diagnostics.key_names import fact_names, filled, general, language_of_keys

CHINESE = Source("perfrules: 1\n类别: 审批\n规则:\n  - 编号: a\n")
ENGLISH = Source("# 说明: 甲\nperfrules: 1\nkind: decision\n")


@pytest.mark.parametrize(
    ("source", "language"),
    [
        (CHINESE, "zh"),
        (ENGLISH, "en"),
        (Source('"类别": 审批\n'), "zh"),
        (Source("- 类别: 审批\n"), "zh"),
        (Source("perfrules: 1\n"), None),
        (Source(">=95%"), None),
        (Source(""), None),
        (None, None),
    ],
)
def test_the_language_of_a_file_is_that_of_its_first_key(source, language):
    assert language_of_keys(source) == language


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("zh", CHINESE, "偏差原因"),
        ("zh", ENGLISH, "explanation（偏差原因）"),
        ("zh", None, "偏差原因（explanation）"),
        ("en", CHINESE, "偏差原因"),
        ("en", ENGLISH, "explanation"),
        ("en", None, "explanation"),
    ],
)
def test_a_key_is_named_as_the_file_writes_it(language, source, expected):
    assert filled("{key_explanation}", {}, language, source) == expected


def test_a_fact_may_begin_like_a_key():
    assert filled("{key_zh}{key_en}", {"key_zh": "甲", "key_en": "a"}, "zh") == "甲a"


@for_each([(code, language) for code in all_codes() for language in ("zh", "en")])
def test_every_key_of_the_catalogue_exists(code, language):
    entry = message(code)
    for text in (entry.text(language), entry.help(language)):
        shown = general(text, language)
        assert not fact_names(text) or "…" in shown
