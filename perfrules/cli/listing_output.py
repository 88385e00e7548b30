"""What commands share whose answer is tables: `-o FILE`, the terminal, JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from perfrules.cli import terminal
from perfrules.cli.form_output import write_each
from perfrules.cli.output import outputs_option, print_json
from perfrules.diagnostics import Language
from perfrules.reports.listings.model import ListingReport
from perfrules.reports.listings.write import write_listings

_Command = TypeVar("_Command", bound=Callable[..., Any])


def listing_option(command: _Command) -> _Command:
    """Add `-o FILE` (`outputs`)."""
    return outputs_option("tables", ".xlsx or .html")(command)


def show(
    report: ListingReport, data: object, outputs: Sequence[Path], language: Language, *, as_json: bool
) -> None:
    """Write the files, then print JSON, or the tables where no file is written.

    Raises:
        PerfrulesError: a file cannot be written.
    """
    write_each(outputs, lambda path: write_listings(report, path, language), language, quiet=as_json)
    if as_json:
        print_json(data)
    elif not outputs:
        terminal.print_listings(report, terminal.standard_output())
