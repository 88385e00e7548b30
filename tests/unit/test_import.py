import subprocess
import sys

import pytest
from paths import ROOT

from perfrules.documents.build import json_files
from perfrules.expressions.grammar.beginnings import FILE
from perfrules.expressions.grammar.compile_beginnings import compile_beginnings
from perfrules.resources.paths import data_path
from perfrules.values import default_units

HEAVY = (
    "chinese_calendar",
    "click",
    "hypothesis",
    "jsonschema",
    "lark",
    "pytest",
    "rich",
    "yaml",
)


def modules_after(statement):
    """The modules a fresh interpreter holds after a statement."""
    return {name.partition(".")[0] for name in all_modules_after(statement)}


def all_modules_after(statement):
    """The same by their dotted names."""
    script = f"import sys\n{statement}\nprint()\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_library_loads_nothing_heavy():
    loaded = modules_after("import perfrules")
    assert "perfrules" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_check_would_see_what_is_loaded():
    assert "lark" in modules_after("import perfrules, lark")


def test_help_loads_neither_attrs_nor_what_reports_faults():
    statement = "from click.testing import CliRunner as Runner\nfrom perfrules.cli import main"
    statement += "\nRunner().invoke(main, '--help')"
    loaded = all_modules_after(statement)
    assert {"attrs", "yaml", "rich", "perfrules.diagnostics"}.isdisjoint(loaded)


def test_the_first_expression_loads_nothing_that_only_files_need():
    loaded = modules_after("from perfrules import parse; parse('>=95%')")
    late = {"yaml", "jsonschema", "hashlib", "pathlib", "calendar", "lark", "click", "csv"}
    assert loaded.isdisjoint(late)


def test_a_shipped_policy_is_loaded_without_yaml():
    loaded = modules_after("from perfrules import load_policy; load_policy('chengde.expenditure-approval')")
    assert loaded.isdisjoint({"yaml", "jsonschema", "lark", "difflib", "csv", "rich"})


SCORE = (
    "from click.testing import CliRunner as Runner\nfrom perfrules.cli import main\n"
    f"Runner().invoke(main, ['score', {str(ROOT / 'examples' / 'chengde-2021')!r}])"
)
FORMULAS = {
    "perfrules.formulas.nodes",
    "perfrules.formulas.build",
    "perfrules.formulas.phrases",
    "perfrules.engine.decisions.computing.arithmetic",
    "perfrules.engine.decisions.computing.machine",
}


@pytest.mark.parametrize(
    ("statement", "late"),
    [
        (
            "from perfrules import load_policy\n"
            "policy = load_policy('chengde.expenditure-approval')\n"
            "policy.decide(amount='1.5万元', category='日常支出').explain('zh')",
            FORMULAS,
        ),
        (
            "from click.testing import CliRunner as Runner\nfrom perfrules.cli import main\n"
            "facts = ['amount=1.5万元', 'category=日常支出']\n"
            "Runner().invoke(main, ['decide', 'chengde.expenditure-approval', *facts])",
            FORMULAS,
        ),
        (
            f"from perfrules import load_sheets\nload_sheets({str(ROOT / 'examples' / 'chengde-2021')!r})",
            {"perfrules.sheets.imports.recognition.form", "perfrules.sheets.comparison"},
        ),
        (
            SCORE,
            {
                "multiprocessing",
                "zipfile",
                "xml.parsers.expat",
                "perfrules.documents.media.pages",
                "perfrules.documents.formatting",
                "perfrules.sheets.imports.recognition",
            },
        ),
        ("from perfrules import parse; parse('>=95%')", {"perfrules.values.working_days"}),
    ],
    ids=["plain-policy", "plain-command", "yaml-sheets", "score-command", "expression"],
)
def test_what_one_file_needs_is_not_loaded_for_another(statement, late):
    assert all_modules_after(statement).isdisjoint(late)


COUNTED = """
import re, sys
compiled, compile = [], re.compile
re.compile = lambda pattern, flags=0: compiled.append(len(pattern)) or compile(pattern, flags)
{statement}
print()
print(sum(name.startswith("perfrules") for name in sys.modules), sum(compiled))
"""


@pytest.mark.parametrize(
    ("statement", "most_modules", "most_characters"),
    [
        ("from perfrules import parse; parse('>=95%')", 95, 4_000),
        ("from perfrules import parse; parse('产出数量不少于5个')", 95, 12_000),
        ("from perfrules import load_policy; load_policy('chengde.expenditure-approval')", 170, 8_500),
        (SCORE, 285, 33_000),
    ],
    ids=["expression", "target", "load", "score"],
)
def test_modules_and_patterns_stay_few(statement, most_modules, most_characters):
    """A module takes 0.2 to 0.5 ms, a pattern about 1 ms for 500 characters; see record 0174."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTED.format(statement=statement)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    modules, characters = map(int, done.stdout.splitlines()[-1].split())
    assert modules <= most_modules
    assert characters <= most_characters


def test_a_policy_that_computes_loads_formulas():
    statement = "from perfrules import load_policy; load_policy('national.meeting-expense')"
    assert all_modules_after(statement) >= FORMULAS


def test_the_nodes_of_shipped_policies_are_built():
    """After a change of a policy: `python -m perfrules.documents.build`."""
    stale = [path.name for path, text in json_files() if path.read_text(encoding="utf-8") != text]
    assert stale == []


def test_the_beginnings_of_the_words_of_the_language_are_built():
    """After a change of words or units: `python -m perfrules.expressions.grammar.compile_tables`."""
    assert data_path(*FILE).read_text(encoding="utf-8") == compile_beginnings(default_units()).to_text()
