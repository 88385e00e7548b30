"""Build the model of a formula from its phrases: names are looked up, units are checked."""

from __future__ import annotations

from fractions import Fraction

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import near
from perfrules.expressions.axes import CALENDAR
from perfrules.formulas.calls import extreme, looked_up, rounded, summed_by_brackets
from perfrules.formulas.dates import added_to_date
from perfrules.formulas.errors import FormulaError
from perfrules.formulas.formula import Formula
from perfrules.formulas.measured import Measured, Problems, aligned, converted, unit_text
from perfrules.formulas.measures import Measure, measure_of
from perfrules.formulas.nodes import (
    Choice,
    Difference,
    Name,
    Negative,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    Table,
    names_in,
)
from perfrules.formulas.phrases import Phrase, WrittenFormula, read_phrases
from perfrules.formulas.ranges import range_of
from perfrules.formulas.scope import ChoiceSymbol, FormulaScope, NumberSymbol, functions
from perfrules.formulas.shares import read_parts
from perfrules.formulas.sizes import MOST_DIGITS, digits_of
from perfrules.values import Quantity, QuantityError, Unit, default_units, exact_text, read_number


def read_formula(text: str, scope: FormulaScope, unit: Unit | None = None) -> Formula:
    """Return the formula of a text.

    Args:
        text: what the author wrote.
        scope: the names and tables that it may use.
        unit: the unit in which its numbers are to be given; its own without one.

    Raises:
        FormulaError: PR203–PR205, PR231–PR233, PR270–PR286: with the place.

    >>> from perfrules.values import default_units
    >>> units = default_units()
    >>> people, days = NumberSymbol("people", units["人"]), NumberSymbol("days", units["天"])
    >>> read_formula("550元/人/天 × people × days", FormulaScope((people, days))).unit.name
    '元'
    """
    return build(read_phrases(text), scope, unit)


def build(written: WrittenFormula, scope: FormulaScope, unit: Unit | None = None) -> Formula:
    """Return the formula of phrases. See `read_formula`."""
    problems = Problems(written.text)
    builder = _Builder(scope, problems)
    whole = builder.number(written.phrase) if unit != CALENDAR else builder.value(written.phrase)
    node = whole.node
    if unit is not None:
        node = _in_unit(whole, unit, problems)
    if digits_of(node, scope.digits) > MOST_DIGITS:
        raise problems.at("PR276", whole.phrase, most=str(MOST_DIGITS))
    return Formula(node, whole.measure.unit if unit is None else unit, written.text.original)


def _in_unit(whole: Measured, unit: Unit, problems: Problems) -> Node:
    measure, factor = measure_of(unit)
    if whole.is_zero:
        return whole.node
    if whole.measure.dimensions != measure.dimensions:
        raise problems.at("PR283", whole.phrase, unit=unit_text(unit), found=whole.unit_text)
    return converted(whole.node, whole.measure.factor_to(measure) / factor)


class _Builder:
    """Builds the parts of one formula."""

    def __init__(self, scope: FormulaScope, problems: Problems) -> None:
        self.scope = scope
        self.problems = problems

    def number(self, phrase: Phrase) -> Measured:
        """Return a phrase as a number.

        Raises:
            FormulaError: PR297: it is a date.
        """
        found = self.value(phrase)
        if found.measure.has_date:
            raise self.problems.at("PR297", phrase)
        return found

    def value(self, phrase: Phrase) -> Measured:
        """Return a phrase as a number or date."""
        match phrase.kind:
            case "number":
                return self._stated(phrase)
            case "parts":
                return self._parts(phrase)
            case "share" if self.scope.symbol(phrase.text) is None:
                return self._multiplied(phrase)
            case "share" | "name":
                return self._named(phrase)
            case "call":
                return self._called(phrase)
            case "negative":
                inner = self.number(phrase.parts[0])
                return Measured(Negative(inner.node), inner.measure, phrase)
            case "sum" | "difference":
                return self._added(phrase)
            case _:
                return self._multiplied(phrase)

    def _stated(self, phrase: Phrase) -> Measured:
        written = phrase.text + phrase.unit
        for text in (written, *phrase.unit.split("/")[1:]):
            if self.scope.symbol(text) is not None:
                raise self.problems.at("PR280", phrase, name=text)
        try:
            value, unit = read_number(phrase.text), default_units()[phrase.unit]
        except QuantityError as error:
            raise self.problems.at(error.code, phrase, **error.diagnostics[0].arguments) from error
        measure, factor = measure_of(unit)
        return Measured(Number(value * factor, Quantity(value, unit)), measure, phrase)

    def _parts(self, phrase: Phrase) -> Measured:
        """Return a share in words: a per cent if a decimal is equal to it, else one number by another."""
        try:
            above, below = read_parts(phrase.text)
        except QuantityError as error:
            raise self.problems.at(error.code, phrase, **error.diagnostics[0].arguments) from error
        if not below:
            raise self.problems.at("PR275", phrase, least="1")
        share = Quantity(above / below * 100, default_units()["%"])
        if "/" not in exact_text(share.value):
            return Measured(Number(above / below, share), Measure(), phrase)
        left, right = (Number(each, Quantity(each)) for each in (above, below))
        return Measured(Quotient(left, right), Measure(), phrase)

    def _named(self, phrase: Phrase) -> Measured:
        symbol = self.scope.symbol(phrase.text)
        if isinstance(symbol, ChoiceSymbol):
            raise self.problems.at("PR279", phrase, name=symbol.name)
        if symbol is not None:
            measure, factor = measure_of(symbol.unit)
            return Measured(converted(Name(symbol.name, symbol.unit), factor), measure, phrase)
        table = self.scope.table(phrase.text)
        if table is None:
            raise self._unknown(phrase)
        return self._from_table(phrase, table)

    def _unknown(self, phrase: Phrase) -> FormulaError:
        return self.problems.at("PR271", phrase, name=phrase.text, **near(phrase.text, self.scope.words))

    def _called(self, phrase: Phrase) -> Measured:
        table = self.scope.table(phrase.text)
        if table is not None:
            return self._from_table(phrase, table)
        match functions().get(phrase.text):
            case "min" | "max" as name:
                return extreme(name, phrase, [self.value(part) for part in phrase.parts], self.problems)
            case "round":
                self._expect(phrase, 2, 3)
                parts = [self.number(part) for part in phrase.parts[:2]]
                way = phrase.parts[2] if len(phrase.parts) > 2 else None
                return rounded(phrase, parts, way, self.problems)
            case "brackets":
                self._expect(phrase, 2, 2)
                return self._bracketed(phrase)
            case _:
                raise self._unknown(phrase)

    def _expect(self, phrase: Phrase, least: int, most: int) -> None:
        if not least <= len(phrase.parts) <= most:
            expected = str(least) if least == most else f"{least}–{most}"
            found = str(len(phrase.parts))
            raise self.problems.at("PR278", phrase, name=phrase.text, expected=expected, found=found)

    def _bracketed(self, phrase: Phrase) -> Measured:
        named = phrase.parts[1]
        table = self.scope.table(named.text) if named.kind == "name" else None
        if table is None:
            raise self._unknown(named)
        symbol = self.scope.symbol(table.by[0])
        if not isinstance(symbol, NumberSymbol):
            raise self.problems.at("PR282", named, name=table.name)
        value = self._as_key(self.number(phrase.parts[0]), symbol)
        return summed_by_brackets(phrase, value, symbol.unit, table, self.scope, self.problems)

    def _as_key(self, value: Measured, symbol: NumberSymbol) -> Measured:
        """Return a value in the unit of the name by which a table is kept."""
        measure, factor = measure_of(symbol.unit)
        reference = Measured(Name(symbol.name, symbol.unit), measure, value.phrase)
        nodes, _ = aligned((reference, value), self.problems)
        return Measured(converted(nodes[1], 1 / factor), measure, value.phrase)

    def _from_table(self, phrase: Phrase, table: Table) -> Measured:
        if phrase.parts:
            self._expect(phrase, len(table.by), len(table.by))
        keys = [self._key(at, phrase, table) for at in range(len(table.by))]
        return looked_up(phrase, table, keys, self.scope, self.problems)

    def _key(self, at: int, phrase: Phrase, table: Table) -> Node | Choice:
        """Return a key of a table: an argument of the call, or the name that the table itself states."""
        named = Phrase("name", phrase.start, phrase.end, table.by[at])
        argument = phrase.parts[at] if phrase.parts else named
        wanted = self.scope.symbol(table.by[at])
        if isinstance(wanted, NumberSymbol):
            value = self.value(argument) if wanted.unit == CALENDAR else self.number(argument)
            return self._as_key(value, wanted).node
        symbol = self.scope.symbol(argument.text) if argument.kind == "name" else None
        if not isinstance(symbol, ChoiceSymbol):
            raise self.problems.at("PR287", argument, name=table.name, key=table.by[at])
        return Choice(symbol.name)

    def _added(self, phrase: Phrase) -> Measured:
        first, second = (self.value(part) for part in phrase.parts)
        if first.measure.has_date or second.measure.has_date:
            return added_to_date(phrase, first, second, self.problems)
        (left, right), measure = aligned((first, second), self.problems)
        node = Sum(left, right) if phrase.kind == "sum" else Difference(left, right)
        return Measured(node, measure, phrase)

    def _multiplied(self, phrase: Phrase) -> Measured:
        left, right = (self.number(part) for part in phrase.parts)
        if phrase.kind != "quotient":
            measure, factor = left.measure.times(right.measure)
            return Measured(converted(Product(left.node, right.node), factor), measure, phrase)
        if Fraction(0) in range_of(right.node, self.scope.ranges):
            raise self.problems.at("PR275", right.phrase, *self._ranges(right), least=right.smallest_text)
        measure, factor = left.measure.times(right.measure, -1)
        return Measured(converted(Quotient(left.node, right.node), factor), measure, phrase)

    def _ranges(self, part: Measured) -> list[Diagnostic]:
        """Return a note for each name in a divisor: what values it may have."""
        ranges = self.scope.ranges
        return [
            self.problems.note("PR284", part.phrase, name=name, range=str(ranges[name]))
            for name in names_in(part.node)
            if name in ranges
        ]
