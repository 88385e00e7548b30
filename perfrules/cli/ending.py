"""How a command ends: usage errors, output that cannot be written, and interruption, as exit codes."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import TracebackType
from typing import Any, NoReturn, Self

import click

from perfrules.cli.chinese_help import usage_error, wants_chinese, wants_english

_UNUSABLE = 2
_INTERRUPTED = 130
_BROKEN_PIPE = 141
"""What a shell reports for a program that SIGPIPE ended."""


class Ending:
    """The end of a run: `with` it, run the command, set `code`, then `finish`.

    Args:
        arguments: the arguments of the run, those of the process by default.
    """

    def __init__(self, arguments: Sequence[str] | None) -> None:
        self.arguments = sys.argv[1:] if arguments is None else list(arguments)
        self.chinese = wants_chinese(self.arguments)
        """Whether help is in Chinese."""
        self.language = "en" if wants_english(self.arguments) else "zh"
        """The language of usage errors and other faults: that of messages."""
        self.code = 0

    def code_of(self, error: BaseException) -> int:
        """Report an interruption or an error of the system; return the exit code."""
        if isinstance(error, OSError):
            return self._of_system(error)
        _faults().report_interruption(self.language)
        return _INTERRUPTED

    def __enter__(self) -> Self:
        _make_streams_safe()
        if sys.stdout is None:
            self._fail("PR755", {"reason": os.strerror(errno.EBADF)})
        if _unknown_language():
            self._fail("PR756", {"language": _unknown_language()})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            sys.stderr.write(error.format_message() + "\n")
            self.code = error.exit_code
            return True
        if isinstance(error, click.ClickException):
            reason, where = usage_error(error, chinese=self.language == "zh")
            facts = {"reason": reason, "where": where or "perfrules --help"}
            self._fail("PR757", facts, error.exit_code)
        if isinstance(error, KeyboardInterrupt | click.Abort | OSError):
            self.code = self.code_of(error)
            return True
        return False

    def finish(self) -> NoReturn:
        """Flush the output and leave with the exit code."""
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except OSError as error:
            self.code = self._of_system(error)
        sys.exit(self.code)

    def _of_system(self, error: OSError) -> int:
        if error.errno == errno.EPIPE:
            _discard_output()
            return _BROKEN_PIPE
        if error.filename is not None:
            facts = {"name": _text(error.filename), "reason": error.strerror or str(error)}
            self._report("PR102", facts, self.language)
            return _UNUSABLE
        _discard_output()
        self._report("PR755", {"reason": error.strerror or str(error)}, self.language, printable=False)
        return _UNUSABLE

    def _fail(self, code: str, facts: dict[str, str], exit_code: int = _UNUSABLE) -> NoReturn:
        self._report(code, facts, self.language)
        self.code = exit_code
        self.finish()

    def _report(self, code: str, facts: dict[str, str], language: str, *, printable: bool = True) -> None:
        as_json = printable and sys.stdout is not None and "--json" in self.arguments
        _faults().report(code, facts, language, as_json=as_json)


def _faults() -> Any:
    """The module that reports faults, loaded with the first fault."""
    return import_module("perfrules.cli.faults")


def _unknown_language() -> str:
    """Return the value of PERFRULES_LANG if it is neither Chinese nor English."""
    language = os.environ.get("PERFRULES_LANG", "")
    return "" if language.startswith(("zh", "en")) else language


def _make_streams_safe() -> None:
    """Escape what a stream cannot encode; a closed standard error takes nothing."""
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    """Keep the interpreter from flushing to a broken output at its end."""
    sys.stdout = io.StringIO()


def _text(name: object) -> str:
    return os.fsdecode(name) if isinstance(name, bytes | os.PathLike) else str(name)
