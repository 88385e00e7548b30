"""Required sign-offs, documents and deliberation of each entry against those that are recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
from attrs import evolve

from perfrules.diagnostics import Diagnostic
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.decisions.errors import DecisionError
from perfrules.engine.decisions.facts import point_of, read_fact
from perfrules.frames import decide
from perfrules.ledgers.checks.amounts import days, plain_amounts
from perfrules.ledgers.columns import Headings, RecordColumns, items_of, money_factor, recorded_outputs
from perfrules.ledgers.findings import AuditFinding, BrokenRow, What
from perfrules.ledgers.records import Requirement, listed, nothing_words, refusing_words
from perfrules.ledgers.sources import ROW
from perfrules.policies.base.head import Citation
from perfrules.policies.decisions.inputs import Input
from perfrules.sheets.heading_units import heading_unit

_OUT = "perfrules_out_"
STATUS, RULES, AMOUNT = f"{_OUT}status", f"{_OUT}rules", "perfrules_amount"
_ONLY_TEXT = "perfrules_as_text"
_BY_DEFAULT = ""
_DOUBTFUL = "doubtful"


class ApprovalCheck:
    """Checks the entries of one ledger by one policy of decisions.

    `notes` say which outputs are recorded in no column. `amounts` is the input that is an amount of money,
    None where the policy has several or none.
    """

    def __init__(self, policy: CompiledPolicy, headings: Headings, ledger: str) -> None:
        self.policy, self.ledger = policy, ledger
        self.title = policy.policy.title or policy.policy.id
        self.inputs = {each.name: headings.of_input(each) for each in policy.policy.inputs}
        money = [each for each in policy.policy.inputs if each.type == "money"]
        self.amount: Input | None = money[0] if len(money) == 1 else None
        self.records: dict[str, RecordColumns] = {}
        self.notes: list[Diagnostic] = []
        for output in recorded_outputs(policy.policy):
            record = headings.of_output(output, items_of(policy.policy, output))
            if record.names:
                self.records[output.name] = record
            else:
                self.notes.append(Diagnostic("PR889", {"title": output.title or output.name}))
        self.usual = {part: headings.usual(part) for part in ("date", "payee", "unit")}
        self._requirements: dict[str, dict[str, Requirement]] = {}
        self._whats: dict[tuple[str, str, str], What | None] = {}
        self._problems: dict[tuple[Any, ...], Diagnostic] = {}

    @property
    def columns(self) -> list[str]:
        """The columns of the ledger that the check needs."""
        records = [name for record in self.records.values() for name in record.names]
        usual = [name for name in self.usual.values() if name is not None]
        return list(dict.fromkeys([*self.inputs.values(), *records, *usual]))

    def decided(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the status and the rules of each row, and its amount in the unit of the input."""
        frame = self._with_amount(frame)
        if self.amount is None:
            return self._decide(frame, {})
        plain = frame[AMOUNT].is_not_null()
        if plain.all():
            return self._decide(frame, {self.amount.name: AMOUNT})
        parts = [
            self._decide(frame.filter(plain), {self.amount.name: AMOUNT}),
            self._with_read_amounts(
                self._marked(self._decide(frame.filter(~plain), {self.amount.name: _ONLY_TEXT}), self.amount)
            ),
        ]
        return pl.concat(parts).sort(ROW)

    def _with_amount(self, frame: pl.DataFrame) -> pl.DataFrame:
        if self.amount is None:
            return frame
        heading = self.inputs[self.amount.name]
        unit = heading_unit(heading)
        factor = Fraction(money_factor(heading)) / self.amount.unit.factor if unit else Fraction(1)
        if frame.schema[heading] != pl.String:
            text = pl.col(heading).cast(pl.String)
            frame = frame.with_columns(text.alias(heading))
        # Digits of any width.
        bare = pl.col(heading).str.contains(r"\d\s*$")
        as_text = pl.when(bare).then(pl.col(heading) + pl.lit(unit)).otherwise(pl.col(heading))
        amount = plain_amounts(heading, int(factor)) if factor.denominator == 1 else pl.lit(None)
        return frame.with_columns(amount.cast(pl.Decimal(38, 4)).alias(AMOUNT), as_text.alias(_ONLY_TEXT))

    def _marked(self, frame: pl.DataFrame, amount: Input) -> pl.DataFrame:
        """Mark ¥2500 under 万元: the sign says 元, the heading 万元, and either may be meant."""
        heading = self.inputs[amount.name]
        if money_factor(heading) == 1:
            return frame
        doubtful = pl.col(heading).str.contains(r"[¥￥][^万亿元]*\d\s*$")
        status = pl.when(doubtful).then(pl.lit(_DOUBTFUL)).otherwise(pl.col(STATUS))
        return frame.with_columns(status.alias(STATUS))

    def _with_read_amounts(self, frame: pl.DataFrame) -> pl.DataFrame:
        if self.amount is None:
            raise AssertionError("only policies with an amount have amounts as text")
        axis = self.policy.policy.input_by_name[self.amount.name]
        texts = frame.filter(pl.col(STATUS).is_in(["decided", "no-rule", "outside"]))[_ONLY_TEXT].unique()
        read = {text: _amount_of(axis, text) for text in texts if text is not None}
        if not read:
            return frame
        found = pl.col(_ONLY_TEXT).replace_strict(
            list(read), list(read.values()), default=None, return_dtype=pl.Decimal(38, 4)
        )
        return frame.with_columns(found.alias(AMOUNT))

    def _decide(self, frame: pl.DataFrame, instead: Mapping[str, str]) -> pl.DataFrame:
        return decide(self.policy, frame, columns={**self.inputs, **instead}, prefix=_OUT)

    def findings(self, frame: pl.DataFrame) -> list[AuditFinding]:
        """Return what is missing in each row that was decided, in the order of the rows.

        Args:
            frame: Rows as `decided` returns them.
        """
        governed = frame.filter(pl.col(STATUS) == "decided")
        self._learn(governed)
        found = [
            each
            for output, record in self.records.items()
            for each in self._missing(governed, output, record)
        ]
        return sorted(found, key=lambda each: each.entries)

    def governed(self, frame: pl.DataFrame) -> pl.Series:
        """Return the numbers of the rows that the policy governs."""
        return frame.filter(pl.col(STATUS).is_in(["decided", "no-rule"]))[ROW]

    def _learn(self, frame: pl.DataFrame) -> None:
        """Learn what each set of rules asks for, from one row that they govern."""
        examples = frame.unique(RULES, keep="first", maintain_order=True)
        for row in examples.iter_rows(named=True):
            rules = row[RULES] or _BY_DEFAULT
            if rules not in self._requirements:
                self._requirements[rules] = self._asked(row)

    def _asked(self, row: Mapping[str, Any]) -> dict[str, Requirement]:
        decision = self.policy.decide(**self._facts(row))
        found: dict[str, Requirement] = {}
        for output in recorded_outputs(self.policy.policy):
            value = (decision.outcome or {}).get(output.name)
            if value is None:
                continue
            items = tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)
            rules = tuple(name for name in decision.rules if output.name in self._rule(name).then)
            cite = tuple(dict.fromkeys(each for name in rules for each in self._rule(name).cite))
            cite = cite or self.policy.policy.head.cite
            title = output.title or output.name
            found[output.name] = Requirement(output.name, title, items, output.type == "any-of", rules, cite)
        return found

    def _rule(self, name: str) -> Any:
        return self.policy.policy.rule_by_id[name]

    def _facts(self, row: Mapping[str, Any]) -> dict[str, Any]:
        facts = {name: row[heading] for name, heading in self.inputs.items()}
        if self.amount is not None:
            plain = row[AMOUNT]
            facts[self.amount.name] = row[_ONLY_TEXT] if plain is None else plain
        return facts

    def _missing(self, frame: pl.DataFrame, output: str, record: RecordColumns) -> Iterator[AuditFinding]:
        """The rows that lack something under one output; each distinct record is read once."""
        asking = [rules for rules, asked in self._requirements.items() if output in asked]
        rows = frame.filter(pl.col(RULES).fill_null(_BY_DEFAULT).is_in(asking))
        if not rows.height:
            return
        rows = rows.with_columns(_recorded(record), pl.col(RULES).fill_null(_BY_DEFAULT))
        pairs = rows.select(RULES, _RECORDED).unique()
        lacking = [pair for pair in pairs.iter_rows() if self._what(output, *pair) is not None]
        if not lacking:
            return
        faulty = pl.DataFrame(lacking, schema=[RULES, _RECORDED], orient="row")
        for row in rows.join(faulty, on=[RULES, _RECORDED], how="semi").iter_rows(named=True):
            what = self._what(output, row[RULES], row[_RECORDED])
            if what is not None:
                yield self._finding(what, row)

    def _what(self, output: str, rules: str, recorded: str) -> What | None:
        key = (output, rules, recorded)
        if key not in self._whats:
            self._whats[key] = self._compared(self._requirements[rules][output], recorded)
        return self._whats[key]

    def _compared(self, asked: Requirement, recorded: str) -> What | None:
        missing = asked.missing(recorded)
        if not missing:
            return None
        facts = {"title": asked.title, "missing": listed(missing)}
        kind: Any = "not-deliberated" if asked.any_of else "missing"
        return What(kind, self.title, asked.rules, tuple(map(_cited, asked.cite)), facts)

    def _finding(self, what: What, row: Mapping[str, Any]) -> AuditFinding:
        day, payee, unit = (row.get(self.usual[part] or "") for part in ("date", "payee", "unit"))
        return AuditFinding(
            what,
            ((self.ledger, row[ROW]),),
            yuan(row.get(AMOUNT), self.amount),
            day if self.usual["date"] is None else row[DAY],
            "" if payee is None else str(payee),
            "" if unit is None else str(unit),
        )

    def broken(self, frame: pl.DataFrame) -> Iterator[BrokenRow]:
        """Return the rows that the policy cannot decide on, each with the reason of the engine."""
        known = ["decided", "no-rule", "outside"]
        for row in frame.filter(~pl.col(STATUS).is_in(known)).iter_rows(named=True):
            if row[STATUS] == _DOUBTFUL and self.amount is not None:
                yield BrokenRow(self.ledger, row[ROW], self._doubt(row[self.inputs[self.amount.name]]))
                continue
            cells = tuple(row[heading] for heading in self.inputs.values())
            if cells not in self._problems:
                self._problems[cells] = self._problem(row)
            yield BrokenRow(self.ledger, row[ROW], self._problems[cells])

    def _doubt(self, text: str) -> Diagnostic:
        heading = "" if self.amount is None else self.inputs[self.amount.name]
        return Diagnostic("PR862", {"amount": text.strip(), "unit": heading_unit(heading)})

    def _problem(self, row: Mapping[str, Any]) -> Diagnostic:
        """Why the engine refuses a row, in the words of the ledger; a blank cell is a missing fact."""
        facts = {name: None if _is_blank(fact) else fact for name, fact in self._facts(row).items()}
        try:
            self.policy.decide(**facts)
        except DecisionError as error:
            return self._in_words_of_ledger(error.diagnostics[0], row)
        raise AssertionError(f"{facts} can be decided on")

    def _in_words_of_ledger(self, problem: Diagnostic, row: Mapping[str, Any]) -> Diagnostic:
        """Name the heading instead of the input, and the text of the cell instead of the fact."""
        heading = self.inputs.get(problem.arguments.get("input", ""))
        if heading is None:
            return problem
        text = {"text": str(row[heading]).strip()} if "text" in problem.arguments else {}
        return evolve(problem, arguments={**problem.arguments, "input": heading, **text})

    def with_days(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the day of each row, null where the ledger has none."""
        column = self.usual["date"]
        if column is None:
            return frame.with_columns(pl.lit(None, pl.Date).alias(DAY))
        return frame.with_columns(days(frame, column).alias(DAY))


def _is_blank(fact: object) -> bool:
    return isinstance(fact, str) and not fact.strip()


DAY = "perfrules_day"
_RECORDED = "perfrules_recorded"


def _recorded(record: RecordColumns) -> pl.Expr:
    """What a row records under an output, as one text; a column of one role counts where it is marked."""
    nothing, refusals = nothing_words(), refusing_words()
    parts = [] if record.column is None else [pl.col(record.column).cast(pl.String).fill_null("")]
    for name, item in record.marks.items():
        text = pl.col(name).cast(pl.String).fill_null("").str.strip_chars().str.to_lowercase()
        marked = ~text.is_in(nothing) & ~text.str.contains_any(list(refusals))
        parts.append(pl.when(marked).then(pl.lit(f"、{item}")).otherwise(pl.lit("")))
    return pl.concat_str(parts).alias(_RECORDED)


def yuan(amount: Decimal | None, input_: Input | None) -> Decimal | None:
    """Return an amount in the unit of an input as yuan."""
    if amount is None or input_ is None:
        return None
    return (amount * Decimal(int(input_.unit.factor))).normalize() + Decimal("0.00")


def _cited(cite: Citation) -> str:
    return str(cite)


def _amount_of(input_: Input, text: str) -> Decimal | None:
    value = point_of(read_fact(input_, text))
    if isinstance(value, str | bool):
        return None
    return Decimal(value.numerator) / Decimal(value.denominator)
