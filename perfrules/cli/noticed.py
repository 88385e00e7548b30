"""Diagnostics counted as they come, of which only the first of each code are kept and printed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

from attrs import define, field

from perfrules.diagnostics import Diagnostic, Language, Severity, counted, phrase, render
from perfrules.resources.plain_repr import PlainRepr

_OF_ONE_CODE = 20
"""How many diagnostics of one code are printed; `--json` has all."""


@define(repr=False)
class Noticed(PlainRepr):
    """How many diagnostics there are, and the text of those that are printed."""

    language: Language
    _texts: list[tuple[str, str]] = field(factory=list, init=False)
    _codes: Counter[str] = field(factory=Counter, init=False)
    _severities: Counter[Severity] = field(factory=Counter, init=False)

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Count diagnostics after those before, and keep the first of each code."""
        for diagnostic in diagnostics:
            self._codes[diagnostic.code] += 1
            self._severities[diagnostic.severity] += 1
            if self._codes[diagnostic.code] <= _OF_ONE_CODE:
                self._texts.append((diagnostic.code, render(diagnostic, self.language)))

    def merge(self, later: Noticed) -> None:
        """Count what was noticed later, as if each of its diagnostics were added here."""
        room = {code: _OF_ONE_CODE - self._codes[code] for code in later._codes}
        for code, text in later._texts:
            if room[code] > 0:
                self._texts.append((code, text))
            room[code] -= 1
        self._codes += later._codes
        self._severities += later._severities

    @property
    def exit_code(self) -> int:
        """1 if anything above information was noticed, else 0."""
        return int(self._above_information > 0)

    def print(self) -> None:
        """Print on standard error, with line and caret, and the numbers at the end."""
        for _, text in self._texts:
            sys.stderr.write(text + "\n")
        for code, count in sorted(self._codes.items()):
            if count > _OF_ONE_CODE:
                facts = {"count": count - _OF_ONE_CODE, "code": code}
                sys.stderr.write(phrase("commands.more-of-a-code", self.language, **facts) + "\n")
        if self._above_information > 1:
            sys.stderr.write(counted({**self._severities, "info": 0}, self.language) + "\n")

    @property
    def _above_information(self) -> int:
        return self._severities.total() - self._severities["info"]
