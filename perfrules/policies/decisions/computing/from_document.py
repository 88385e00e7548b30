"""The parts `compute` and `tables` of a decision file, read in the order in which they need each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span
from perfrules.diagnostics.hints import is_near, near
from perfrules.documents import Document
from perfrules.expressions.text.characters import plain_characters
from perfrules.formulas.formula import Formula
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.errors import Key
from perfrules.policies.base.head_from_document import read_citations
from perfrules.policies.decisions.computing.compared_words import compared_words
from perfrules.policies.decisions.computing.computed import CitedTable, Computed
from perfrules.policies.decisions.computing.conditions import read_computed_condition
from perfrules.policies.decisions.computing.scope import scope_of, with_computed, with_table
from perfrules.policies.decisions.condition_from_text import read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.rules import Condition, find_cycle
from perfrules.resources.late_modules import late_module
from perfrules.values import BARE, Unit, default_units

if TYPE_CHECKING:
    from perfrules.formulas import build, errors, nodes, phrases
    from perfrules.policies.decisions.computing import tables_from_document
else:
    build = late_module("perfrules.formulas.build")
    errors = late_module("perfrules.formulas.errors")
    nodes = late_module("perfrules.formulas.nodes")
    phrases = late_module("perfrules.formulas.phrases")
    tables_from_document = late_module("perfrules.policies.decisions.computing.tables_from_document")

_Path = tuple[str | int, ...]
_Step = tuple[str, str]
"""A part of the document and a name in it."""


class ComputeReader:
    """Reads the computed names and tables of one document; its scope grows with each."""

    def __init__(
        self,
        document: Document,
        collector: Collector,
        inputs: Mapping[str, Input],
        unsound: Iterable[str] = (),
    ) -> None:
        self.document, self.collector, self.inputs = document, collector, inputs
        self.compute: dict[str, Computed] = {}
        self.tables: dict[str, CitedTable] = {}
        # Names with a wrong definition; their uses elsewhere are not checked.
        self.unsound = set(unsound)
        self.scope = scope_of(inputs.values())
        plain = document.plain
        self._plain: dict[str, dict[str, Any]] = {
            "compute": {name: _definition(each) for name, each in plain.get("compute", {}).items()},
            "tables": dict(plain.get("tables", {})),
        }
        self._phrases: dict[str, phrases.WrittenFormula] = {}

    def read(self) -> None:
        """Read every computed name and table."""
        for name in [name for name in self._plain["compute"] if name in self.inputs]:
            del self._plain["compute"][name]
            self.collector.report("PR529", "compute", Key(name), name=name)
        for name, plain in self._plain["compute"].items():
            path = self._formula_path(name)
            written = self.attempt(partial(phrases.read_phrases, plain["formula"]), *path)
            if written is None:
                self.unsound.add(name)
            else:
                self._phrases[name] = written
        for part, name in self._ordered():
            if part == "tables":
                self._table(name)
            else:
                self._computed(name)

    def _formula_path(self, name: str) -> _Path:
        defined = self.document.plain["compute"][name]
        return ("compute", name) if isinstance(defined, str) else ("compute", name, "formula")

    def attempt(self, make: Callable[[], Any], *path: str | int) -> Any:
        """Do as the collector's `attempt`; notes of formulas are placed in the document too."""
        try:
            return self.collector.attempt(make, *path)
        finally:
            self._place_notes(path)

    def formula(self, text: str, unit: Unit | None, *path: str | int) -> Formula | None:
        """Return the formula of a text at a place, or None if it has a problem.

        The problem is noted, unless it is that of a name that the formula uses.
        """
        written: phrases.WrittenFormula | None = self.attempt(lambda: phrases.read_phrases(text), *path)
        if written is None or self.uses_unsound(written):
            return None
        return self.attempt(lambda: build.build(written, self.scope, unit), *path)  # type: ignore[no-any-return] # what `build` returns

    def uses_unsound(self, written: phrases.WrittenFormula) -> bool:
        """Return whether a formula uses a name with a wrong definition."""
        return self.knows_unsound(plain_characters(phrase.text) for phrase in written.phrase.names())

    def knows_unsound(self, words: Iterable[str]) -> bool:
        """Return whether one of some words is a name with a wrong definition."""
        return bool(self.unsound) and not self._unsound_words.isdisjoint(words)

    @property
    def _unsound_words(self) -> set[str]:
        """The unsound names and their titles."""
        titles = {
            plain_characters(group[name]["title"])
            for group in (*self._plain.values(), self.document.plain["inputs"])
            for name in self.unsound
            if "title" in group.get(name, {})
        }
        return {*map(plain_characters, self.unsound), *titles}

    def read_condition(self, axis: Input, text: str) -> Condition:
        """Return the condition that a text states on an input or computed name."""
        reads = read_computed_condition if axis.name in self.compute else read_condition
        try:
            return reads(axis, text)
        except PerfrulesError as error:
            self._raise_misspelt(text, error)
            raise

    def _raise_misspelt(self, text: str, error: PerfrulesError) -> None:
        """Raise PR271 if a text that cannot be read compares with a word that is like a known name."""
        words = compared_words(text) if error.code == "PR201" else ()
        for word in words:
            if is_near(word, self.scope.words):
                start = text.find(word)
                span = Span(start, start + len(word)) if start >= 0 else Span(0, len(text))
                facts = {"part": word, "name": word, **near(word, self.scope.words)}
                raise errors.FormulaError(Diagnostic("PR271", facts, span, Source(text))) from error

    def _place_notes(self, path: _Path) -> None:
        problems = self.collector.problems
        if problems and problems[-1].related:
            last = problems[-1]
            problems[-1] = evolve(last, related=tuple(self._placed(note, path) for note in last.related))

    def _placed(self, note: Diagnostic, path: _Path) -> Diagnostic:
        """Place a note at the domain, formula or table that it is about, else in the formula."""
        if note.source is not None and note.source.name == self.document.source.name and note.source.name:
            return note
        where = self._subject(note, path)
        if where is None:
            return self.document.placed(note, *path)
        return evolve(note, span=self.document.span(*where), source=self.document.source)

    def _subject(self, note: Diagnostic, path: _Path) -> _Path | None:
        name = note.arguments.get("name", "")
        if note.code == "PR396" and name in self._plain["tables"]:
            return ("tables", name, "values")
        if note.code != "PR284":
            return None
        if name in self.inputs:
            plain = self.document.plain["inputs"][name]
            return ("inputs", name, "domain") if "domain" in plain else ("inputs", name)
        return self._formula_path(name) if name in self._phrases else path

    def _ordered(self) -> Iterator[_Step]:
        """Yield what to read, each after what it needs; a circle is noted and none of it read."""
        needs = {step: tuple(self._needs(step)) for step in self._steps()}
        waiting = dict(needs)
        done: set[_Step] = set()
        while waiting:
            ready = [step for step, needed in waiting.items() if done.issuperset(needed)]
            if not ready:
                self._note_cycle(waiting)
                return
            for step in ready:
                del waiting[step]
                done.add(step)
                yield step

    def _steps(self) -> Iterator[_Step]:
        yield from (("tables", name) for name in self._plain["tables"])
        yield from (("compute", name) for name in self._phrases)

    def _needs(self, step: _Step) -> Iterator[_Step]:
        part, name = step
        if part == "tables":
            words = list(_by(self._plain["tables"][name]))
        else:
            words = [plain_characters(phrase.text) for phrase in self._phrases[name].phrase.names()]
        for word in words:
            yield from self._named(word)

    def _named(self, word: str) -> Iterator[_Step]:
        if self.scope.symbol(word) is not None:
            return
        for part in ("compute", "tables"):
            for name, plain in self._plain[part].items():
                known = {plain_characters(name), plain_characters(plain.get("title", ""))}
                if word in known and (part == "tables" or name in self._phrases):
                    yield part, name
                    return

    def _note_cycle(self, waiting: Mapping[_Step, Sequence[_Step]]) -> None:
        names = {name: [needed for _, needed in needs] for (_, name), needs in waiting.items()}
        cycle = find_cycle(names)
        self.unsound.update(names)
        first = next(step for step in waiting if step[1] in cycle)
        self.collector.report("PR274", *first, cycle=" → ".join((*cycle, cycle[0])), part=cycle[0])
        self.collector.problems[-1] = evolve(
            self.collector.problems[-1], related=tuple(self._links(cycle, waiting))
        )

    def _links(self, cycle: Sequence[str], waiting: Mapping[_Step, Sequence[_Step]]) -> Iterator[Diagnostic]:
        """Yield a note at each member of a circle: what it uses."""
        followers = dict(zip(cycle, (*cycle[1:], cycle[0]), strict=True))
        for part, name in waiting:
            if name in followers:
                where = self._formula_path(name) if part == "compute" else (part, name, "by")
                facts = {"name": name, "used": followers[name]}
                yield Diagnostic("PR395", facts, self.document.span(*where), self.document.source)

    def _table(self, name: str) -> None:
        plain = self._plain["tables"][name]
        axes = {**self.inputs, **{each.name: each.axis for each in self.compute.values()}}
        table = tables_from_document.read_table(name, plain, axes, self.read_condition, self.collector)
        if table is None:
            self.unsound.add(name)
            return
        self.tables[name] = CitedTable(table, read_citations(plain))
        self.scope = with_table(self.scope, table)

    def _computed(self, name: str) -> None:
        plain = self._plain["compute"][name]
        if self.uses_unsound(self._phrases[name]):
            self.unsound.add(name)
            return
        unit = self._unit(name, plain)
        path = self._formula_path(name)
        formula = self.attempt(lambda: build.build(self._phrases[name], self.scope, unit), *path)
        if formula is None:
            self.unsound.add(name)
            return
        if unit is None and _is_share(formula):
            share = default_units()["%"]
            formula = build.build(self._phrases[name], self.scope, share)
        computed = Computed(name, formula, plain.get("title", ""), read_citations(plain))
        self.compute[name] = computed
        self.scope = with_computed(self.scope, computed)

    def _unit(self, name: str, plain: Mapping[str, Any]) -> Unit | None:
        if "unit" not in plain:
            return None
        return self.collector.attempt(lambda: default_units()[plain["unit"]], "compute", name, "unit")


def _definition(plain: str | Mapping[str, Any]) -> Mapping[str, Any]:
    return {"formula": plain} if isinstance(plain, str) else plain


def _by(plain: Mapping[str, Any]) -> Sequence[str]:
    by = plain["by"]
    return [by] if isinstance(by, str) else by


def _is_share(formula: Formula) -> bool:
    """Whether a plain number comes from numbers with units, as in spent ÷ limit: then it is a share."""
    units = (
        each.unit if isinstance(each, nodes.Name) else each.written.unit
        for each in nodes.walk(formula.node)
        if isinstance(each, nodes.Name | nodes.Number)
    )
    return formula.unit == BARE and any(unit != BARE for unit in units)
