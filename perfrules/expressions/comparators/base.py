"""The base of all comparators."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic, Language, Span, phrase
from perfrules.expressions.actuals import Actual, position, to_actual
from perfrules.expressions.comparators.joints import after_measure, before_measure
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import HasRegion, Region
from perfrules.expressions.errors import ExpressionError, refusal
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Interval, UnitRegistry, default_units

_SOFT = "原则上"


class _PlainABC(ABCMeta):
    """Abstract classes without virtual subclasses: `isinstance` takes a quarter of the time."""

    __instancecheck__ = type.__instancecheck__


@frozen(repr=False)
class Comparator(PlainRepr, metaclass=_PlainABC):
    """The meaning of a target text. `str` prints its canonical form, which reads back as the same comparator.

    >>> from perfrules.expressions import parse
    >>> target = parse("不超过3个工作日")
    >>> str(target), target.matches("2.5个工作日"), target.completion("4个工作日")
    ('<=3工作日', True, Fraction(3, 4))

    `warnings` say what is doubtful about the reading of a text; they are not part of the meaning.
    """

    kind: ClassVar[str]
    warnings: tuple[Diagnostic, ...] = field(default=(), kw_only=True, eq=False, repr=False)

    @property
    def region(self) -> Region:
        """The numbers (or dates, or truth values) that meet the target.

        Raises:
            ExpressionError: PR243 where the target alone does not settle it: a result in words, a figure
                kept elsewhere, a date without a year.
        """
        raise self.undecided()

    def matches(self, actual: Actual | int | Decimal | Fraction | str) -> bool:
        """Whether an actual meets the target: true exactly where it lies in the region.

        Raises:
            ExpressionError: PR241–PR243 if the two cannot be compared.
            QuantityError: PR235 where they measure different things; PR231 for a float or NaN.
        """
        return position(to_actual(actual, self)) in self.region

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The intervals of numbers that meet the target, in order, in the unit of its region.

        >>> from perfrules.expressions import parse
        >>> [str(interval) for interval in parse("80%-90%").intervals]
        ['[80, 90]']
        """
        return self.region.intervals

    def to_sql(self, column: str, dialect: str) -> str:
        """Return the condition of SQL that a column meets the target. Added in 0.2.

        Args:
            column: the name of a column in the unit of the region, a DATE column for days.
            dialect: `duckdb`, `postgres`, `mysql` or `spark`.

        Raises:
            ValueError: an unknown dialect.
            ExpressionError: PR243 where the target alone does not settle what meets it.

        >>> from perfrules.expressions import parse
        >>> parse("超过2000元不超过2万元").to_sql("amount", "postgres")
        '"amount" > 2000 AND "amount" <= 20000'
        """
        return self.region.to_sql(column, dialect)

    def __and__(self, other: HasRegion) -> Region:
        """What meets both."""
        return self.region & other

    def __or__(self, other: HasRegion) -> Region:
        """What meets one of the two or both."""
        return self.region | other

    def __invert__(self) -> Region:
        """What does not meet the target."""
        return ~self.region

    def is_satisfiable(self) -> bool:
        """Whether anything at all meets the target."""
        return self.region.is_satisfiable()

    def is_subset(self, other: HasRegion) -> bool:
        """Whether all that meets this target meets the other one.

        Raises:
            ExpressionError: PR243 where one of the two targets does not settle what meets it.
            QuantityError: PR235 where the two measure different things.

        >>> from perfrules.expressions import parse
        >>> parse("≥95%").is_subset(parse("≥90%")), parse("≥95%").is_subset(parse("<90%"))
        (True, False)
        """
        return self.region.is_subset(other)

    def is_disjoint(self, other: HasRegion) -> bool:
        """Whether nothing meets both targets. It raises the errors of `is_subset`."""
        return self.region.is_disjoint(other)

    def is_equivalent(self, other: HasRegion) -> bool:
        """Whether the same meets both targets, in whatever units. It raises the errors of `is_subset`.

        >>> from perfrules.expressions import parse
        >>> parse("30分钟内").is_equivalent(parse("不超过0.5小时"))
        True
        """
        return self.region.is_equivalent(other)

    def completion(self, actual: Actual | int | Decimal | Fraction | str) -> Fraction:
        """The share of the target that was reached; 1 and more where it is met, never negative.

        For an at-least target actual ÷ target, for an at-most target target ÷ actual; for dates and
        yes or no, 1 or 0. It raises the errors of `matches`.
        """
        return Fraction(int(self.matches(actual)))

    def undecided(self) -> ExpressionError:
        """The error that says what the target leaves open."""
        text = str(self)
        return refusal("PR243", text, Span(0, len(text)))

    def to_json(self) -> dict[str, Any]:
        """The reading as plain data, numbers as strings: `{"kind": …, …}`.

        `op` repeats `operator` under the name that it had before.
        """
        fields = self._fields()
        earlier = {"op": fields["operator"]} if "operator" in fields else {}
        return {"kind": self.kind, **earlier, **fields}

    @staticmethod
    def from_json(data: Mapping[str, Any], units: UnitRegistry | None = None) -> Comparator:
        """Return the comparator from the data of `to_json`. Added in 0.2.

        Args:
            data: what `to_json` returned; schema: `grammar/results/comparator.schema.json`.
            units: the units to know; those that ship with the library where none are given.

        Raises:
            ExpressionError: PR650: a part is missing or has another form.

        >>> from perfrules.expressions import parse
        >>> str(Comparator.from_json(parse("不低于95%").to_json()))
        '>=95%'
        """
        try:
            kind = _kinds(Comparator)[data["kind"]]
            made = kind.of_plain_data(PlainData(data, default_units() if units is None else units))
            # What is not given back unchanged was not understood.
            whole = made.to_json() == data
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise ExpressionError(Diagnostic("PR650", {"part": "kind"})) from error
        if not whole:
            raise ExpressionError(Diagnostic("PR650", {"part": data["kind"]}))
        return made

    @abstractmethod
    def _fields(self) -> dict[str, Any]: ...

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Comparator:
        """Return the comparator of some plain data; `from_json` checks them.

        LookupError, TypeError, ValueError or ArithmeticError say that they are those of another comparator.
        """
        return cls(**plain.fields)

    @abstractmethod
    def explain(self, language: Language = "zh") -> str:
        """Return the target as a phrase, in Chinese or English."""

    @abstractmethod
    def __str__(self) -> str: ...


def _kinds(base: Any) -> dict[str, type[Comparator]]:
    """The comparators by their kind, without the classes that attrs has replaced by ones with slots."""
    found: dict[str, type[Comparator]] = {}
    for each in base.__subclasses__():
        found |= _kinds(each)
        if "kind" in each.__dict__ and "__slots__" in each.__dict__:
            found[each.kind] = each
    return found


@frozen(repr=False)
class Named(Comparator):
    """A comparator whose text may also name the thing: `subject` before it, `counted` after it.

    `培训合格率≥95%` has the subject 培训合格率, `3个村` counts 村. `soft` where the text says 原则上 or 一般.
    """

    subject: str = field(default="", kw_only=True)
    counted: str = field(default="", kw_only=True)
    soft: bool = field(default=False, kw_only=True)

    def named(self, subject: str, counted: str) -> Named:
        """The same comparator with the names around it."""
        if not subject and not counted:
            return self
        return evolve(self, subject=subject or self.subject, counted=counted or self.counted)

    def to_json(self) -> dict[str, Any]:
        """The reading as plain data; `subject`, `counted` and `soft` only where the text has them."""
        data = super().to_json()
        further = {"subject": self.subject, "counted": self.counted, "soft": self.soft}
        return data | {key: value for key, value in further.items() if value}

    def explain(self, language: Language = "zh") -> str:
        """Return the target as a phrase, with the names around it."""
        words = self._phrase(language)
        if self.soft:
            words = phrase("targets.soft", language, target=words)
        chinese = f"{self.subject}{before_measure(self.subject, words)}{words}{self.counted}"
        english = " ".join(part for part in (self.subject, words, self.counted) if part)
        return phrase("targets.named", language, text_zh=chinese, text_en=english)

    def __str__(self) -> str:
        text, soft = self._text(), _SOFT if self.soft else ""
        before, after = before_measure(self.subject, text), after_measure(text, self.counted)
        return f"{self.subject}{soft}{before}{text}{after}{self.counted}"

    @abstractmethod
    def _text(self) -> str: ...

    @abstractmethod
    def _phrase(self, language: Language) -> str: ...
