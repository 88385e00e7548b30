"""Examples of messages: a bad text that causes the message, and a good one that does not."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.documents import spelled
from perfrules.resources import data_file, load_data
from perfrules.resources.late_patterns import late_pattern

_KEY = late_pattern(r"(?<![\w.-])[a-z][a-z_-]*(?=:(?: |$))", re.M)
_VALUE = late_pattern(r"(?<=[a-z]: )[a-z][a-z_-]*(?=[,}\]]|$)", re.M)
_WHOLE_LINE = late_pattern(r"^( *)\{example\}$", re.M)
_FILE_LINE = late_pattern(r"^-- (.+) --$\n?", re.M)


@frozen
class CodeExample:
    """What `perfrules explain` shows of a code besides its message.

    `kind` names an entry of a file in `grammar/example-kinds`. `also` lists further codes that either causes.
    Where no small text causes the message, `bad` and `good` are empty and `reason` says why.
    """

    code: str
    kind: str = ""
    bad: str = ""
    good: str = ""
    also: tuple[str, ...] = ()
    reason: Mapping[str, str] | None = None

    def lines(self, language: Language = "zh") -> list[str]:
        """The examples in lines, without the message.

        >>> code_example("PR206").lines("en")
        ['bad (target): ≥≥95%', 'good (target): ≥95%']
        """
        if self.reason is not None:
            return [phrase("examples.none", language, reason=self.reason[language])]
        shown = self.shown(language)
        return [line for label, text in shown.items() for line in _labelled(label, text, language)]

    def shown(self, language: Language = "zh") -> dict[str, str]:
        """The texts by their labels, with keys in the language."""
        kind = _kind(self.kind)["title"][language]
        return {
            phrase(f"examples.{label}", language, kind=kind): _shown_in(language, text, self.kind)
            for label, text in (("bad", self.bad), ("good", self.good))
        }

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The examples as plain data."""
        if self.reason is not None:
            return {"reason": self.reason[language]}
        texts = {"bad": self.bad, "good": self.good}
        return {"kind": self.kind} | {
            name: _shown_in(language, text, self.kind) for name, text in texts.items()
        }


@frozen
class ExampleRun:
    """How an example is run: the arguments of `perfrules`, and the files that the folder holds."""

    arguments: Sequence[str]
    files: Mapping[str, str]


def example_run(kind: str, text: str, language: Language = "zh") -> ExampleRun:
    r"""Return the run that shows what an example of a kind causes.

    A line `-- NAME --` in the text begins a file of the folder that is read with the example.

    >>> list(example_run("expression", "≥95%").arguments)
    ['parse', '--', '≥95%']
    >>> example_run("command", "perfrules check a.yaml\n-- a.yaml --\nperfrules: 1\n", "en").files["a.yaml"]
    'perfrules: 1\n'
    """
    plain = _kind(kind)
    text, *further = _FILE_LINE.split(text)
    files = {name: _placed(frame, text) for name, frame in plain.get("files", {}).items()}
    files |= dict(zip(further[::2], further[1::2], strict=True))
    if plain["run"] == "{example}":
        arguments = shlex.split(text)[1:]
    else:
        arguments = [each.replace("{example}", text) for each in plain["run"]]
    return ExampleRun(arguments, {name: _shown_in(language, each, kind) for name, each in files.items()})


def code_example(code: str) -> CodeExample | None:
    """The example of a code, or None if it has none.

    >>> code_example("PR206").bad
    '≥≥95%'
    """
    plain = _entries("examples").get(code)
    if plain is None:
        return None
    if "none" in plain:
        return CodeExample(code, reason=plain["none"])
    return CodeExample(code, plain["kind"], plain["bad"], plain["good"], tuple(plain.get("also", ())))


@cache
def _entries(folder: str) -> dict[str, Any]:
    """The entries of all files of a folder of the grammar."""
    names = sorted(each for each in os.listdir(data_file(("grammar", folder))) if each.endswith(".yaml"))
    return {key: entry for name in names for key, entry in load_data("grammar", folder, name).items()}


def _kind(name: str) -> Any:
    return _entries("example-kinds")[name]


def _labelled(label: str, text: str, language: Language) -> list[str]:
    """One line for a text of one line, else a heading and the text below it."""
    if "\n" not in text.rstrip("\n"):
        shown = text.rstrip("\n") if text.strip() else phrase("examples.empty", language)
        return [phrase("examples.line", language, label=label, text=shown)]
    lines = text.rstrip("\n").split("\n")
    return [phrase("examples.heading", language, label=label), *(f"    {line}".rstrip() for line in lines)]


def _placed(frame: str, text: str) -> str:
    """A file with the example in its place, indented as the place is."""
    whole = _WHOLE_LINE.search(frame)
    if whole is None:
        return frame.replace("{example}", text)
    lines = "\n".join(f"{whole[1]}{line}" if line else "" for line in text.rstrip("\n").split("\n"))
    return frame[: whole.start()] + lines + frame[whole.end() :]


def _shown_in(language: Language, text: str, kind: str) -> str:
    """A text with its English keys and fixed values in the language; programs stay as they are."""
    if _kind(kind)["run"][0] == "python":
        return text
    values = _VALUE.sub(lambda found: spelled(found[0], language, "values"), text)
    return _KEY.sub(lambda found: spelled(found[0], language), values)
