"""docs/en/testing.md says what is true: its examples run."""

import doctest
import re

from click.testing import CliRunner
from paths import ROOT

from perfrules.cli import main
from perfrules.testing.consistency import consistency_suite

PAGE = ROOT / "docs" / "en" / "testing.md"
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def blocks(*, prompted):
    found = PYTHON.findall(PAGE.read_text(encoding="utf-8"))
    return [each for each in found if each.startswith(">>>") is prompted]


def test_examples_with_a_prompt_print_what_they_show():
    (example,) = blocks(prompted=True)
    test = doctest.DocTestParser().get_doctest(example, {}, "testing.md", str(PAGE), 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0
    assert len(test.examples) == 8


def test_suites_that_are_shown_pass(pytester):
    suites = blocks(prompted=False)
    assert len(suites) == 2
    for number, text in enumerate(suites):
        pytester.makepyfile(**{f"test_shown_{number}": text})
    result = pytester.runpytest("-p", "no:cacheprovider", "-p", "no:xdist")
    result.assert_outcomes(passed=14)


def test_every_law_is_reported():
    suite = consistency_suite("teaching.procurement")
    laws = [name.removeprefix("test_") for name in vars(suite) if name.startswith("test_")]
    assert sorted(
        re.findall(r"^\| `([a-z_]+)` \| ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    ) == sorted(laws)


def test_the_picture_is_what_is_drawn(monkeypatch):
    monkeypatch.chdir(ROOT)
    shown = PAGE.read_text(encoding="utf-8").split("…\n")[1].split("```")[0]
    policy = "policies/chengde/expenditure-approval.yaml"
    printed = (
        CliRunner(env={"COLUMNS": "80"})
        .invoke(main, ["check", policy, "--picture", "-", "--lang", "en"])
        .stdout
    )
    assert printed.endswith(shown)
