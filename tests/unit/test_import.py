import subprocess
import sys

from perfrules.documents.build import json_files

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
    script = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_importing_the_library_loads_nothing_heavy():
    loaded = modules_after("import perfrules")
    assert "perfrules" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_check_would_see_what_is_loaded():
    assert "lark" in modules_after("import perfrules, lark")


def test_help_loads_neither_attrs_nor_what_reports_faults():
    statement = "from click.testing import CliRunner as Runner\nfrom perfrules.cli import main"
    statement += "\nRunner().invoke(main, '--help')"
    script = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert {"attrs", "yaml", "rich", "perfrules.diagnostics"}.isdisjoint(done.stdout.split())


def test_the_first_expression_loads_nothing_that_only_files_need():
    loaded = modules_after("from perfrules import parse; parse('>=95%')")
    assert loaded.isdisjoint({"yaml", "jsonschema", "hashlib", "pathlib", "calendar", "lark", "click"})


def test_a_shipped_policy_is_loaded_without_yaml():
    loaded = modules_after("from perfrules import load_policy; load_policy('chengde.expenditure-approval')")
    assert loaded.isdisjoint({"yaml", "jsonschema", "lark", "difflib", "csv", "rich"})


def test_the_nodes_of_shipped_policies_are_built():
    """After a change of a policy: `python -m perfrules.documents.build`."""
    stale = [path.name for path, text in json_files() if path.read_text(encoding="utf-8") != text]
    assert stale == []
