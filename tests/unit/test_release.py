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

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_package_has_the_version_of_the_project():
    assert perfrules.__version__ == PROJECT["version"]


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
