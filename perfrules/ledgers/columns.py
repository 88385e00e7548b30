"""Which column of a ledger holds what a policy asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import near, similar
from perfrules.ledgers.errors import LedgerError
from perfrules.ledgers.money_units import without_stated_unit
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import LISTS, Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.resources import load_data
from perfrules.sheets.heading_units import heading_unit

_MONEY = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}


@cache
def labels() -> Any:
    """The words of `grammar/ledger-labels.yaml`, as plain data."""
    return load_data("grammar", "ledger-labels.yaml")


@frozen
class Headings:
    """The headings of a ledger, and the names that a mapping file gives them.

    `given` has the heading of a part: an input, an output, a role, `date`, `payee`, `unit`.

    Raises:
        LedgerError: PR886 for each given heading that the ledger does not have.
    """

    names: tuple[str, ...]
    given: Mapping[str, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        unknown = [name for name in self.given.values() if name not in self.names]
        if unknown:
            raise LedgerError(*(_lacking(name, self.names) for name in unknown))

    def find(self, part: str, words: Iterable[str]) -> str | None:
        """Return the heading of a part: the given one, else one that is the part or one of some words.

        Raises:
            LedgerError: PR885 where two headings fit.
        """
        if part in self.given:
            return self.given[part]
        for wanted in ((part,), tuple(words)):
            folded = {_folded(word) for word in wanted}
            found = [name for name in self.names if _folded(name) in folded]
            if len(found) > 1:
                raise LedgerError(unclear(part, found))
            if found:
                return found[0]
        return None

    def usual(self, part: str) -> str | None:
        """Return the heading of `date`, `payee` or `unit`, or None."""
        return self.find(part, labels()["columns"][part])

    def required(self, part: str, words: Iterable[str]) -> str:
        """Return the heading of a part.

        Raises:
            LedgerError: PR885 where two headings fit, PR886 where none does.
        """
        found = self.find(part, words)
        if found is None:
            raise LedgerError(_lacking(part, self.names))
        return found

    def of_input(self, input_: Input) -> str:
        """Return the heading of an input.

        Raises:
            LedgerError: PR886 without such a heading; PR885 where several amounts may be meant.
        """
        words = (input_.title, *labels()["inputs"].get(input_.type, ()))
        found = self.find(input_.name, (input_.title,)) or self.find(input_.name, words)
        if found is None:
            ending = tuple(labels()["amount-endings"])
            amounts = [name for name in self.names if _folded(name).endswith(ending)]
            if input_.type == "money" and len(amounts) > 1:
                raise LedgerError(unclear(input_.name, amounts))
            raise LedgerError(_lacking(input_.title, self.names))
        return found

    def of_output(self, output: Output, items: Iterable[str]) -> RecordColumns:
        """Return the columns that record an output, whose rules ask for some items; there may be none."""
        words = (output.title, *labels()["outputs"][output.type])
        column = self.find(output.name, (output.title,)) or self.find(output.name, words)
        endings = ("", *labels()["endings"])
        marks = {
            name: item
            for item in items
            for name in self.names
            if name != column and _folded(name) in {_folded(f"{item}{ending}") for ending in endings}
        }
        marks |= {self.given[item]: item for item in items if item in self.given}
        return RecordColumns(output.name, column, marks)


def parts_of(policies: Iterable[DecisionPolicy], events: Iterable[str]) -> dict[str, str]:
    """Return the parts that a mapping file may name, by their names and titles.

    Args:
        policies: The policies of decisions.
        events: The events from which terms of schedules count.
    """
    parts = dict.fromkeys(["category", *labels()["columns"], *events])
    found: dict[str, str] = {part: part for part in parts}
    for policy in policies:
        named = [(each.title, each.name) for each in policy.inputs]
        named += [(each.title, each.name) for each in policy.outputs]
        for title, name in named:
            found |= {title or name: name, name: name}
        by = () if policy.aggregate is None else policy.aggregate.by
        items = [item for output in recorded_outputs(policy) for item in items_of(policy, output)]
        found |= {name: name for name in (*by, *items) if name not in found}
    return found


def given_parts(columns: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the headings that are given, by the names of their parts.

    Args:
        columns: The heading of each part, which may be named by its title.
        known: The parts, as `parts_of` returns them.

    Raises:
        LedgerError: PR864 for each part that is unknown.
    """
    unknown = [part for part in columns if part not in known]
    if unknown:
        facts = ({"part": part, **near(part, known)} for part in unknown)
        raise LedgerError(*(Diagnostic("PR864", each) for each in facts))
    return {known[part]: heading for part, heading in columns.items()}


@frozen
class RecordColumns:
    """The columns that record an output.

    `column` lists what was done (签批: 分管领导、主要领导). Each of `marks` is a column of one role or
    document, which is marked by anything but a word for nothing.
    """

    output: str
    column: str | None
    marks: Mapping[str, str]

    @property
    def names(self) -> list[str]:
        """All of the columns."""
        return [*([] if self.column is None else [self.column]), *self.marks]


def unclear(part: str, columns: Sequence[str]) -> Diagnostic:
    """PR885: several columns may be a part; with the line of a mapping file that decides for the first."""
    facts = {"part": part, "columns": "、".join(columns), "line": f"{part}: {columns[0]}"}
    return Diagnostic("PR885", facts)


def money_factor(heading: str) -> int:
    """How many yuan a number under a heading is: 金额（万元）.

    >>> money_factor("金额（万元）"), money_factor("金额")
    (10000, 1)
    """
    return _MONEY.get(heading_unit(heading), 1)


def recorded_outputs(policy: DecisionPolicy) -> list[Output]:
    """The outputs that a ledger can record: lists of roles, documents, meetings."""
    return [each for each in policy.outputs if each.type in LISTS]


def items_of(policy: DecisionPolicy, output: Output) -> tuple[str, ...]:
    """The roles, documents or meetings that any rule of a policy asks for under an output."""
    outcomes = [rule.then for rule in policy.rules] + [policy.default or {}]
    values = [outcome.get(output.name) for outcome in outcomes]
    listed = [value if isinstance(value, tuple) else (value,) for value in values if value is not None]
    return tuple(dict.fromkeys(str(item) for value in listed for item in value))


def _folded(name: str) -> str:
    label = without_stated_unit(name)
    unit = heading_unit(label)
    return (label.replace(f"({unit})", "") if unit else label).casefold()


def _lacking(name: str, names: Sequence[str]) -> Diagnostic:
    return Diagnostic("PR886", {"column": name, **similar(name, names)})
