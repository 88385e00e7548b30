"""The entry point: finds the command, and turns what escapes it into an exit code."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

import click

from perfrules.cli.chinese_help import asks_for_help, in_chinese, summaries, wants_chinese

# Each command lives in the module of its name and is loaded only when called: a start costs one command.
_COMMANDS = {
    "check": ("check", "prove policies: gaps, overlaps, rules that never fire, claims"),
    "convert": ("convert", "write a decision policy as YAML, DMN or xlsx"),
    "decide": ("decide", "decide on facts by a policy"),
    "doctor": ("doctor", "tell what is installed, and what is missing for which work"),
    "explain": ("explain", "what a message means and how to mend it"),
    "diff": ("diff", "tell what two policies decide differently"),
    "due": ("due", "tell due dates, and which payments met them"),
    "fulfil": ("fulfil", "hold a record of evidence against a checklist"),
    "fmt": ("fmt", "lay documents out in the one way there is"),
    "import": ("import_", "read documents into target sheets"),
    "monitor": ("monitor", "hold spending and indicators against the year as far as it has run"),
    "parse": ("parse", "read indicator expressions"),
    "schema": ("schema", "print the schema of a kind of document, or teach it to an editor"),
    "score": ("score", "score what was achieved against the targets"),
    "verify": ("verify", "recompute a filled self-evaluation, and list what disagrees"),
    "test": ("test", "run the tests that stand beside policies"),
}


class _Commands(click.Group):
    """A group that knows its commands by name and loads the module of the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _ = _COMMANDS[cmd_name]
        command: click.Command = import_module(f"perfrules.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        close = get_close_matches(args[0], _COMMANDS, n=1)
        if close and args[0] not in _COMMANDS:
            ctx.fail(f"No such command '{args[0]}'. Did you mean '{close[0]}'?")
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and asks_for_help(rest) and wants_chinese(rest):
            command = in_chinese(command)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        chinese = summaries() if wants_chinese() else {}
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, chinese.get(name, english)) for name, (_, english) in sorted(_COMMANDS.items())]
            )


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="perfrules")
def main() -> None:
    """The rules of budget performance, read, proved and run.

    预算绩效规则：读得懂、可证明、能运行。中文帮助：perfrules score --help --lang zh

    Exit codes: 0 clean, 1 findings, 2 wrong usage or unreadable input.
    """
