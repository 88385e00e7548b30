"""Diagnostics come back from their JSON."""

import json

import pytest

from perfrules import read
from perfrules.diagnostics import Diagnostic, Source, Span

SOURCE = Source("指标: 2个\n指标: 3个\n", "表.yaml")
OTHER = Diagnostic("PR112", {"key": "指标"}, Span(0, 2), SOURCE)
DIAGNOSTICS = [
    Diagnostic("PR231", {"text": "…"}, Span(0, 1), Source("…")),
    Diagnostic("PR111", {"key": "指标"}, Span(7, 9), SOURCE, (OTHER,)),
    Diagnostic("PR111", {"key": "指标"}, Span(7, 9), SOURCE, (), "info"),
    Diagnostic("PR100", {"name": "无.yaml"}),
]


@pytest.mark.parametrize("found", DIAGNOSTICS, ids=lambda each: each.code)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_diagnostic_comes_back(found, language):
    data = json.loads(json.dumps(found.to_json(language)))
    back = Diagnostic.from_json(data, found.source)
    assert back == found
    assert back.to_json(language) == found.to_json(language)
    assert back.severity == found.severity


def test_it_comes_back_without_the_text():
    (found,) = read("省考核目标").diagnostics
    back = Diagnostic.from_json(found.to_json())
    assert (back.code, back.span, back.source) == (found.code, found.span, None)
    assert back.message() == found.message()


GOOD = DIAGNOSTICS[0].to_json()


@pytest.mark.parametrize(
    "change",
    [
        {"code": "PR000"},
        {"code": 1},
        {"span": [0]},
        {"span": ["0", "1"]},
        {"span": 3},
        {"severity": "fatal"},
        {"severity": ["error"]},
        {"arguments": None},
        {"related": [{}]},
        {"related": 1},
    ],
    ids=str,
)
def test_other_data_are_refused(change):
    with pytest.raises(ValueError, match="not those of a diagnostic"):
        Diagnostic.from_json({**GOOD, **change})


@pytest.mark.parametrize("missing", ["code", "span", "severity", "arguments"])
def test_missing_data_are_refused(missing):
    with pytest.raises(ValueError, match="not those of a diagnostic"):
        Diagnostic.from_json({name: each for name, each in GOOD.items() if name != missing})
