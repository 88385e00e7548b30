"""Computes the LALR tables with Lark; run it as a module after each change of the grammar or its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from lark import Lark
from lark import grammar as lark_grammar
from lark.common import LexerConf
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from perfrules.expressions.grammar.beginnings import FILE as BEGINNINGS
from perfrules.expressions.grammar.compile_beginnings import compile_beginnings
from perfrules.expressions.grammar.tables import FILE, Rule, Tables, Terminal, tables
from perfrules.resources.paths import data_path
from perfrules.values import default_units

STARTS = ("start", "formula")
"""The start symbols of the grammar: of targets and actuals, and of formulas."""


class _NoLexer(Lexer):
    """Lark's own would compile patterns whose places are still open."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        self.terminals = conf.terminals

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        raise NotImplementedError


def grammar_text() -> str:
    """The grammar as people write it."""
    return data_path("grammar", "expression.lark").read_text(encoding="utf-8")


def digest_of(grammar: str) -> str:
    """The digest by which tables name the grammar that they are made of."""
    return sha256(grammar.encode()).hexdigest()


def lark_of(grammar: str, starts: Sequence[str] = STARTS) -> Lark:
    """The grammar as Lark holds it."""
    return Lark(grammar, start=list(starts), parser="lalr", lexer=_NoLexer, propagate_positions=False)


def compile_grammar(grammar: str, starts: Sequence[str] = STARTS) -> Tables:
    r"""The tables of a grammar in Lark's notation.

    >>> compile_grammar('start: A\nA: "a"', ["start"]).states[0]["A"] >= 0
    True
    """
    lark = lark_of(grammar, starts)
    frontend: Any = lark.parser
    table = frontend.parser.parser.parse_table
    rules = list(frontend.parser.parser.callbacks)
    places = {rule: -1 - place for place, rule in enumerate(rules)}
    # Lark numbers its states by the order of sets, which changes from run to run.
    numbers = _numbers(table.states, [table.start_states[start] for start in starts])
    states = tuple(
        {
            str(name): numbers[to] if action is Shift else places[to]
            for name, (action, to) in sorted(table.states[state].items())
        }
        for state in numbers
    )
    return Tables(
        digest_of(grammar),
        {start: (numbers[table.start_states[start]], numbers[table.end_states[start]]) for start in starts},
        tuple(Terminal(each.name, each.priority, each.pattern.to_regexp()) for each in lark.terminals),
        tuple(map(_rule, rules)),
        states,
    )


def _numbers(states: Mapping[int, Mapping[str, tuple[Any, Any]]], first: Sequence[int]) -> dict[int, int]:
    """Number the states in the order in which they are reached from the first ones."""
    numbers = {state: number for number, state in enumerate(first)}
    waiting = list(first)
    for state in waiting:
        for _, (action, to) in sorted(states[state].items()):
            if action is Shift and to not in numbers:
                numbers[to] = len(numbers)
                waiting.append(to)
    return numbers


def _rule(rule: lark_grammar.Rule) -> Rule:
    spliced = tuple(place for place, symbol in enumerate(rule.expansion) if symbol.name.startswith("_"))
    alone = bool(rule.options.expand1) and not rule.alias and len(rule.expansion) == 1
    return Rule(
        str(rule.origin.name), len(rule.expansion), str(rule.alias or rule.origin.name), spliced, alone
    )


def write(folder: Path) -> None:
    """Write the tables of the grammar to a folder, and with which characters the terminals begin.

    The beginnings are those of the tables that ship, so their own folder is the one to write to.
    """
    (folder / FILE[-1]).write_text(compile_grammar(grammar_text()).to_text(), encoding="utf-8")
    tables.cache_clear()
    found = compile_beginnings(default_units())
    (folder / BEGINNINGS[-1]).write_text(found.to_text(), encoding="utf-8")


if __name__ == "__main__":
    write(data_path(*FILE).parent)
