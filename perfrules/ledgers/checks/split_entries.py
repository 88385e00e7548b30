"""Collect the entries that may have been split, over all ledgers, and report the splits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import polars as pl

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.checks.approvals import AMOUNT, DAY, STATUS, ApprovalCheck, yuan
from perfrules.ledgers.checks.splitting import Entries, Integers, SplitRun, Threshold, split_runs
from perfrules.ledgers.columns import Headings, labels
from perfrules.ledgers.findings import AuditFinding, What
from perfrules.ledgers.sources import ROW
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Aggregate
from perfrules.values import IntervalSet, Quantity, exact_text

_SCALE = 10**4
_JOINT = "\x1f"
_BY, _COMPLETE = "perfrules_by_", "perfrules_complete"
_ROWS_NAMED = 10
_GROUP, _KIND = "group", "kind"
_LEDGER = 40
_ROW_BITS = (1 << _LEDGER) - 1
"""Bits of a row's number; those above are the number of its ledger."""


class SplitCheck:
    """Entries of one policy with `aggregate`, by groups of equal `by` columns."""

    def __init__(self, policy: DecisionPolicy) -> None:
        self.policy = policy
        self.parts: list[pl.DataFrame] = []
        self.ledgers: list[str] = []
        self.left: dict[str, list[int]] = {}
        # The columns of `by` that rules ask for: groups with equal values have the same thresholds.
        self.asked = [name for name in self._aggregate.by if any(name in rule.when for rule in policy.rules)]
        self.most = max((each.least for each in self._begins(None)), default=0)
        # Numbers of texts that are the same in every batch.
        self.types = {name: pl.Categorical(pl.Categories.random()) for name in (_GROUP, _KIND)}

    def columns(self, headings: Headings) -> list[str]:
        """Return the columns by which entries belong together.

        Raises:
            LedgerError: PR886 without such a heading.
        """
        return [_heading(headings, self.policy, name) for name in self._aggregate.by]

    def add(self, check: ApprovalCheck, frame: pl.DataFrame, columns: Sequence[str]) -> None:
        """Keep the entries of some rows that the policy governs.

        Args:
            check: The check of their ledger.
            frame: Rows as `ApprovalCheck.decided` and `with_days` return them.
            columns: The columns of `columns`.
        """
        if check.ledger not in self.ledgers:
            self.ledgers.append(check.ledger)
        ledger = self.ledgers.index(check.ledger)
        names = [f"{_BY}{at}" for at in range(len(columns))]
        folded = [_folded(frame[column]).alias(name) for column, name in zip(columns, names, strict=True)]
        texts = list(map(pl.col, names))
        kinds = [
            pl.col(column).cast(pl.String).fill_null("").str.strip_chars()
            for column, name in zip(columns, self._aggregate.by, strict=True)
            if name in self.asked
        ]
        amount = (pl.col(AMOUNT) * _SCALE).cast(pl.Int64, strict=False)
        governed = pl.col(STATUS).is_in(["decided", "no-rule"])
        day = pl.col(DAY).cast(pl.Int32) + _EPOCH
        complete = pl.all_horizontal(text != "" for text in texts)
        if self.within is not None:
            complete = complete & day.is_not_null()
        is_small = governed & (amount > 0) & (amount < self.most)
        small = frame.lazy().with_columns(*folded).filter(is_small)
        made = small.select(
            pl.concat_str(texts, separator=_JOINT).cast(self.types[_GROUP]).alias(_GROUP),
            pl.concat_str(kinds or [pl.lit("")], separator=_JOINT).cast(self.types[_KIND]).alias(_KIND),
            day.fill_null(0).alias("day"),
            amount.alias("amount"),
            (pl.col(ROW) + (ledger << _LEDGER)).alias("row"),
            complete.alias(_COMPLETE),
        ).collect()
        self._leave(check.ledger, made.filter(~pl.col(_COMPLETE))["row"])
        self.parts.append(made.filter(_COMPLETE).drop(_COMPLETE))

    def _leave(self, ledger: str, rows: pl.Series) -> None:
        """Count the rows that lack what entries are joined by, and keep the numbers of the first of them."""
        if rows.len():
            before = self.left.setdefault(ledger, [0])
            before[0] += rows.len()
            more = _ROWS_NAMED + 1 - len(before)
            before += [row & _ROW_BITS for row in rows.head(more).to_list()]

    @property
    def notes(self) -> list[Diagnostic]:
        """Say which rows could not be compared with others."""
        return [
            Diagnostic("PR950", {"ledger": ledger, "count": str(count), "rows": _named(rows, count)})
            for ledger, (count, *rows) in self.left.items()
        ]

    def kept(self, since: int) -> pl.DataFrame:
        """Return the entries that were added after a number of parts, their texts as texts."""
        texts = [pl.col(name).cast(pl.String) for name in (_GROUP, _KIND)]
        return pl.concat([part.with_columns(texts) for part in self.parts[since:]] or [pl.DataFrame()])

    def restore(self, ledgers: Sequence[str], left: Mapping[str, list[int]], entries: pl.DataFrame) -> None:
        """Take up the ledgers, the rows that were left out, and entries that `kept` returned."""
        self.ledgers, self.left = list(ledgers), dict(left)
        if entries.width:
            self.parts.append(
                entries.with_columns(pl.col(name).cast(self.types[name]) for name in self.types)
            )

    @property
    def within(self) -> Quantity | None:
        """The window; None for entries of any time."""
        return self._aggregate.within

    @property
    def _aggregate(self) -> Aggregate:
        if self.policy.aggregate is None:
            raise AssertionError("only policies with `aggregate` are checked for splitting")
        return self.policy.aggregate

    def findings(self) -> list[AuditFinding]:
        """Return the splits in the order of their first entries."""
        order = {name: at for at, name in enumerate(self.ledgers)}
        found = self._splits() if self.parts else ()
        return sorted(found, key=lambda each: (order[each.entries[0][0]], each.entries[0][1]))

    def _splits(self) -> Iterator[AuditFinding]:
        kinds = self._kinds()
        while kinds:
            kind, part = kinds.pop()
            values = dict(zip(self.asked, kind.split(_JOINT), strict=False))
            names = part[_GROUP]
            columns = (names.to_physical(), *(part[name] for name in ("day", "amount", "row")))
            entries = Entries(*map(_integers, columns))
            # Only the names are needed from here on; sorting takes much memory.
            del part, columns
            for run in split_runs(entries, self._begins(values), self.within):
                yield self._finding(run, entries, str(names[run.positions[0]]))

    def _kinds(self) -> list[tuple[str, pl.DataFrame]]:
        """The entries that have the same thresholds, without a copy where all have."""
        table = pl.concat(self.parts, rechunk=False)
        self.parts.clear()
        if not self.asked:
            return [("", table)]
        return [(str(kind), part) for (kind,), part in table.partition_by(_KIND, as_dict=True).items()]

    def _begins(self, given: Mapping[str, str] | None) -> list[Threshold]:
        """Where rules begin: those that hold for some values of columns, or all of them for None."""
        begins: dict[tuple[Fraction, int], list[str]] = {}
        for rule in self.policy.rules:
            condition = rule.when.get(self._aggregate.input)
            if condition is None or not isinstance(condition.values, IntervalSet):
                continue
            others = [(name, text) for name, text in (given or {}).items() if name in rule.when]
            if not all(_admits(rule.when[name].values, text) for name, text in others):
                continue
            for interval in condition.values.intervals:
                if interval.low is not None and interval.low > 0:
                    scaled = interval.low * _SCALE
                    least = ceil(scaled) if interval.low_closed else floor(scaled) + 1
                    begins.setdefault((interval.low, least), []).append(rule.id)
        return [Threshold(low, least, tuple(rules)) for (low, least), rules in begins.items()]

    def _finding(self, run: SplitRun, entries: Entries, group: str) -> AuditFinding:
        input_ = self.policy.input_by_name[self._aggregate.input]
        rows = [int(entries.row[at]) for at in run.positions]
        unit = input_.unit.name
        within = self.within
        facts = {
            "window": "∞" if within is None else str(within),
            "count": str(len(rows)),
            "total": f"{exact_text(Fraction(run.total, _SCALE))}{unit}",
            "threshold": f"{exact_text(run.threshold.value)}{unit}",
            "group": "、".join(group.split(_JOINT)),
        }
        rules = run.threshold.rules
        cite = tuple(dict.fromkeys(str(each) for name in rules for each in self.policy.rule_by_id[name].cite))
        what = What("split", self.policy.title or self.policy.id, rules, cite, facts)
        day = int(entries.day[run.positions[0]])
        return AuditFinding(
            what,
            tuple((self.ledgers[row >> _LEDGER], row & _ROW_BITS) for row in rows),
            yuan(Decimal(run.total) / _SCALE, input_),
            date.fromordinal(day) if day else None,
            group.split(_JOINT)[0],
        )


def _folded(names: pl.Series) -> pl.Series:
    """Names by which entries belong together: width and blanks do not matter, （） is (); blank for none."""
    texts = names.cast(pl.String).fill_null("")
    distinct = texts.unique()
    folded = distinct.str.normalize("NFKC").str.replace_all(r"\s+", "")
    other = distinct != folded
    if not other.any():
        return texts
    return texts.replace(distinct.filter(other), folded.filter(other))


def _named(rows: Sequence[int], count: int) -> str:
    return "、".join(map(str, rows)) + (" …" if count > len(rows) else "")


_EPOCH = date(1970, 1, 1).toordinal()


def _integers(column: pl.Series) -> Integers:
    return column.cast(pl.Int64).to_numpy()


def _admits(values: object, text: str) -> bool:
    """Whether a condition admits the text of a column; conditions on numbers are not decided by a text."""
    return text in values if isinstance(values, frozenset) else True


def _heading(headings: Headings, policy: DecisionPolicy, name: str) -> str:
    if name in policy.input_by_name:
        return headings.of_input(policy.input_by_name[name])
    return headings.required(name, labels()["columns"].get(name, ()))
