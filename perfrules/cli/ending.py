"""How a command ends: usage errors, output that cannot be written, and interruption, as exit codes."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import NoReturn, Self

import click
from attrs import define

from perfrules.cli.chinese_help import usage_error, wants_chinese
from perfrules.diagnostics import Diagnostic, Language, json_text, phrase, render

_UNUSABLE = 2
_INTERRUPTED = 130
_BROKEN_PIPE = 141
"""What a shell reports for a program that SIGPIPE ended."""


@define
class Ending:
    """The end of a run: `with` it, run the command, set `code`, then `finish`."""

    arguments: list[str]
    chinese: bool
    code: int = 0

    @classmethod
    def of(cls, arguments: Sequence[str] | None) -> Ending:
        """Return the ending of a run with some arguments, those of the process by default."""
        given = sys.argv[1:] if arguments is None else list(arguments)
        return cls(given, wants_chinese(given))

    def code_of(self, error: BaseException) -> int:
        """Report an interruption or an error of the system; return the exit code."""
        if isinstance(error, OSError):
            return self._of_system(error)
        sys.stderr.write(phrase("commands.interrupted", self._language) + "\n")
        return _INTERRUPTED

    def __enter__(self) -> Self:
        _make_streams_safe()
        if sys.stdout is None:
            self._fail(Diagnostic("PR755", {"reason": os.strerror(errno.EBADF)}))
        if _unknown_language():
            self._fail(Diagnostic("PR756", {"language": _unknown_language()}))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            sys.stderr.write(error.format_message() + "\n")
            self.code = error.exit_code
            return True
        if isinstance(error, click.ClickException):
            self._fail(self._of_usage(error), error.exit_code)
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

    @property
    def _language(self) -> Language:
        return "zh" if self.chinese else "en"

    def _of_usage(self, error: click.ClickException) -> Diagnostic:
        reason, where = usage_error(error, chinese=self.chinese)
        return Diagnostic("PR757", {"reason": reason, "where": where or "perfrules --help"})

    def _of_system(self, error: OSError) -> int:
        if error.errno == errno.EPIPE:
            _discard_output()
            return _BROKEN_PIPE
        if error.filename is not None:
            facts = {"name": _text(error.filename), "reason": error.strerror or str(error)}
            self._report(Diagnostic("PR102", facts))
            return _UNUSABLE
        _discard_output()
        self._report(Diagnostic("PR755", {"reason": error.strerror or str(error)}), printable=False)
        return _UNUSABLE

    def _fail(self, found: Diagnostic, code: int = _UNUSABLE) -> NoReturn:
        self._report(found)
        self.code = code
        self.finish()

    def _report(self, found: Diagnostic, *, printable: bool = True) -> None:
        if printable and sys.stdout is not None and "--json" in self.arguments:
            sys.stdout.write(json_text({"diagnostics": [found.to_json(self._language)]}) + "\n")
        sys.stderr.write(render(found, self._language) + "\n")


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
