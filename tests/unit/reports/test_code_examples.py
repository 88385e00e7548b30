"""Each example of a message, run by the command: the bad text causes the code, the good one does not."""

from __future__ import annotations

import pytest
from code_examples import reported
from each import failures

from perfrules.diagnostics import all_codes
from perfrules.reports.findings.code_examples import code_example
from perfrules.reports.findings.rule_pages import rule_page
from perfrules.resources import load_data
from perfrules.resources.paths import data_path

AREAS = sorted(path.stem for path in data_path("grammar", "examples").glob("*.yaml"))
MOST_REASONS = 37
"""The most codes that have a reason instead of an example. Lower the figure, never raise it."""

COMPANIONS = {"PR849"}
"""Notes that point at the further rules of a finding."""


@pytest.mark.parametrize("area", AREAS)
def test_bad_examples_cause_exactly_their_code_and_good_ones_do_not(area):
    def check(code: str) -> None:
        example = code_example(code)
        if example.reason is not None:
            return
        for language in ("zh", "en"):
            bad = reported(example.kind, example.bad, language)
            good = reported(example.kind, example.good, language)
            assert code in bad, bad
            assert code not in good, good
            assert (bad | good) - {code} - COMPANIONS == set(example.also) - COMPANIONS, (bad, good)

    found = failures(check, load_data("grammar", "examples", f"{area}.yaml"))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("area", AREAS)
def test_examples_are_in_the_file_of_their_area(area):
    assert set(load_data("grammar", "examples", f"{area}.yaml")) <= set(
        load_data("grammar", "messages", f"{area}.yaml")
    )


def test_every_code_has_an_example_or_the_reason_why_not():
    assert [code for code in all_codes() if code_example(code) is None and rule_page(code) is None] == []


def test_reasons_are_few():
    assert (
        sum(each is not None and each.reason is not None for each in map(code_example, all_codes()))
        <= MOST_REASONS
    )


def test_reasons_are_in_both_languages():
    reasons = [each.reason for each in map(code_example, all_codes()) if each is not None and each.reason]
    assert all(set(each) == {"zh", "en"} and all(each.values()) for each in reasons)


def test_an_empty_example_is_shown_as_blank():
    assert code_example("PR202").lines("en")[0] == "bad (target): (blank)"
