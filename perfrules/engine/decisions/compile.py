"""Compile a decision policy into a table, so that a decision is a look-up.

Every rule is a few boxes over the inputs. The axis of an input lists for each segment the boxes that cover
it, as bits of an integer. The boxes that hold for given facts are the intersection over the inputs. The
answer for a cell of segments is made on the first request and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import Factory, field, frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.engine.decisions.answering import DOMAIN, FIRST_BOX, Answering
from perfrules.engine.decisions.answers import Answer, Words
from perfrules.engine.decisions.axes import Axis, axis_of
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.errors import DecisionError
from perfrules.engine.decisions.facts import Fact, read_facts
from perfrules.engine.decisions.facts_json import facts_in_json, facts_schema
from perfrules.engine.decisions.history import DATE_NAMES, add_up
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box
from perfrules.policies.decisions.rules import Rule
from perfrules.resources.late_modules import late_module
from perfrules.resources.plain_repr import PlainRepr

if TYPE_CHECKING:
    from perfrules.engine.decisions.computing import arithmetic, cells
else:
    arithmetic = late_module("perfrules.engine.decisions.computing.arithmetic")
    cells = late_module("perfrules.engine.decisions.computing.cells")

MOST_CELLS = 1 << 16
Locator = tuple[str, Callable[[object], int], int]
Read = Callable[[Mapping[str, object]], dict[str, Fact]]


def _reader(policy: DecisionPolicy) -> Read:
    return partial(read_facts, policy.inputs, policy.scope)


def _located(policy: DecisionPolicy, axes: Mapping[str, Axis]) -> tuple[Locator, ...]:
    inputs = [(each.name, axes[each.name]) for each in policy.inputs]
    return tuple((name, axis.locate, len(axis.masks)) for name, axis in inputs)


def _calculator(policy: DecisionPolicy, read: Read) -> arithmetic.Arithmetic | None:
    return arithmetic.Arithmetic(policy, read) if policy.has_formulas else None


def _cell_function(policy: DecisionPolicy, axes: Mapping[str, Axis]) -> cells.CellOf | None:
    return cells.cell_function(policy, axes) if policy.compute else None


@frozen(eq=False, repr=False)
class CompiledPolicy(PlainRepr):
    """A decision policy that is ready to decide; `policy` is the policy it was compiled from.

    It can be shared between threads, pickled and copied, also while other threads decide. The time of a
    decision hardly grows with the number of rules.

    >>> from perfrules.engine.loading import load_policy
    >>> approval = load_policy("chengde.expenditure-approval")
    >>> approval.decide(amount="1000元", category="日常支出").rules
    ('finance-head',)
    """

    policy: DecisionPolicy
    _axes: Mapping[str, Axis] = field(alias="axes", repr=False)
    _rules: tuple[Rule, ...] = field(alias="rules", repr=False)
    _words: Words = field(alias="words", repr=False)
    _read: Read = field(
        init=False, repr=False, default=Factory(lambda self: _reader(self.policy), takes_self=True)
    )
    _count: int = field(
        init=False, repr=False, default=Factory(lambda self: len(self.policy.inputs), takes_self=True)
    )
    _locators: tuple[Locator, ...] = field(
        init=False,
        repr=False,
        default=Factory(lambda self: _located(self.policy, self._axes), takes_self=True),
    )
    _cell_of: cells.CellOf | None = field(
        init=False,
        repr=False,
        default=Factory(lambda self: _cell_function(self.policy, self._axes), takes_self=True),
    )
    _answering: Answering = field(
        init=False,
        repr=False,
        default=Factory(
            lambda self: Answering(
                self.policy, self._rules, self._words, self._read, _calculator(self.policy, self._read)
            ),
            takes_self=True,
        ),
    )
    _cells: dict[int, Answer] = field(factory=dict, repr=False, init=False)
    _answers: dict[int, Answer] = field(factory=dict, repr=False, init=False)

    def decide(self, /, **facts: object) -> Decision:
        """Decide on facts, one by name for each input of the policy.

        A fact is a quantity, number, `date`, `bool`, choice or a text (`"1.5万元"`, `"是"`). A number without
        a unit is in the input's unit. Integers of numpy and a `datetime` at midnight are accepted.

        Raises:
            FactError: PR540–PR546, PR652–PR655: a fact is missing, unknown or unusable.
            ConflictError: PR547, PR548: several rules hold that the hit policy does not allow together.
        """
        return self._decide(facts)

    def decide_json(self, text: str | bytes) -> Decision:
        """Decide on facts in a JSON object; its numbers are read exactly. Added in 0.2.

        Raises:
            DecisionError: PR656: the text is not a JSON object with each name once.
            FactError: as `decide`.
            ConflictError: as `decide`.

        >>> from perfrules.engine.loading import load_policy
        >>> approval = load_policy("chengde.expenditure-approval")
        >>> approval.decide_json('{"amount": 2000.01, "category": "日常支出"}').rules
        ('leaders',)
        """
        return self._decide(facts_in_json(text))

    def decide_many(self, rows: Iterable[object]) -> Iterator[Decision | DecisionError]:
        """Decide on many rows of facts, in order: yield a decision for each row, or its error. Added in 0.2.

        One bad row does not stop the others. A row that is not a mapping yields PR657.

        >>> from perfrules.engine.loading import load_policy
        >>> approval = load_policy("chengde.expenditure-approval")
        >>> rows = [{"amount": "1000元", "category": "日常支出"}, {"amount": "一些"}]
        >>> [getattr(each, "code", "decided") for each in approval.decide_many(rows)]
        ['decided', 'PR545']
        """
        for number, row in enumerate(rows, 1):
            try:
                if not isinstance(row, Mapping):
                    facts = {"row": number, "type": type(row).__name__}
                    raise DecisionError(Diagnostic("PR657", facts))
                yield self._decide(dict(row))
            except DecisionError as error:
                yield error

    def decide_with_history(
        self, facts: Mapping[str, object], history: Iterable[Mapping[str, object]]
    ) -> Decision:
        """Decide on facts together with the earlier rows that belong to them. Added in 0.2.

        The policy says with `aggregate` which input is added up, which columns must agree and how far back.
        The facts and rows also hold those columns and, for `within`, the column `date` or 日期.

        Raises:
            DecisionError: PR381–PR384: a column is missing or unusable, or the policy adds nothing up.
            FactError: as `decide`.
            ConflictError: as `decide`.
        """
        added = add_up(self.policy, facts, history)
        known = self.policy.input_by_name
        input_, columns = known[added.input], {*added.by, *DATE_NAMES}
        asked = {name: value for name, value in facts.items() if name in known or name not in columns}
        decision = self._decide({**asked, input_.name: added.total})
        return decision.after(added.step(input_.title))

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """What to know before deciding: PR659 if amounts are added up only with a history. Added in 0.2."""
        if self.policy.aggregate is None:
            return ()
        return (Diagnostic("PR659", {"policy": self.policy.id}),)

    def facts_schema(self, language: Language = "zh") -> dict[str, Any]:
        """Return a JSON Schema (2020-12) of the facts: titles, units, choices, bounds. Added in 0.2.

        Raises:
            ValueError: an unknown language.

        >>> from perfrules.engine.loading import load_policy
        >>> schema = load_policy("chengde.expenditure-approval").facts_schema()
        >>> schema["properties"]["amount"]["title"]
        '金额'
        """
        return facts_schema(self.policy, language)

    @property
    def axes(self) -> Mapping[str, Axis]:
        """The axis of each input, by name, in the order of the inputs. Added in 0.2."""
        return self._axes

    def answer_in(self, segments: Sequence[int]) -> Answer:
        """Return the answer for all facts that lie in given segments, one for each axis. Added in 0.2.

        Raises:
            ConflictError: PR547, PR548: several rules hold that the hit policy does not allow together.
        """
        mask = self._all_boxes
        for axis, segment in zip(self._axes.values(), segments, strict=True):
            mask &= axis.masks[segment]
        return self._answers.get(mask) or self._answering.answer(mask)

    def to_sql(self, dialect: str, table: str = "ledger", columns: Mapping[str, str] | None = None) -> str:
        """Return a query that decides on each row of a table, for a view in a database. Added in 0.2.

        It adds `status`, `rules` and a column for each output, as `perfrules.frames.decide` does. Amounts are
        in exact columns (NUMERIC, DECIMAL, INTEGER) in the unit of their input, days in DATE columns.

        Args:
            dialect: `duckdb`, `postgres`, `mysql` or `spark`.
            table: the name of the table.
            columns: the column of each input that has another name than the input.

        Raises:
            ValueError: an unknown dialect.
            DecisionError: PR874: too many combinations of segments; PR876: the policy computes.

        >>> from perfrules.engine.loading import load_policy
        >>> query = load_policy("chengde.expenditure-approval").to_sql("postgres")
        >>> '"amount" <= 2000' in query
        True
        """
        # Late: sqlglot is needed by programs that write SQL alone.
        from perfrules.engine.decisions.tables.to_sql import policy_sql

        return policy_sql(self.policy, self._axes, self.answer_in, dialect, table, columns or {})

    def _decide(self, facts: Mapping[str, object]) -> Decision:
        try:
            if self._cell_of is not None:
                cell = self._cell_of(facts)
            else:
                cell = 0
                for name, locate, size in self._locators:
                    cell = cell * size + locate(facts[name])
        except (LookupError, ArithmeticError) as error:
            # `read` says what is wrong with the facts; if nothing is, a formula has no result.
            self.read(facts)
            raise DecisionError(Diagnostic("PR380", {"policy": self.policy.id})) from error
        if len(facts) != self._count:
            self.read(facts)
        return Decision(self._cells.get(cell) or self._new_cell(cell, facts), facts)

    def read(self, facts: Mapping[str, object]) -> dict[str, Fact]:
        """Return the facts as exact values of the policy's inputs.

        Raises:
            FactError: with every problem of the facts.
        """
        return self._read(facts)

    def __reduce__(self) -> tuple[Any, ...]:
        return compile_policy, (self.policy,)

    def _new_cell(self, cell: int, facts: Mapping[str, object]) -> Answer:
        mask = self._mask(cell)
        if not mask & 1 << DOMAIN:
            self.read(facts)
        answer = self._answers.get(mask) or self._answering.answer(mask)
        if answer.contested:
            self._answering.settle_contest(answer, facts)
            return answer
        _remember(self._answers, mask, answer)
        _remember(self._cells, cell, answer)
        return answer

    @property
    def _all_boxes(self) -> int:
        """The bits of all boxes, which all hold for a policy without inputs."""
        return (1 << FIRST_BOX + len(self._rules)) - 1

    def _mask(self, cell: int) -> int:
        mask = self._all_boxes
        for axis in reversed(tuple(self._axes.values())):
            cell, segment = divmod(cell, len(axis.masks))
            mask &= axis.masks[segment]
        return mask


def _remember(memory: dict[int, Answer], key: int, answer: Answer) -> None:
    if len(memory) >= MOST_CELLS:
        memory.clear()
    memory[key] = answer


def compile_policy(policy: DecisionPolicy) -> CompiledPolicy:
    """Compile a policy once, to decide with it many times. Added in 0.2.

    >>> from perfrules.policies.decisions.bands import band_policy, score_input
    >>> from perfrules.policies.base.head import Head
    >>> from perfrules.policies.decisions.rules import Condition
    >>> from perfrules.values import IntervalSet
    >>> from fractions import Fraction
    >>> bands = [
    ...     ("优", Condition(IntervalSet.from_(Fraction(90)))),
    ...     ("其他", Condition(IntervalSet.up_to(Fraction(90), closed=False))),
    ... ]
    >>> grades = compile_policy(band_policy(Head("unit.grades"), score_input(Fraction(100)), bands))
    >>> grades.decide(score=Fraction(90)).outcome["grade"], grades.decide(score="89.99").outcome["grade"]
    ('优', '其他')
    """
    boxes: list[Box] = [policy.domain, policy.scope_box]
    rules: list[Rule] = []
    for rule in policy.rules:
        for box in policy.boxes_of(rule):
            boxes.append(box)
            rules.append(rule)
    axes = {input_.name: axis_of(input_, [box.get(input_.name) for box in boxes]) for input_ in policy.axes}
    return CompiledPolicy(policy, axes, tuple(rules), Words.of(policy))
