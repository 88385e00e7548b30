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
from perfrules.resources.late_patterns import late_pattern
from perfrules.values.working_days import published_years

_DISTRIBUTION = "perfrules"
_FOR_DEVELOPERS = frozenset({"test", "check", "benchmarks"})
_REQUIREMENT = late_pattern(r"(?P<name>[\w.-]+)[^;]*(?:;.*extra == ['\"](?P<extra>[\w-]+)['\"])?")
_HEADS = ("commands.part", "commands.part-version", "commands.part-purpose")


@click.command("doctor")
@json_option
@language_option
def command(language: Language, *, as_json: bool) -> None:
    """Tell what is installed, in which version, and what is missing for which work.

    What it prints is worth adding to a report of a fault. Exit code: 0.
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
        extra = found["extra"] or "core" if found else ""
        if found and extra not in _FOR_DEVELOPERS:
            parts[extra][found["name"]] = _version(found["name"])
    years = published_years()
    return {
        _DISTRIBUTION: version(_DISTRIBUTION),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "calendar": {"first": years[0], "last": years[-1]},
        "installed": dict(parts),
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _print(found: Mapping[str, Any], language: Language) -> None:
    rows = [
        ((_DISTRIBUTION, found[_DISTRIBUTION], ""), ""),
        (("Python", found["python"], found["platform"]), ""),
    ]
    for extra, members in found["installed"].items():
        purpose = phrase("commands.basic-functions", language) if extra == "core" else extra
        missing = (
            phrase("commands.not-installed", language),
            phrase("commands.install", language, extra=extra),
        )
        rows += (((name, *((at, purpose) if at else missing)), "") for name, at in members.items())
    terminal.print_table("", [phrase(head, language) for head in _HEADS], rows)
    click.echo(phrase("commands.calendar", language, **found["calendar"]))
