"""A table of a decision file: keys in the wording of conditions, numbers of one unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.hints import near
from perfrules.diagnostics.listed import Listed
from perfrules.expressions import read_actual
from perfrules.formulas.coverage import overlapping
from perfrules.formulas.nodes import KeyValues, Row, Table
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.errors import Key, PolicyError
from perfrules.policies.decisions.condition_from_text import any_of, read_amount, refusal
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.rules import Condition
from perfrules.values import BARE, Quantity, Unit, default_units

_Path = tuple[str | int, ...]


Reads = Callable[[Input, str], Condition]
"""How the wording of a condition on an axis is read."""


def read_table(
    name: str, plain: Mapping[str, Any], axes: Mapping[str, Input], reads: Reads, collector: Collector
) -> Table | None:
    """Return a table, or None if it has a problem, which is noted."""
    return _TableReader(name, plain, axes, reads, collector).table()


class _TableReader:
    """Reads one table."""

    def __init__(
        self,
        name: str,
        plain: Mapping[str, Any],
        axes: Mapping[str, Input],
        reads: Reads,
        collector: Collector,
    ) -> None:
        self.name, self.plain, self.axes = name, plain, axes
        self.reads, self.collector = reads, collector
        self.path: _Path = ("tables", name)
        self.by: Sequence[str] = [plain["by"]] if isinstance(plain["by"], str) else plain["by"]

    def table(self) -> Table | None:
        before = len(self.collector.problems)
        axes = [self._axis(key) for key in self.by]
        unit = self._unit()
        if None in axes or unit is None:
            return None
        known = [axis for axis in axes if axis is not None]
        rows = list(self._rows(self.plain["values"], known, unit, (), (*self.path, "values")))
        if len(self.collector.problems) > before:
            return None
        clash = overlapping(rows)
        if clash is not None:
            first, second = clash
            self.collector.report("PR281", *self.path, name=self.name, first=first.text, second=second.text)
            return None
        by = tuple(axis.name for axis in known)
        return Table(self.name, by, tuple(rows), unit, self.plain.get("title", ""))

    def _axis(self, key: str) -> Input | None:
        for axis in self.axes.values():
            if key in (axis.name, axis.title):
                return axis
        self.collector.report("PR521", *self.path, "by", input=key, **near(key, self.axes))
        return None

    def _unit(self) -> Unit | None:
        """Return the unit that the table states, else that of its first number."""
        if "unit" in self.plain:
            return self.collector.attempt(lambda: default_units()[self.plain["unit"]], *self.path, "unit")
        first = _first_text(self.plain["values"])
        read = self.collector.attempt(lambda: read_actual(first), *self.path, "values")
        return read.unit if isinstance(read, Quantity) else BARE

    def _rows(
        self, plain: Mapping[str, Any], axes: Sequence[Input], unit: Unit, keys: tuple[Any, ...], path: _Path
    ) -> Iterator[Row]:
        """Yield the rows below a group of values, one level for each key."""
        for text, value in plain.items():
            here = (*path, text)
            key = self.collector.attempt(partial(self._key, axes[0], text), *path, Key(text))
            chosen = (*keys, (key, text))
            if len(axes) > 1 and isinstance(value, Mapping):
                yield from self._rows(value, axes[1:], unit, chosen, here)
            elif len(axes) > 1 or isinstance(value, Mapping):
                self.collector.report("PR290", *here, name=self.name, by=Listed(self.by))
            else:
                yield from self._row(chosen, value, unit, here)

    def _row(self, keys: Sequence[tuple[Any, str]], value: str, unit: Unit, path: _Path) -> Iterator[Row]:
        number = self.collector.attempt(lambda: _amount(value, unit), *path)
        values = tuple(key for key, _ in keys if key is not None)
        if number is not None and len(values) == len(keys):
            yield Row(values, number, tuple(text for _, text in keys))

    def _key(self, axis: Input, text: str) -> KeyValues:
        """Return the values of a key: a choice, several choices joined by 、, or a band.

        Raises:
            PolicyError: it is none of these; without a place in the text, because the place is the key.
        """
        try:
            return self._values(axis, text)
        except PerfrulesError as error:
            raise PolicyError(
                *(Diagnostic(each.code, each.arguments) for each in error.diagnostics)
            ) from error

    def _values(self, axis: Input, text: str) -> KeyValues:
        several = text.split("、") if axis.is_discrete and text not in axis.domain else []
        if len(several) > 1 and all(each in axis.domain for each in several):
            return any_of([self.reads(axis, each) for each in several]).values
        return self.reads(axis, text).values


def _first_text(plain: Mapping[str, Any] | str) -> str:
    while isinstance(plain, Mapping):
        plain = next(iter(plain.values()))
    return plain


def _amount(text: str, unit: Unit) -> Any:
    """Return the number of a cell; one with a unit is not taken for a plain number."""
    read = read_actual(text)
    if isinstance(read, Quantity) and unit == BARE and read.unit != BARE:
        raise refusal("PR533", text, unit="数")
    return read_amount(text, unit)
