"""Which rows of a ledger two policies decide differently, and the sums of these rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfrules.analysis.cells.witnesses import Fact, witness_to_json
from perfrules.analysis.differences.diff import Difference, PolicyDiff
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, Source, phrase
from perfrules.diagnostics.listed import Listed
from perfrules.documents import DocumentError
from perfrules.documents.media.lists import ListRow
from perfrules.documents.origin import Origin
from perfrules.engine.decisions.facts import point_of, read_fact
from perfrules.policies.decisions.inputs import Input
from perfrules.values import Quantity

_AMOUNTS = "金额", "amount"


@frozen
class ChangedRow:
    """A row of a ledger, at its place in the file, whose facts are decided differently."""

    at: Origin
    facts: Mapping[str, Fact]
    difference: Difference

    def to_json(self) -> dict[str, Any]:
        """`{"line" or "cell", "facts", "before", "after"}`."""
        before, after = self.difference.before, self.difference.after
        row = {**self.at.to_json(), "facts": witness_to_json(self.facts)}
        return row | {"before": before.to_json(), "after": after.to_json()}


@frozen
class LedgerChanges:
    """What of a ledger of `rows` rows changes.

    `sums` are the amounts of the changed rows in all, by column. `problems` are about rows that could not be
    read, which are in none of the numbers but `rows`.
    """

    rows: int
    changed: tuple[ChangedRow, ...]
    sums: Mapping[str, Quantity]
    problems: tuple[Diagnostic, ...] = ()

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"rows", "changed", "sums", "problems"}`."""
        return {
            "rows": self.rows,
            "changed": [each.to_json() for each in self.changed],
            "sums": {name: str(amount) for name, amount in self.sums.items()},
            "problems": [each.to_json(language) for each in self.problems],
        }


def changed_rows(found: PolicyDiff, rows: Sequence[ListRow], name: str = "") -> LedgerChanges:
    r"""Hold a ledger against the difference of two policies.

    Args:
        found: the difference of two decision policies.
        rows: the rows of the ledger; the first names the columns, one for each input by name or title.
            Amounts are summed of each input that is money, or of columns named 金额.
        name: what the ledger is called in messages.

    Raises:
        DocumentError: PR860 where the table lacks a column, PR861 where the policies are no decisions.

    >>> from perfrules.analysis.differences.diff import diff
    >>> from perfrules.policies.loader import find_policy
    >>> inclusive, exclusive = "chengde.expenditure-approval", "chengde.expenditure-approval-exclusive"
    >>> found = diff(find_policy(inclusive), find_policy(exclusive))
    >>> from perfrules.documents.media.lists import list_rows
    >>> rows = list_rows(Source("金额,支出类别\n2000,日常支出\n1999.99,日常支出\n"))
    >>> changes = changed_rows(found, rows)
    >>> [each.at.to_json() for each in changes.changed], str(changes.sums["金额"])
    ([{'line': 2}], '2000元')
    """
    if not found.inputs:
        raise DocumentError(Diagnostic("PR861", {"id": found.new.id}))
    header = [text.strip() for text in rows[0].texts] if rows else []
    columns = _columns(found.inputs, header, rows[0].at.source if rows else Source("", name))
    reader = _Rows(found, columns, _amounts(found.inputs, columns, header))
    for row in rows[1:]:
        reader.take(row, len(header))
    return LedgerChanges(len(rows[1:]), tuple(reader.changed), reader.sums, tuple(reader.problems))


def _columns(inputs: Sequence[Input], header: Sequence[str], source: Source) -> dict[str, int]:
    """Return the column of each input."""
    found = {
        each.name: next(at for at, name in enumerate(header) if name in (each.name, each.title))
        for each in inputs
        if any(name in header for name in (each.name, each.title) if name)
    }
    missing = [each.title or each.name for each in inputs if each.name not in found]
    if missing:
        facts = {"missing": Listed(missing), "columns": Listed(header)}
        raise DocumentError(Diagnostic("PR860", facts, None, source))
    return found


def _amounts(
    inputs: Sequence[Input], columns: Mapping[str, int], header: Sequence[str]
) -> dict[str, tuple[int, Input]]:
    """The columns to be summed, each with its place and how it is read."""
    places = [(columns[each.name], each) for each in inputs if each.type == "money"]
    if places:
        return {header[at]: (at, input_) for at, input_ in places}
    return {name: (at, Input(name, "money")) for at, name in enumerate(header) if name in _AMOUNTS}


class _Rows:
    """Takes the rows of a ledger one by one."""

    def __init__(
        self,
        found: PolicyDiff,
        columns: Mapping[str, int],
        amounts: Mapping[str, tuple[int, Input]],
    ) -> None:
        self.found, self.columns, self.amounts = found, columns, amounts
        self.changed: list[ChangedRow] = []
        self.problems: list[Diagnostic] = []
        self.sums = {name: Quantity(Fraction(0), input_.unit) for name, (_, input_) in amounts.items()}

    def take(self, row: ListRow, expected: int) -> None:
        """Read a row, and keep it if it changes; one that cannot be read is a problem of its own."""
        if len(row.texts) != expected:
            self.problems.append(row.at.report("PR577", found=str(len(row.texts)), expected=str(expected)))
            return
        problems, facts = self._facts(row.texts)
        self._report(problems, row)
        if problems:
            return
        point = {name: point_of(fact) for name, fact in facts.items()}
        difference = self.found.difference_at(point)
        if difference is not None:
            self.changed.append(ChangedRow(row.at, facts, difference))
            self._add(row)

    def _report(self, problems: Sequence[Diagnostic], row: ListRow) -> None:
        self.problems += (each.within(row.at.source, whole=row.at.span) for each in problems)

    def _facts(self, cells: Sequence[str]) -> tuple[list[Diagnostic], dict[str, Fact]]:
        problems: list[Diagnostic] = []
        facts: dict[str, Fact] = {}
        for input_ in self.found.inputs:
            try:
                facts[input_.name] = read_fact(input_, cells[self.columns[input_.name]].strip())
            except PerfrulesError as error:
                problems += error.diagnostics
        return problems, facts

    def _add(self, row: ListRow) -> None:
        for name, (at, input_) in self.amounts.items():
            try:
                amount = read_fact(input_, row.texts[at].strip())
            except PerfrulesError as error:
                self._report(error.diagnostics, row)
                continue
            if isinstance(amount, Quantity):
                self.sums[name] = Quantity(self.sums[name].value + amount.value, input_.unit)


def lines_of(changes: LedgerChanges, language: Language = "zh") -> Iterator[str]:
    """The changes in words, a line a row."""
    totals = (f"{name} {amount}" for name, amount in changes.sums.items())
    sums = phrase("punctuation.enumeration", language).join(totals)
    counts = phrase("findings.ledger", language, rows=changes.rows, changed=len(changes.changed))
    yield counts + (phrase("findings.ledger-sums", language, sums=sums) if sums and changes.changed else "")
    for each in changes.changed:
        facts = " ".join(f"{name}={text}" for name, text in (witness_to_json(each.facts) or {}).items())
        before, after = each.difference.texts(language)
        texts = {"facts": facts, "before": before, "after": after}
        place = each.at.cell or phrase("findings.ledger-line", language, **each.at.to_json())
        yield phrase("findings.ledger-row", language, place=place, **texts)
