"""A release says the same version everywhere and lists what it depends on."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest
from paths import ROOT

import perfrules

sys.path.insert(0, str(ROOT / ".ci"))

import licences

CHANGELOGS = ("CHANGELOG.md", "CHANGELOG.zh-CN.md")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_package_has_the_version_of_the_project():
    assert perfrules.__version__ == PROJECT["version"], "install the checkout again: pip install -e ."


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def sections(name):
    """The titles of the versions in a changelog, newest first, without the one that is not released."""
    return re.findall(r"^## ([0-9].*)$", text_of(name), re.M)


class TestChangelogs:
    """Both changelogs say the same; the newest version in them is the project's."""

    def test_they_have_the_same_versions(self):
        assert sections("CHANGELOG.md") == sections("CHANGELOG.zh-CN.md")

    def test_a_released_version_is_the_newest_in_them(self):
        version = PROJECT["version"]
        newest = sections("CHANGELOG.md")[0].partition(" ")[0]
        assert newest == version if "dev" not in version else newest < version

    def test_every_breaking_change_is_in_both_and_says_what_to_do(self):
        english, chinese = (re.findall(r"^\| .+ \|$", text_of(name), re.M) for name in CHANGELOGS)
        assert len(english) == len(chinese) > 10
        assert all(cell.strip() for row in (*english, *chinese) for cell in row.strip("|").split("|"))

    @pytest.mark.parametrize("name", CHANGELOGS)
    def test_they_lead_to_each_other(self, name):
        (other,) = {*CHANGELOGS} - {name}
        assert f"]({other})" in text_of(name)

    def test_docs_name_the_minor_version_in_which_a_name_was_added(self):
        minor = tuple(map(int, PROJECT["version"].split(".")[:2]))
        for page in (ROOT / "perfrules").rglob("*.py"):
            for major, second in re.findall(
                r"Added in ([0-9]+)\.([0-9]+)\.", page.read_text(encoding="utf-8")
            ):
                assert (int(major), int(second)) <= minor, page


class TestLicences:
    """The bill of materials is read as CycloneDX writes it; what is not allowed is refused."""

    @pytest.mark.parametrize(
        ("licence", "allowed"),
        [
            ("MIT", True),
            ("Apache-2.0 OR BSD-2-Clause", True),
            ("GPL-3.0-only OR MIT", True),
            ("BSD-3-Clause AND 0BSD AND MIT", True),
            ("BSD-3-Clause AND GPL-3.0-only", False),
            ("GPL-3.0-only", False),
            ("Proprietary", False),
            ("", False),
        ],
    )
    def test_one_choice_must_be_allowed_as_a_whole(self, licence, allowed):
        assert licences.is_allowed(licence) is allowed

    @pytest.mark.parametrize(
        ("declared", "licence"),
        [
            ([{"license": {"id": "MIT"}}], "MIT"),
            ([{"expression": "MIT OR Apache-2.0"}], "MIT OR Apache-2.0"),
            ([{"license": {"name": "License :: OSI Approved :: BSD License"}}], "BSD"),
            ([{"license": {"name": "License :: Other/Proprietary License"}}], "Other/Proprietary License"),
            (None, ""),
        ],
    )
    def test_a_licence_is_an_id_an_expression_or_a_classifier(self, declared, licence):
        assert licences.licence_of({"name": "some-package", "licenses": declared}) == licence

    def test_the_page_lists_what_the_project_names(self):
        rows = re.findall(
            r"^\| ([\w.-]+) \| (.+) \| (always|`\w+`) \|$", licences.PAGE.read_text("utf-8"), re.M
        )
        assert {name: use for name, _, use in rows} == licences.direct()
        assert all(licences.is_allowed(licence) for _, licence, _ in rows)

    def test_a_package_without_an_allowed_licence_is_named(self):
        found = list(licences.problems({"some-package": "GPL-3.0-only"}, ""))
        assert found[0] == "some-package has the licence 'GPL-3.0-only', not in ALLOWED"
        assert "click is not in the bill of materials" in found
