"""The pages under docs/ say what is true: their texts read as they say, their files load."""

from __future__ import annotations

import re

import pytest
from paths import DOCS, ROOT

import perfrules
from perfrules.diagnostics import message
from perfrules.expressions.unit_files import load_units
from perfrules.sheets.departments.yaml_files import load_department_goals
from perfrules.testing.run import run_file
from perfrules.testing.suites import read_suite

PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((DOCS).rglob("*.md"))]
ROW = re.compile(r"^\| ([a-z_]+) \| (`.+`) \|$", re.MULTILINE)
YAML = re.compile(r"(?<!-->\n)```yaml\n(.*?)```", re.DOTALL)
"""Files without a name; tests/page_examples.py runs the commands of a page with those that have one."""


def passing(path):
    """The tests in a file, all of which must pass."""
    result = run_file(path.rename(path.with_suffix(".test.yaml")))
    assert [each.status for each in result.cases] == ["pass"] * len(result.cases) != []
    return result


LOADED = {
    "actuals": perfrules.load_actuals,
    "实际完成": perfrules.load_actuals,
    "filled-form": perfrules.load_forms,
    "department-goals": load_department_goals,
    "部门整体绩效目标": load_department_goals,
    "tests": passing,
    "用例": read_suite,  # of the policy shown above it: test_readme.py runs the two
    "记录": perfrules.load_record,
    "计量单位": load_units,
}


def readings():
    page = (DOCS / "en" / "expressions.md").read_text(encoding="utf-8").partition("## What the words mean")[0]
    return [(text, kind) for kind, texts in ROW.findall(page) for text in re.findall("`(.+?)`", texts)]


def files():
    return [text for page in PAGES for text in YAML.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("text", "kind"), readings())
def test_a_text_reads_as_the_kind_it_stands_under(text, kind):
    assert perfrules.parse(text).kind == kind


def test_every_kind_has_its_texts():
    assert len({kind for _, kind in readings()}) == 21


@pytest.mark.parametrize("text", files())
def test_a_file_that_is_shown_loads(text, tmp_path):
    path = tmp_path / "shown.yaml"
    path.write_text(text, encoding="utf-8")
    kind = re.search(r"^(?:kind|类别): (\S+)$", text, re.MULTILINE).group(1)
    assert LOADED.get(kind, perfrules.load_policy)(path)


PROVED = re.compile(r"^\| (PR[0-9]{3})(?:[–,] ?(PR[0-9]{3}))? \| ([a-z, ]+) \|", re.MULTILINE)


def test_the_page_of_proofs_tells_severities_as_they_are():
    rows = PROVED.findall((DOCS / "en" / "check.md").read_text(encoding="utf-8"))
    assert len(rows) > 15
    for first, last, severities in rows:
        reported = severities.split(", ")
        assert [message(code).severity for code in (first, last or first)] == [reported[0], reported[-1]]


def test_there_are_files_shown():
    assert len(files()) >= 6


def test_the_architecture_names_every_package_and_folder():
    """Its table has a row per package, which names each folder."""
    page = (DOCS / "en" / "architecture.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| .+? \| (.+) \|$", page, re.MULTILINE))
    for package in sorted((ROOT / "perfrules").iterdir()):
        folders = [each.parent for each in package.rglob("__init__.py") if each.parent != package]
        if (package / "__init__.py").exists() and package.name != "resources":
            named = set(re.findall("`(.+?)`", rows[package.name]))
            assert {each.relative_to(package).as_posix() for each in folders} <= named, package.name


CHINESE_ONLY = {"security.md"}
"""In English it is SECURITY.md, where code hosts look for it."""


def test_every_page_is_there_in_both_languages():
    english, chinese = ({page.name for page in (DOCS / language).glob("*.md")} for language in ("en", "zh"))
    assert english == chinese - CHINESE_ONLY


KINDS = re.compile(r"^\| [^|]+ \| ([a-z_]+) \| (`.+`) \|$", re.MULTILINE)


def chinese_readings():
    page = (DOCS / "zh" / "expressions.md").read_text(encoding="utf-8").partition("## 含不含本数")[0]
    return [(text, kind) for kind, texts in KINDS.findall(page) for text in re.findall("`(.+?)`", texts)]


@pytest.mark.parametrize(("text", "kind"), chinese_readings())
def test_a_text_of_the_chinese_page_reads_as_its_kind(text, kind):
    assert perfrules.parse(text).kind == kind


def test_the_chinese_page_has_texts_of_every_kind():
    assert len({kind for _, kind in chinese_readings()}) == 21
