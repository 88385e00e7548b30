"""Checking files: what cannot be read, and versions of one policy."""

from __future__ import annotations

import pytest

from perfrules.analysis.files import check_paths
from perfrules.resources.paths import data_path

TEXT = """\
kind: decision
id: unit.approval
in_force: {from: FROM, until: UNTIL}
inputs: {amount: {type: money, domain: ">=0元"}}
outputs: {who: {type: text}}
hit: unique
rules:
  - {id: all, then: {who: 科长}}
"""


@pytest.fixture
def write(tmp_path):
    def write(name, first, last, text=TEXT):
        (tmp_path / name).write_text(text.replace("FROM", first).replace("UNTIL", last), encoding="utf-8")
        return tmp_path

    return write


def codes(report):
    return [each.code for each in report.findings]


class TestVersions:
    def test_that_follow_one_another(self, write):
        write("a.yaml", "2021-01-01", "2021-12-31")
        assert codes(check_paths([write("b.yaml", "2022-01-01", "2022-12-31")])) == []

    def test_with_a_hole_between(self, write):
        write("a.yaml", "2021-01-01", "2021-11-30")
        (hole,) = check_paths([write("b.yaml", "2022-01-01", "2022-12-31")]).findings
        assert (hole.code, hole.severity) == ("PR503", "warning")
        assert hole.diagnostic.arguments["first"] == "2021-12-01"
        assert hole.diagnostic.source.name.endswith("b.yaml")
        assert hole.related[0].source.name.endswith("a.yaml")
        assert hole.related[0].to_json()["line"] == 3

    def test_in_the_order_of_their_days_not_of_their_files(self, write):
        write("a.yaml", "2022-01-01", "2022-12-31")
        write("b.yaml", "2021-01-01", "2021-11-30")
        (hole,) = check_paths([write("c.yaml", "", "2020-12-31", TEXT.replace("from: FROM, ", ""))]).findings
        assert (hole.code, hole.diagnostic.arguments["first"]) == ("PR503", "2021-12-01")

    def test_that_overlap(self, write):
        write("a.yaml", "2021-01-01", "2022-01-01")
        (overlap,) = check_paths([write("b.yaml", "2022-01-01", "2022-12-31")]).findings
        assert (overlap.code, overlap.severity) == ("PR502", "error")


class TestWhatCannotBeRead:
    def test_is_reported_whole_and_the_rest_is_checked(self, write):
        write(
            "bad.yaml",
            "2021-01-01",
            "2021-12-31",
            TEXT.replace("科长}", "科长, what: 1}").replace("money", "x"),
        )
        write("empty.yaml", "2021-01-01", "2021-12-31", "kind: decision\n")
        folder = write(
            "gap.yaml", "2021-01-01", "2021-12-31", TEXT.replace("id: all", 'id: all, when: {amount: ">5元"}')
        )
        report = check_paths([folder])
        assert codes(report) == ["PR801"]
        assert len({each.source.name for each in report.problems}) == 2
        assert report.counts()["error"] == len(report.problems) > 2

    def test_a_cycle_of_overrides_is_reported_of_when_the_file_is_read(self, write):
        rules = (
            "  - {id: all, then: {who: 科长}, overrides: [more]}\n"
            "  - {id: more, then: {who: 局长}, overrides: [all]}\n"
        )
        text = TEXT.partition("  - {id")[0] + rules
        (problem,) = check_paths([write("cycle.yaml", "2021-01-01", "2021-12-31", text)]).problems
        assert (problem.code, problem.arguments["cycle"]) == ("PR525", "all → more → all")

    def test_a_missing_file_and_a_folder_without_policies(self, tmp_path):
        report = check_paths([tmp_path / "none.yaml", tmp_path])
        assert [each.code for each in report.problems] == ["PR100", "PR506"]

    def test_a_file_named_twice_is_checked_once(self, write):
        folder = write("a.yaml", "2021-01-01", "2021-12-31")
        assert len(check_paths([folder, folder / "a.yaml"]).files) == 1


@pytest.mark.parametrize("folder", ["mof", "teaching"])
def test_the_rule_books_that_ship_are_clean(folder):
    counts = check_paths([data_path("policies", folder)]).counts()
    assert (counts["error"], counts["warning"]) == (0, 0)
