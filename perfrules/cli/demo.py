"""`perfrules demo`: write a small working folder to try the commands on."""

from __future__ import annotations

from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import fail
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, visible
from perfrules.documents import DocumentError, write_bytes
from perfrules.resources import data_path

_FILES = Path(__file__).with_name("demo_files")
_POLICY = "policies", "teaching"
_NEXT = "score", "check", "test"


@click.command("demo")
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(path_type=Path))
@language_option
def command(folder: Path, language: Language) -> None:
    """Write a target sheet, its actuals, and a policy with tests to DIR (default: demo).

    Exit codes: 0 written, 2 a file exists with other content or cannot be written.
    """
    files = {
        folder / name: source.read_bytes()
        for name, source in (
            ("sheet.yaml", _FILES / "sheet.yaml"),
            ("actuals.yaml", _FILES / "actuals.yaml"),
            ("procurement.yaml", data_path(*_POLICY, "procurement.yaml")),
            ("procurement.test.yaml", data_path(*_POLICY, "procurement.test.yaml")),
        )
    }
    try:
        _write(folder, files)
    except PerfrulesError as error:
        fail(error, language, as_json=False)
    for name in _NEXT:
        click.echo(f"perfrules {name} {visible(str(folder))}")


def _write(folder: Path, files: dict[Path, bytes]) -> None:
    for path, data in files.items():
        if path.exists() and path.read_bytes() != data:
            raise DocumentError(Diagnostic("PR902", {"name": str(path)}))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        facts = {"name": str(folder), "reason": error.strerror or str(error)}
        raise DocumentError(Diagnostic("PR134", facts)) from error
    for path, data in files.items():
        write_bytes(path, data)
        click.echo(visible(str(path)))
