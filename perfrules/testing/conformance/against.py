"""Ask another implementation: a command that reads questions and writes answers, one JSON object a line."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Iterable, Sequence
from typing import Any

from perfrules.diagnostics import Diagnostic, worded_fact
from perfrules.testing.conformance.cases import ConformanceCase
from perfrules.testing.errors import ConformanceError

Answers = dict[str, dict[str, Any]]


def ask(command: str, cases: Sequence[ConformanceCase], timeout: float) -> Answers:
    """Send the questions to a command and return its answers by the ids of the cases.

    Args:
        command: a program and its arguments, separated as in a shell; no shell runs it.
        cases: the cases whose questions are sent.
        timeout: how many seconds the command has for all of them.

    Raises:
        ConformanceError: PR613 if the command cannot be run, fails or takes too long; PR614 for a line that
            is not a JSON object with the id of a case; PR617 for an id that is answered twice.
    """
    questions = "".join(json.dumps(each.question, ensure_ascii=False) + "\n" for each in cases)
    return answers_of(_output(command, questions, timeout), {each.id for each in cases})


def answers_of(output: str, ids: Iterable[str]) -> Answers:
    """Return the answers in the lines of a command's output.

    Raises:
        ConformanceError: PR614, PR617, as `ask` says.
    """
    known, answers = set(ids), Answers()
    for number, line in enumerate(output.split("\n"), 1):
        if not line.strip():
            continue
        answer = _object(line)
        name = answer.get("id")
        if not isinstance(name, str) or name not in known:
            raise ConformanceError(Diagnostic("PR614", {"line": number}))
        if name in answers:
            raise ConformanceError(Diagnostic("PR617", {"id": name}))
        answers[name] = answer
    return answers


def _object(line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _output(command: str, questions: str, timeout: float) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the user names the command; no shell is involved
            _words(command), input=questions.encode(), stdout=subprocess.PIPE, timeout=timeout, check=False
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise _failed(command, reason_zh=reason, reason_en=reason) from error
    except subprocess.TimeoutExpired as error:
        raise _failed(
            command, **worded_fact("reason", "conformance.too-long", seconds=f"{timeout:g}")
        ) from error
    if done.returncode < 0:
        raise _failed(command, **worded_fact("reason", "conformance.killed", signal=-done.returncode))
    if done.returncode:
        raise _failed(command, **worded_fact("reason", "conformance.ended", code=done.returncode))
    return done.stdout.decode("utf-8", "replace")


def _words(command: str) -> list[str]:
    """The program and its arguments."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise _failed(command, **worded_fact("reason", "conformance.unclosed")) from error
    if not words:
        raise _failed(command, **worded_fact("reason", "conformance.no-program"))
    return words


def _failed(command: str, **reason: str) -> ConformanceError:
    return ConformanceError(Diagnostic("PR613", {"command": command, **reason}))
