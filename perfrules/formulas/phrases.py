"""Read the text of a formula into phrases, before any name is known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.expressions.errors import ExpressionError
from perfrules.expressions.grammar.automaton import Automaton, StuckError
from perfrules.expressions.grammar.beginnings import beginnings
from perfrules.expressions.grammar.lexer import SharingLexer
from perfrules.expressions.grammar.tables import tables
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import Places
from perfrules.expressions.text.characters import Normalised, normalise
from perfrules.formulas.errors import FormulaError, pointing
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import default_units

PhraseKind = Literal[
    "number", "parts", "share", "name", "call", "sum", "difference", "product", "quotient", "negative"
]


# Without blanks it is a date; `2024 - 1 - 1` is arithmetic.
_DATE = late_pattern(
    r"(?<![\w.])(?:19|20)[0-9]{2}(?:-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01])(?![\w.])"
    r"|年(?:0?[1-9]|1[0-2])月(?:[0-9]{1,2}日)?)"
)
DEEPEST = 100
"""How many phrases may be nested in each other; a sum nests each term in the next."""


@frozen
class Phrase:
    """One part of a formula and its place in the normalised text.

    `text` is the name, the number without its unit, the words of `parts` (万分之五), or the name of the
    function that is called; `unit` is the unit of a number. A `share` is the product of a base and its share
    (合同金额的10%); `text` is the whole of it if the base is a name, because it may be the name of something.
    """

    kind: PhraseKind
    start: int
    end: int
    text: str = ""
    unit: str = ""
    parts: tuple[Phrase, ...] = ()
    depth: int = field(init=False, eq=False, repr=False)

    @depth.default
    def _depth(self) -> int:
        return 1 + max((part.depth for part in self.parts), default=0)

    def names(self) -> Iterator[Phrase]:
        """Yield every name and call in it, and each share of a name, which may be a name too."""
        if self.kind in ("name", "call") or (self.kind == "share" and self.text):
            yield self
        for part in self.parts:
            yield from part.names()


@frozen
class WrittenFormula:
    """A formula as it is written: its phrase, and the text that the places of the phrase count."""

    phrase: Phrase
    text: Normalised


class _Binder:
    """The rules of the start symbol `formula`, by name."""

    def formula_number(self, tokens: list[Token]) -> Phrase:
        # 元/人·天 is per person and day, so it divides by both.
        unit = tokens[1].value.replace("·", "/") if len(tokens) > 1 else ""
        return Phrase("number", tokens[0].start_pos, tokens[-1].end_pos, tokens[0].value, unit)

    def formula_parts(self, tokens: list[Token]) -> Phrase:
        return Phrase("parts", tokens[0].start_pos, tokens[0].end_pos, tokens[0].value)

    def formula_share_of(self, children: list[Any]) -> Phrase:
        base, _, share = children
        whole = f"{base.text}的{share.text}{share.unit}" if base.kind == "name" else ""
        return Phrase("share", base.start, share.end, whole, parts=(base, share))

    def formula_name(self, tokens: list[Token]) -> Phrase:
        token = tokens[0]
        return Phrase("name", token.start_pos, token.end_pos, token.value.strip("“”"))

    def formula_call(self, children: list[Any]) -> Phrase:
        parts = tuple(each for each in children if isinstance(each, Phrase))
        name = children[0].value.strip("“”")
        return Phrase("call", children[0].start_pos, children[-1].end_pos, name, parts=parts)

    def formula_group(self, children: list[Any]) -> Phrase:
        inner: Phrase = children[1]
        return Phrase(
            inner.kind, children[0].start_pos, children[2].end_pos, inner.text, inner.unit, inner.parts
        )

    def formula_negative(self, children: list[Any]) -> Phrase:
        return Phrase("negative", children[0].start_pos, children[1].end, parts=(children[1],))

    def formula_sum(self, children: list[Any]) -> Phrase:
        return _operation("sum", children)

    def formula_difference(self, children: list[Any]) -> Phrase:
        return _operation("difference", children)

    def formula_product(self, children: list[Any]) -> Phrase:
        return _operation("product", children)

    def formula_quotient(self, children: list[Any]) -> Phrase:
        return _operation("quotient", children)


def _operation(kind: PhraseKind, children: list[Any]) -> Phrase:
    left, _, right = children
    return Phrase(kind, left.start, right.end, parts=(left, right))


@cache
def _automaton() -> Automaton:
    lexer = SharingLexer(tables().terminals, Places(default_units()), beginnings(default_units()))
    return Automaton.of(tables(), lexer, _Binder(), "formula")


def read_phrases(text: str) -> WrittenFormula:
    """Return a formula as it is written.

    Raises:
        FormulaError: PR270 at the first character that no formula has there; PR294, PR298 if it breaks off,
            PR299 for a date; PR203–PR205; PR288 for more than 100 nested parts.

    >>> read_phrases("(a + b) × 2").phrase.kind
    'product'
    """
    try:
        plain = normalise(text)
    except ExpressionError as error:
        raise FormulaError(*error.diagnostics) from error
    written = _DATE.search(plain.original)
    if written is not None:
        facts = {"part": written.group()}
        raise FormulaError(Diagnostic("PR299", facts, Span(*written.span()), Source(plain.original)))
    try:
        phrase: Phrase = _automaton().parse(plain.text)
    except StuckError as stuck:
        end = len(plain.text)
        if stuck.at < end:
            raise FormulaError(pointing(plain, "PR270", stuck.at, end)) from stuck
        open_ = plain.text.count("(") - plain.text.count(")")
        code = "PR294" if open_ > 0 and plain.text[-1:].isalnum() else "PR298"
        raise FormulaError(pointing(plain, code, max(end - 1, 0), end, missing=")" * open_)) from stuck
    if phrase.depth > DEEPEST:
        raise FormulaError(pointing(plain, "PR288", 0, len(plain.text), most=str(DEEPEST)))
    return WrittenFormula(phrase, plain)
