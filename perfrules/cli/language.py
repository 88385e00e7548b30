"""The option `--lang`, which the command itself needs before it loads a subcommand."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from perfrules.diagnostics import Language

_Command = TypeVar("_Command", bound=Callable[..., Any])


def language_option(command: _Command) -> _Command:
    """Add `--lang zh|en`; the default is the language of `perfrules --lang`, else of the locale."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        default=_language,
        help="language of messages (default: the locale's, else zh)",
    )(command)


def _language() -> Language:
    chosen: Language | None = click.get_current_context().find_root().params.get("language")
    # Help needs no diagnostics, which take longer to load than the rest of it.
    return chosen or import_module("perfrules.diagnostics").default_language()
