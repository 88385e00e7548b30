"""`perfrules calendar import`: the days of a yearly notice as a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import fail
from perfrules.diagnostics import Language, PerfrulesError, visible
from perfrules.documents import read_text, require_no_input, write_text
from perfrules.policies.schedules.calendar_files import calendar_text
from perfrules.policies.schedules.notices import read_notice


@click.command("calendar")
@click.argument("action", type=click.Choice(["import"]))
@click.argument("notice", type=click.Path(path_type=Path))
@click.option("-o", "target", type=click.Path(path_type=Path), help="file to write (default: print)")
@language_option
def command(action: Literal["import"], notice: Path, target: Path | None, language: Language) -> None:
    """Read the days of a yearly NOTICE on holidays, a text file: perfrules calendar import NOTICE.

    The result is a file of kind `calendar` for `perfrules due --calendar FILE`.

    Exit codes: 0 read, 2 not possible.
    """
    del action
    try:
        text = calendar_text(read_notice(read_text(notice).source))
        if target is None:
            click.echo(visible(text), nl=False)
        else:
            require_no_input([target], [notice])
            write_text(target, text)
    except PerfrulesError as error:
        fail(error, language, as_json=False)
