"""The entry point: finds the command and turns every way of ending into an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from perfrules.cli.chinese_help import ROOT, in_chinese, summaries, wants_chinese
from perfrules.cli.ending import Ending
from perfrules.cli.language import language_option
from perfrules.resources.late_modules import late_module

if TYPE_CHECKING:
    import difflib
else:
    difflib = late_module("difflib")

# Each command is in the module of its name, which is loaded only when the command is called.
_COMMANDS = {
    "audit": ("audit", "audit ledgers of spending and wages by policies"),
    "calendar": ("calendar", "read a yearly notice on holidays into a calendar file"),
    "check": ("check", "prove policies: gaps, overlaps, rules that never fire, claims"),
    "compare": ("compare", "show what differs between versions of target sheets"),
    "conformance": ("conformance", "test an implementation on the shipped cases"),
    "convert": ("convert", "convert a decision policy between YAML, DMN and xlsx"),
    "decide": ("decide", "decide on facts by a policy"),
    "demo": ("demo", "write a small working folder to try the commands on"),
    "doctor": ("doctor", "show installed and missing components"),
    "explain": ("explain", "explain the code of a message and how to fix the problem"),
    "diff": ("diff", "show what two policies decide differently"),
    "due": ("due", "list due dates, and payments that missed them"),
    "fulfil": ("fulfil", "check a record of evidence against a checklist"),
    "lint": ("lint", "find faults in targets, and fix those with one remedy"),
    "fmt": ("fmt", "format files"),
    "import": ("import_", "read documents into target sheets"),
    "monitor": ("monitor", "check spending and indicators against the year to date"),
    "parse": ("parse", "read indicator expressions"),
    "policies": ("policies", "list the shipped policies"),
    "review": ("review", "propose a grade for target sheets before approval"),
    "schema": ("schema", "print the schema of a kind of document, or set up an editor"),
    "score": ("score", "score results against their targets"),
    "verify": ("verify", "recompute a filled self-evaluation and list the differences"),
    "summary": ("summary", "sum up the scores of many projects"),
    "template": ("template", "write a workbook in which results are filled in"),
    "test": ("test", "run the tests of policies"),
}


class _Commands(click.Group):
    """A group that knows its commands by name and loads the module of the one that is called."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode, **extra)
        ending = Ending(args)
        with ending:
            group = in_chinese(self, ROOT) if ending.chinese else self
            extra.setdefault("obj", ending)
            done = click.Group.main(group, ending.arguments, prog_name, complete_var, False, **extra)
            ending.code = done or 0
        return ending.finish()

    def invoke(self, ctx: click.Context) -> Any:
        if not isinstance(ctx.obj, Ending):
            return super().invoke(ctx)
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, OSError) as error:
            # Before click does: it prints an empty line, and has exit code 1 for a broken pipe.
            raise click.exceptions.Exit(ctx.obj.code_of(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in _COMMANDS:
            return None
        module, _ = _COMMANDS[cmd_name]
        command: click.Command = import_module(f"perfrules.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        close = difflib.get_close_matches(args[0], _COMMANDS, n=1)
        if close and args[0] not in _COMMANDS:
            ctx.fail(f"No such command '{args[0]}'. Did you mean '{close[0]}'?")
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and _speaks_chinese(ctx, rest):
            command = in_chinese(command)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        chinese = summaries() if _speaks_chinese(ctx, []) else {}
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, chinese.get(name, english)) for name, (_, english) in sorted(_COMMANDS.items())]
            )


def _speaks_chinese(ctx: click.Context, arguments: Sequence[str]) -> bool:
    """Return whether help is in Chinese: by the command's own `--lang`, else by that of `perfrules`."""
    if any(each.partition("=")[0] == "--lang" for each in arguments):
        return wants_chinese(arguments)
    return ctx.command.context_class is not click.Context or wants_chinese()


@click.command(ROOT, cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="perfrules", prog_name="perfrules")
@language_option
def main(**_options: Any) -> None:
    """Read, prove and run the rules of budget performance.

    预算绩效规则：可读取、可证明、可运行。中文帮助：perfrules --help --lang zh

    Exit codes: 0 clean, 1 findings, 2 wrong usage or unreadable input, 130 interrupted.
    """
