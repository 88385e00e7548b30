"""Try faults in the code, and whether tests notice them: `python mutation/run.py [PACKAGE...]`.

Takes some faults of each package at random, by a seed (`--number 40 --seed 1`; all of them with 0). For each
it runs the tests that run the statement, until one fails. Coverage says which tests those are:

    COVERAGE_FILE=.coverage.tests pytest --cov=perfrules --cov-context=test --cov-report= tests perfrules

Prints each fault that no test notices, and the share that are noticed.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen
from coverage import CoverageData
from mutants import Mutant, mutants

ROOT = Path(__file__).parents[1]
FIRST = 40
"""So many of the nearest tests run first; most faults need no more."""
MOST = 160
"""No more tests are run for a fault."""
SECONDS = 240
"""Processor time for the tests of a fault; one with which they take longer is noticed, and named."""


@frozen
class Site:
    """A fault in a file."""

    file: Path
    mutant: Mutant

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.mutant.first_line}: {self.mutant.change}"


class Tests:
    """Which tests run a statement, by the data of coverage."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.data = [CoverageData(str(file)) for file in files]
        for each in self.data:
            each.read()

    def of(self, site: Site) -> list[str]:
        """The tests of a fault, nearest first; those of the whole module where it runs on import only."""
        lines = range(site.mutant.first_line, site.mutant.last_line + 1)
        contexts = {
            test for by_line in self._by_line(site.file) for line in lines for test in by_line.get(line, ())
        }
        if contexts <= {""}:
            contexts = {
                test for by_line in self._by_line(site.file) for tests in by_line.values() for test in tests
            }
        tests = {context.rpartition("|")[0] for context in contexts} - {""}
        return sorted(tests, key=lambda test: (-_nearness(test, site.file), test))

    def _by_line(self, file: Path) -> Iterator[dict[int, list[str]]]:
        for each in self.data:
            yield each.contexts_by_lineno(str(file)) or each.contexts_by_lineno(str(file.relative_to(ROOT)))


def _nearness(test: str, file: Path) -> int:
    """How many folders and words a test's path shares with a file's."""
    path = test.partition("::")[0]
    return len({*path.replace("test_", "").replace(".py", "").split("/")} & {*file.parts, file.stem})


def is_noticed(site: Site, tests: Sequence[str]) -> bool:
    """Whether a test fails with the fault."""
    return any(_fails(site, batch) for batch in (tests[:FIRST], tests[FIRST:MOST]) if batch)


def _fails(site: Site, tests: Sequence[str]) -> bool:
    environment = {
        **os.environ,
        "PERFRULES_MUTANT": f"{site.mutant.number}:{site.file}",
        "PYTHONPATH": str(Path(__file__).parent),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listed:
        listed.write("\n".join(tests))
        listed.flush()
        options = [
            "-x",
            "-q",
            "-p",
            "mutant_plugin",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:cov",
            f"@{listed.name}",
        ]
        command = [sys.executable, "-m", "pytest", *options]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, check=False, preexec_fn=_bound_time
        )
    if done.returncode < 0:
        print(f"did not end: {site}", flush=True)
        return True
    if done.returncode not in (0, 1, 2) and b"while loading conftest" not in done.stderr:
        raise RuntimeError(done.stdout.decode()[-2000:] + done.stderr.decode()[-2000:])
    return done.returncode != 0


def _bound_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def sample(package: str, number: int, chance: random.Random) -> list[Site]:
    """Faults of a package, chosen at random; all where the number is 0."""
    files = sorted((ROOT / "perfrules" / package).rglob("*.py"))
    sites = [Site(file, each) for file in files for each in mutants(file.read_text(encoding="utf-8"))]
    return sites if not number else chance.sample(sites, min(number, len(sites)))


def main(packages: Sequence[str], number: int, seed: int, data: Sequence[Path]) -> int:
    """Try the faults of each package and print what was found."""
    tests = Tests(data)
    for package in packages:
        sites = sample(package, number, random.Random(f"{seed} {package}"))
        survivors = []
        for site in sites:
            found = tests.of(site)
            if not is_noticed(site, found):
                survivors.append(site)
                print(f"not noticed by {len(found)} tests: {site}", flush=True)
        print(f"{package}: {len(sites)} faults, {len(sites) - len(survivors)} noticed", flush=True)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("packages", nargs="*", default=["values", "expressions", "engine", "analysis"])
    parser.add_argument("--number", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, nargs="+", default=[ROOT / ".coverage.tests"])
    given = parser.parse_args()
    sys.exit(main(given.packages, given.number, given.seed, given.data))
