"""`perfrules doctor`: what is installed, and what an installation lacks for which work."""

from __future__ import annotations

import platform
from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Any

import click

from perfrules.cli import terminal
from perfrules.cli.language import language_option
from perfrules.cli.output import json_option, print_json
from perfrules.diagnostics import Language, phrase
from perfrules.diagnostics.listed import Listed
from perfrules.documents.media.pages.libreoffice import libreoffice
from perfrules.resources.extras import install_command
from perfrules.resources.late_patterns import late_pattern
from perfrules.values.working_days import published_years

_DISTRIBUTION = "perfrules"
_FOR_DEVELOPERS = frozenset({"test", "check", "benchmarks"})
_REQUIREMENT = late_pattern(r"(?P<name>[\w.-]+)[^;]*(?:;.*extra == ['\"](?P<extra>[\w-]+)['\"])?")
_READERS: tuple[tuple[tuple[str, ...], str | None], ...] = (
    ((".xlsx", ".csv", ".tsv", ".txt"), "attrs"),
    ((".docx",), "lxml"),
    ((".html",), "selectolax"),
    ((".pdf",), "pdfplumber"),
    ((".xls", ".et"), "xlrd"),
    ((".doc", ".wps", ".rtf", ".odt", ".fodt", ".ods", ".fods"), None),
)
"""What reads documents of each ending; None is LibreOffice."""
_CORE = "core"
_PURPOSES = {
    _CORE: "commands.basic-functions",
    "documents": "commands.extra-documents",
    "frames": "commands.extra-frames",
    "office": "commands.extra-office",
    "spark": "commands.extra-spark",
    "sql": "commands.extra-sql",
    "testing": "commands.extra-testing",
}
"""What the libraries of each extra are for."""
_HEADS = ("commands.part", "commands.part-version", "commands.part-purpose")


@click.command("doctor")
@json_option
@language_option
def command(language: Language, *, as_json: bool) -> None:
    """List what is installed, in which version, and what is missing for which work.

    Add its output to a report of a fault. Exit code: 0.
    """
    found = _installed()
    if as_json:
        print_json(found)
    else:
        _print(found, language)


def _installed() -> dict[str, Any]:
    """The versions of everything, by what it is for; None for what is missing."""
    parts: defaultdict[str, dict[str, str | None]] = defaultdict(dict)
    for requirement in requires(_DISTRIBUTION) or ():
        found = _REQUIREMENT.match(requirement)
        extra = found["extra"] or _CORE if found else ""
        if found and extra not in _FOR_DEVELOPERS:
            parts[extra][found["name"]] = _version(found["name"])
    years = published_years()
    return {
        _DISTRIBUTION: version(_DISTRIBUTION),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "calendar": {"first": years[0], "last": years[-1]},
        "installed": dict(parts),
        "reads": _readable(),
    }


def _readable() -> dict[str, bool]:
    """The endings of documents, and whether an installation reads them."""
    return {
        ending: libreoffice() is not None if library is None else _version(library) is not None
        for endings, library in _READERS
        for ending in endings
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _print_readable(reads: Mapping[str, bool], language: Language) -> None:
    """The endings that are read, and those for which something is missing."""
    office = {ending for endings, library in _READERS for ending in endings if library is None}
    groups = (
        ("commands.reads", [ending for ending, is_read in reads.items() if is_read]),
        (
            "commands.does-not-read",
            [each for each, is_read in reads.items() if not is_read | (each in office)],
        ),
        ("commands.needs-libreoffice", [each for each in reads if each in office and not reads[each]]),
    )
    for key, endings in groups:
        if endings:
            click.echo(phrase(key, language, endings=Listed(endings).text(language)))


def _print(found: Mapping[str, Any], language: Language) -> None:
    rows = [
        ((_DISTRIBUTION, found[_DISTRIBUTION], ""), ""),
        (("Python", found["python"], found["platform"]), ""),
    ]
    for name, (at, extras) in _components(found["installed"]).items():
        shown = phrase("commands.not-installed", language) if at is None else at
        purposes = Listed(phrase(_PURPOSES[each], language) for each in extras)
        rows.append(((name, shown, purposes.text(language)), ""))
    terminal.print_table("", [phrase(head, language) for head in _HEADS], rows)
    for extra, members in found["installed"].items():
        if extra != _CORE and None in members.values():
            facts = {"purpose": phrase(_PURPOSES[extra], language), "install": install_command(extra)}
            click.echo(phrase("commands.install", language, **facts))
    click.echo(phrase("commands.calendar", language, **found["calendar"]))
    _print_readable(found["reads"], language)


def _components(installed: Mapping[str, Mapping[str, str | None]]) -> dict[str, tuple[str | None, list[str]]]:
    """Each component once: its version and the extras that need it."""
    found: dict[str, tuple[str | None, list[str]]] = {}
    for extra, members in installed.items():
        for name, at in members.items():
            found.setdefault(name, (at, []))[1].append(extra)
    return found
