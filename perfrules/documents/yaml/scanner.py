"""A strict YAML scanner: it names common mistakes and reads on, so that all are reported at once.

PyYAML stops at the first thing it cannot read. Where what was meant is plain (an unquoted `>=95%`), the
scanner here notes a diagnostic, takes the stretch as the text it was meant to be, and goes on; a reading with
any such note is refused as a whole afterwards. It also bounds the depth before anything is nested.
"""

from __future__ import annotations

import re

from yaml.error import Mark, MarkedYAMLError
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import ScalarToken, Token

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents.limits import MAX_DEPTH, MAX_PROBLEMS
from perfrules.resources.late_patterns import late_pattern

_REST = late_pattern(r".(?:(?! #|: )[^\r\n])*")
_REST_IN_BRACKETS = late_pattern(r".(?:(?! #|: )[^\r\n,\]}])*")
_UNPAIRED_INTERVAL = late_pattern(r"\[[^\[\](){}（）\n\"']*[)）]")
_FULL_WIDTH_BRACKETS = late_pattern(r"[\uff5b\uff3b][^\r\n]*?[\uff5d\uff3d](?=[ \t]*(?:[,\]}#\r\n]|$))")
_REFERENCE = late_pattern(r"[&*][^\s,\[\]{}]+")
_FOLDED_BLOCK = late_pattern(r">[+-]?[ \t]*(?:#.*)?(?:\r?\n|$)")
_TAG = late_pattern(r"![^\s,\[\]{}]*")
_BLANKS = late_pattern(r"[ \t]*")
_BLANK_TO_THE_END = late_pattern(r"[ \t]*(?:[\r\n#]|$)")
_REST_OF_LINE = late_pattern(r"[^\r\n]*")
_GLUED_COMMENT = late_pattern(r" *(#[^#\s][^\r\n]*)")


class TooDeepError(MarkedYAMLError):
    """Lists and keyed groups nest deeper than `MAX_DEPTH`."""


class TooManyProblemsError(Exception):
    """The limit of problems reported for one document is reached."""


class StrictParser(Reader, Scanner, Parser):
    """PyYAML's parser over a scanner that refuses what a rule book must not hold.

    `problems` are the diagnostics noted so far; no event it gives has an anchor, an alias or a tag.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        Reader.__init__(self, source.text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def note(
        self, code: str, start: int, end: int, *, related: tuple[Diagnostic, ...] = (), **arguments: str
    ) -> None:
        """Note a problem with a stretch of the source."""
        if len(self.problems) >= MAX_PROBLEMS:
            raise TooManyProblemsError
        self.problems.append(Diagnostic(code, arguments, Span(start, end), self.source, related))

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source.text, self.index)
        return found.group() if found else ""

    # Depth, known before a token more is read.

    def fetch_flow_collection_start(self, TokenClass: type[Token]) -> None:  # noqa: N803 - PyYAML's name
        """Open a bracket, unless it is one too deep."""
        self._bound_depth()
        super().fetch_flow_collection_start(TokenClass)

    def add_indent(self, column: int) -> bool:
        """Open a level of indentation, unless it is one too deep."""
        if self.indent < column:
            self._bound_depth()
        return bool(super().add_indent(column))

    def _bound_depth(self) -> None:
        if len(self.indents) + self.flow_level >= MAX_DEPTH:
            raise TooDeepError(problem_mark=self.get_mark())

    # Texts that need quotes.

    def fetch_folded(self) -> None:
        """Take a `>` as the text it was meant to begin."""
        self._note_rest("PR120")
        if self._match(_FOLDED_BLOCK):
            super().fetch_folded()
        else:
            self.fetch_plain()

    def check_plain(self) -> bool:
        """Whether a text begins here, be it one that needs quotes."""
        if super().check_plain():
            return True
        character = self.peek()
        if character == ">":
            self._note_rest("PR120")
        elif character in "%@`|":
            self._note_rest("PR121")
        else:
            return False
        return True

    def fetch_plain(self) -> None:
        """Take a text, refusing one in full-width brackets, which would end at its first colon."""
        bracketed = self._match(_FULL_WIDTH_BRACKETS)
        if not bracketed:
            super().fetch_plain()
            return
        self.note("PR152", self.index, self.index + len(bracketed), mark=bracketed[0])
        self._take_as_text(len(bracketed))

    def _note_rest(self, code: str) -> None:
        text = self._match(_REST_IN_BRACKETS if self.flow_level else _REST).rstrip()
        after_quotes = self.source.text[self.index - 1 : self.index] in {"'", '"'}
        self.note(
            "PR124" if after_quotes else code,
            self.index,
            self.index + len(text),
            text=text,
            mark=text[0],
        )

    def fetch_flow_sequence_start(self) -> None:
        """Open a list, unless `[80,90)` is an interval."""
        interval = self._match(_UNPAIRED_INTERVAL)
        if not interval:
            super().fetch_flow_sequence_start()
            return
        self.note("PR122", self.index, self.index + len(interval), text=interval)
        self._take_as_text(len(interval))

    def _take_as_text(self, length: int) -> None:
        self.save_possible_simple_key()
        self.allow_simple_key = False
        start = self.get_mark()
        text = self.prefix(length)
        self.forward(length)
        self.tokens.append(ScalarToken(text, True, start, self.get_mark()))

    # What YAML can do and a rule book must not.

    def fetch_alias(self) -> None:
        """Refuse `*name`."""
        self._refuse_reference("PR108")

    def fetch_anchor(self) -> None:
        """Refuse `&name`."""
        self._refuse_reference("PR104")

    def _refuse_reference(self, code: str) -> None:
        name = self._match(_REFERENCE)
        if not name:
            self._note_rest("PR121")
            self.fetch_plain()
            return
        self.note(code, self.index, self.index + len(name), name=name)
        if code == "PR108":
            self._take_as_text(len(name))
        else:
            self.forward(len(name))

    def fetch_tag(self) -> None:
        """Refuse `!name`."""
        tag = self._match(_TAG)
        self.note("PR109", self.index, self.index + len(tag), tag=tag)
        self.forward(len(tag))

    def fetch_directive(self) -> None:
        """Refuse `%YAML` and its like."""
        line = self._match(_REST_OF_LINE)
        self.note("PR130", self.index, self.index + len(line), text=line.strip())
        self.unwind_indent(-1)
        self.remove_possible_simple_key()
        self.forward(len(line))

    # Blanks and comments.

    def scan_to_next_token(self) -> None:
        """Pass blanks and comments, refusing what looks like one and may not be."""
        self._refuse_glued_comment()
        super().scan_to_next_token()
        while self.peek() == "\t":
            self._pass_tabs()
            super().scan_to_next_token()

    def scan_block_scalar_ignored_line(self, start_mark: Mark) -> None:
        """Pass the rest of the line of a block sign, refusing a comment that may be none."""
        self._refuse_glued_comment()
        super().scan_block_scalar_ignored_line(start_mark)

    def _refuse_glued_comment(self) -> None:
        """A `#` glued to a word (`#1机组`) after something on its line: YAML would drop it without a word."""
        comment = _GLUED_COMMENT.match(self.source.text, self.index)
        line_start = self.index - self.column
        if comment and self.source.text[line_start : comment.start(1)].strip():
            text = comment[1].rstrip()
            self.note("PR131", comment.start(1), comment.start(1) + len(text), text=text)

    def _pass_tabs(self) -> None:
        blanks = self._match(_BLANKS)
        if not self._match(_BLANK_TO_THE_END):
            self.note("PR115", self.index, self.index + len(blanks))
        self.forward(len(blanks))
