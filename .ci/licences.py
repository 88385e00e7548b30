"""Check a bill of materials, and the page of dependencies: `python .ci/licences.py BILL [--write]`.

BILL is CycloneDX JSON, written by `cyclonedx-py environment` where perfrules and its extras are installed.
Every package in it must have a licence of `ALLOWED`. `docs/dependencies.md` must list the packages that
`pyproject.toml` names, with the licences found. `--write` writes that page instead.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "dependencies.md"
EXTRAS = ("frames", "sql", "office", "documents", "testing")
ALLOWED = frozenset(
    {
        *("0BSD", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU", "Zlib"),
        *("Apache-2.0", "CC0-1.0", "MPL-2.0", "PSF-2.0", "Python-2.0"),
    }
)
"""Licences under which a closed program may use a package."""
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
STATED = {"pypdfium2": "BSD-3-Clause OR Apache-2.0"}
"""Licences of packages whose metadata have no form that tools read, from the files LICENSES in them."""
INSTALLERS = frozenset({"pip", "setuptools", "wheel"})
HEAD = """\
# Dependencies and their licences

The packages that `pip install perfrules` installs, and those that each extra adds. Licences are the declared
ones, in SPDX terms; *BSD* means that the package does not say which BSD licence. All of them permit use in
closed programs, and so do the licences of the packages that these need. The extra `spark` adds pyspark
(Apache-2.0) and py4j (BSD), which are not in the bill of materials.

Written by `python .ci/licences.py BILL --write`; `.ci/run` compares it with what is installed.

| package | licence | needed for |
|---|---|---|
"""


def normal(name: str) -> str:
    """A package's name in its normal form."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(component: Mapping[str, Any]) -> str:
    """The licence of a component; empty if it declares none."""
    if normal(component["name"]) in STATED:
        return STATED[normal(component["name"])]
    found = []
    for each in component.get("licenses") or ():
        licence = each.get("license", {})
        classifier = licence.get("name", "").rpartition(" :: ")[2]
        found.append(each.get("expression") or licence.get("id") or CLASSIFIERS.get(classifier, classifier))
    return next(iter(found), "")


def is_allowed(licence: str) -> bool:
    """Whether every term, or one of several that one may choose from, is in `ALLOWED`."""
    choices = [re.split(r"\s+AND\s+", choice) for choice in re.split(r"\s+OR\s+", licence)]
    return any(all(term.strip("() ") in ALLOWED for term in terms) for terms in choices)


def direct() -> dict[str, str]:
    """The packages named in pyproject.toml, with what they are needed for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    needed: dict[str, str] = {}
    for group in ("", *EXTRAS):
        for requirement in groups[group]:
            name = re.match(r"[\w.-]+", requirement)[0]
            needed.setdefault(name, f"`{group}`" if group else "always")
    return needed


def page(licences: Mapping[str, str]) -> str:
    """The text of `docs/dependencies.md`."""
    rows = (f"| {name} | {licences.get(normal(name), '')} | {use} |" for name, use in direct().items())
    return HEAD + "\n".join(rows) + "\n"


def problems(licences: Mapping[str, str], written: str) -> Iterator[str]:
    """What is wrong, a sentence each."""
    for name, licence in licences.items():
        if not is_allowed(licence):
            yield f"{name} has the licence {licence or 'none'!r}, not in ALLOWED"
    for name in direct():
        if normal(name) not in licences:
            yield f"{name} is not in the bill of materials"
    if written != page(licences):
        yield "docs/dependencies.md is out of date: run python .ci/licences.py BILL --write"


def main(bill: Path, *, write: bool) -> int:
    """Check, or write the page."""
    components = json.loads(bill.read_text(encoding="utf-8"))["components"]
    licences = {normal(each["name"]): licence_of(each) for each in components}
    licences = {
        name: each for name, each in sorted(licences.items()) if name not in {*INSTALLERS, "perfrules"}
    }
    if write:
        PAGE.write_text(page(licences), encoding="utf-8")
    found = list(problems(licences, PAGE.read_text(encoding="utf-8")))
    print(*found, f"{len(licences)} packages, {len(found)} problems", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), write="--write" in sys.argv[2:]))
