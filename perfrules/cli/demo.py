"""`perfrules demo`: write a small working folder to try the commands on."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import fail
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, phrase, visible
from perfrules.documents import DocumentError, make_folder, scratch_folder, write_bytes
from perfrules.engine.scoring import load_scorer
from perfrules.reports.forms.evaluation import EvaluationForm
from perfrules.reports.forms.write import write_report
from perfrules.resources import read_data
from perfrules.resources.extras import install_command
from perfrules.sheets import load_actuals, load_sheet

_FILES = "sheet.yaml", "actuals.yaml"
_TUTORIAL = "绩效目标表.docx", "完成情况.xlsx"
"""Files of the tutorial for officers, in a folder of their own, so that `score` does not read them."""
_POLICY = "policies", "teaching"
_POLICY_FILES = "procurement.yaml", "procurement.test.yaml"
_FORM = "form.xlsx"
_SCORED_BY = "mof.self-evaluation-2020"
_NO_LIBRARY = "PR904"
_NEXT = "score", "check", "test"


@click.command("demo")
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(path_type=Path))
@language_option
def command(folder: Path, language: Language) -> None:
    """Write a target sheet, its actuals, the filled form, and a policy with tests to DIR (default: demo).

    The files of the tutorial for officers go to DIR/tutorial.

    Exit codes: 0 written, 2 a file exists with other content or cannot be written.
    """
    contents = {name: _shipped(name) for name in _FILES}
    contents |= {name: read_data(*_POLICY, name) for name in _POLICY_FILES}
    contents |= {f"tutorial/{name}": _shipped(name) for name in _TUTORIAL}
    try:
        contents |= _form(contents, language)
        _write({folder / name: content for name, content in contents.items()})
    except PerfrulesError as error:
        fail(error, language, as_json=False)
    shown = visible(str(folder))
    click.echo(phrase("commands.next", language))
    for name in _NEXT:
        click.echo(f"perfrules {name} {shown}")
    if _FORM in contents:
        click.echo(f"perfrules verify {visible(str(folder / _FORM))}")


def _shipped(name: str) -> bytes:
    return files("perfrules.cli").joinpath("demo_files", name).read_bytes()


def _form(contents: Mapping[str, bytes], language: Language) -> dict[str, bytes]:
    """The filled form by its name; nothing, and a message, where the library that writes it is missing."""
    with scratch_folder(Path(_FORM)) as written:
        for name in _FILES:
            (written / name).write_bytes(contents[name])
        sheet, actuals = load_sheet(written / _FILES[0]), load_actuals(written / _FILES[1])
        scorer = load_scorer(_SCORED_BY)
        form = EvaluationForm(scorer.score(sheet, actuals), sheet, actuals, scorer.policy)
        try:
            # In Chinese whatever the language, so that the command can be repeated.
            write_report([form], written / _FORM, "zh")
        except DocumentError as error:
            if error.code != _NO_LIBRARY:
                raise
            facts = {"file": _FORM, "install": install_command("office")}
            click.echo(phrase("commands.without-form", language, **facts), err=True)
            return {}
        return {_FORM: (written / _FORM).read_bytes()}


def _write(files: Mapping[Path, bytes]) -> None:
    for path, data in files.items():
        if path.exists() and path.read_bytes() != data:
            raise DocumentError(Diagnostic("PR902", {"name": str(path)}))
    for folder in dict.fromkeys(path.parent for path in files):
        make_folder(folder)
    for path, data in files.items():
        write_bytes(path, data)
        click.echo(visible(str(path)))
