"""What a check found, in every form it is given out in."""

import json
import re
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from paths import GOLDEN

from perfrules.analysis.files import CheckedFile, CheckReport, check_paths
from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.reports.findings.entries import Entry
from perfrules.reports.findings.formats import FORMATS

FOLDER = GOLDEN / "bad" / "check"
ENDINGS = {"junit": "xml", "json": "json", "sarif": "json"}
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\ufeff]")


@pytest.fixture
def report(monkeypatch):
    monkeypatch.chdir(FOLDER)
    return check_paths(sorted(Path().glob("*.yaml")))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_what_is_given_out(report, name, language):
    expected = (FOLDER / f"{name}.{language}.{ENDINGS.get(name, 'txt')}").read_text(encoding="utf-8")
    given = FORMATS[name](report, language).replace(f'"{version("perfrules")}"', '"VERSION"')
    assert given.rstrip("\n") + "\n" == expected


def nasty():
    """A finding whose every text a file name or a rule could have brought along."""
    text = "a\x1b[31m\x9b\u202e,:%\r"
    source = Source(f"{text}\n规则", f"{text}.yaml")
    reported = Diagnostic(
        "PR803", dict.fromkeys(["rules_zh", "rules_en", "where_zh", "where_en", "rule"], text)
    )
    place = Diagnostic("PR803", reported.arguments, Span(0, 3), source)
    finding = Finding(place, text, (text,), {text: text}, suggestion=Suggestion(text, text))
    return CheckReport((CheckedFile(source.name, findings=(finding,)),))


def test_what_is_said_of_a_whole_file_has_no_line():
    source = Source("", "长.yaml")
    entry = Entry(
        source.name, Diagnostic("PR103", {"limit": "1", "unit_zh": "字", "unit_en": "B"}, None, source)
    )
    assert (entry.start, entry.end) == (None, None)
    report = CheckReport((CheckedFile(source.name, problems=(entry.diagnostic,)),))
    assert FORMATS["github"](report, "zh").startswith("::error file=长.yaml,title=")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_comes_through(name, language):
    assert not CONTROL.search(FORMATS[name](nasty(), language))


def test_github_commands_are_a_line_each_and_not_broken_up():
    (line,) = FORMATS["github"](nasty(), "en").splitlines()
    properties, reported = re.fullmatch(r"::error ([^:]*)::(.*)", line).groups()
    assert [each.partition("=")[0] for each in properties.split(",")] == [
        "file", "line", "col", "endColumn", "title",
    ]  # fmt: skip
    assert reported.count("%0A") == 3


def test_junit_counts_what_it_holds(report):
    root = Xml.fromstring(FORMATS["junit"](report, "en"))  # noqa: S314 - our own
    for outcome in ("failure", "error"):
        assert int(root.get(f"{outcome}s")) == len(list(root.iter(outcome))) > 0
    assert int(root.get("tests")) == len(list(root.iter("testcase")))


class TestSarif:
    """The structure that SARIF 2.1.0 asks for."""

    @pytest.fixture
    def run(self, report):
        data = json.loads(FORMATS["sarif"](report, "en"))
        assert data["version"] == "2.1.0"
        (run,) = data["runs"]
        return run

    def test_every_result_names_its_rule(self, run):
        rules = run["tool"]["driver"]["rules"]
        assert [each["id"] for each in rules] == sorted({each["ruleId"] for each in run["results"]})
        for result in run["results"]:
            rule = rules[result["ruleIndex"]]
            assert rule["id"] == result["ruleId"]
            assert result["level"] == rule["defaultConfiguration"]["level"]
            assert result["level"] in {"error", "warning", "note"}
            assert "{" not in rule["shortDescription"]["text"]

    def test_every_place_is_a_region_of_a_file(self, run, report):
        texts = {each.name: Path(each.name).read_text(encoding="utf-8") for each in report.files}
        for result in run["results"]:
            for each in (*result["locations"], *result.get("relatedLocations", ())):
                place = each["physicalLocation"]
                lines = texts[place["artifactLocation"]["uri"]].split("\n")
                region = place["region"]
                assert 1 <= region["startLine"] <= region["endLine"] <= len(lines)
                assert 1 <= region["startColumn"] <= len(lines[region["startLine"] - 1]) + 1
                assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])

    def test_a_place_beside_is_in_the_file_it_stands_in(self):
        beside = Diagnostic("PR849", {"rule": "b"}, Span(0, 1), Source("b", "other.yaml"))
        reported = Diagnostic("PR810", {"rule": "a"}, Span(0, 1), Source("a", "one.yaml"), related=(beside,))
        checked = CheckReport((CheckedFile("one.yaml", findings=(Finding(reported, "unit.x", ("a",)),)),))
        (result,) = json.loads(FORMATS["sarif"](checked, "en"))["runs"][0]["results"]
        places = [result["locations"][0], result["relatedLocations"][0]]
        uris = [each["physicalLocation"]["artifactLocation"]["uri"] for each in places]
        assert uris == ["one.yaml", "other.yaml"]

    def test_names_of_files_are_uris(self):
        data = json.loads(FORMATS["sarif"](nasty(), "en"))
        place = data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9._~%/-]+", place["artifactLocation"]["uri"])


def test_full_is_in_the_order_of_files_and_lines(report):
    places = re.findall(r"^  --> (.*):(\d+):\d+$", FORMATS["full"](report, "zh"), re.MULTILINE)
    assert places == sorted(places, key=lambda place: (place[0], int(place[1])))
    assert len(places) == 8
