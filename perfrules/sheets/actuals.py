"""What was achieved, as the YAML file that people keep (`kind: actuals`, `grammar/actuals.schema.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Span
from perfrules.diagnostics.read_only import read_only_by_name
from perfrules.documents import Document, DocumentError
from perfrules.documents.origin import Origin
from perfrules.expressions import Actual, ExpressionError, Statement, prepare, read_actual
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets.amounts import read_amount
from perfrules.sheets.document_reader import DocumentReader
from perfrules.sheets.labels import blanks, plain
from perfrules.sheets.model import MONEY, Indicator
from perfrules.values import Quantity, UnitRegistry, default_units


@frozen(repr=False)
class ActualEntry(PlainRepr):
    """What was achieved of one indicator: a `text` to be read, or the level an assessor `rated` it.

    A list of dates is one text, joined by `、`. `forecast` (全年预计完成情况), `possibility` (完成目标可能性)
    and `explanation` (偏差原因) are what people say of it, "" where they say nothing. `baselines` are the
    figures that its target refers to, by name, where they are not the whole project's. Two entries are equal
    when they say the same, wherever they are.

    >>> str(ActualEntry("2.5天").read()), ActualEntry(rated="达成预期").read()
    ('2.5天', Statement(text='达成预期'))
    """

    text: str = ""
    rated: str | None = None
    note: str = ""
    at: Origin | None = field(default=None, eq=False, repr=False)
    forecast: str = ""
    possibility: str = ""
    explanation: str = ""
    baselines: Mapping[str, Quantity] = field(converter=read_only_by_name, factory=dict, hash=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is reported: no text, or a sign for nothing such as `—` or 未填报.

        >>> ActualEntry(" ").is_blank, ActualEntry("—").is_blank, ActualEntry("0").is_blank
        (True, True, False)
        """
        return self.rated is None and plain(self.text) in blanks()

    @property
    def span(self) -> Span | None:
        """Its place in the file, or None."""
        return None if self.at is None else self.at.span

    def read(self, units: UnitRegistry | None = None) -> Actual:
        """What was achieved, as a value; a rated level is a statement.

        Raises:
            ExpressionError: the text is not an actual; its diagnostics point into the file.
        """
        if self.rated is not None:
            return Statement(self.rated)
        try:
            return read_actual(self.text, units)
        except ExpressionError as error:
            if self.at is None:
                raise
            raise ExpressionError(*(self.at.locate(each, self.text) for each in error.diagnostics)) from error


@frozen(repr=False)
class ProjectBudget(PlainRepr):
    """The year's budget in yuan: at first, as adjusted, what was spent, what people expect to spend."""

    initial: Quantity | None = None
    adjusted: Quantity | None = None
    executed: Quantity | None = None
    expected: Quantity | None = None


@frozen(repr=False)
class ProjectActuals(PlainRepr):
    """What a project spent, how its goals were met, and what was achieved of each indicator, by name.

    `explanation` says why spending deviates from the plan, "" where nothing does.
    `baselines` are the figures that its targets refer to: 核定数, 前三年平均值, 上年.
    """

    budget: ProjectBudget = ProjectBudget()
    goals: Mapping[str, str] = field(converter=read_only_by_name, factory=dict)
    indicators: Mapping[str, ActualEntry] = field(converter=read_only_by_name, factory=dict)
    at: Origin | None = field(default=None, eq=False, repr=False)
    explanation: str = ""
    baselines: Mapping[str, Quantity] = field(converter=read_only_by_name, factory=dict)

    def figures(self, entry: ActualEntry | None) -> Mapping[str, Quantity]:
        """The figures for one indicator: the project's, and those given with the entry before them.

        >>> reported = ProjectActuals(baselines={"核定数": read_actual("5万元")})
        >>> str(reported.figures(ActualEntry("2万元", baselines={"核定数": read_actual("3元")}))["核定数"])
        '3元'
        """
        if entry is None or not entry.baselines:
            return self.baselines
        return {**self.baselines, **entry.baselines}

    def entry(self, indicator: Indicator) -> ActualEntry | None:
        """Return the entry of an indicator, under `数量指标/名称` or else its name, or None.

        >>> reported = ProjectActuals(indicators={"质量指标/合格率": ActualEntry("98%")})
        >>> reported.entry(Indicator("产出指标", "质量指标", "合格率")).text
        '98%'
        """
        return self.indicators.get(indicator.key) or self.indicators.get(indicator.name)


@frozen(repr=False)
class Actuals(PlainRepr):
    """What was achieved up to a day, by the projects' codes.

    `diagnostics` is what was noticed of the file that says so.
    """

    as_of: date | None = None
    projects: Mapping[str, ProjectActuals] = field(converter=read_only_by_name, factory=dict)
    diagnostics: tuple[Diagnostic, ...] = field(default=(), eq=False, repr=False)


def read_actuals(document: Document) -> Actuals:
    r"""What was achieved, in a document of kind `actuals`.

    Raises:
        DocumentError: PR304 for each amount that is none, PR330 for a day that the calendar does not have,
            PR420 for a baseline that is not a quantity.

    >>> from perfrules.diagnostics import Source
    >>> from perfrules.documents import read_document
    >>> text = "kind: actuals\nprojects: {'482': {indicators: {工资发放: [2021-01-08, 2021-02-07]}}}"
    >>> read_actuals(read_document(Source(text))).projects["482"].indicators["工资发放"].text
    '2021-01-08、2021-02-07'
    """
    prepare(document.source.text)
    reader = DocumentReader(document)
    projects = {code: _project(reader, code) for code in document.plain["projects"]}
    as_of = read_as_of(reader)
    if reader.problems:
        raise DocumentError(*reader.problems)
    return Actuals(as_of, projects)


def read_as_of(reader: DocumentReader) -> date | None:
    """The last day that the actuals cover; PR330 reports one that the calendar does not have."""
    text = reader.text("as_of")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        reader.problems.append(reader.document.diagnostic("PR330", "as_of", text=text))
        return None


def _project(reader: DocumentReader, code: str) -> ProjectActuals:
    reported = reader.document.plain["projects"][code]
    place = "projects", code
    return ProjectActuals(
        budget=ProjectBudget(
            **{name: reader.value(read_yuan, *place, "budget", name) for name in reported.get("budget", ())}
        ),
        goals=dict(reported.get("goals", {})),
        indicators={
            name: read_entry(reader, value, (*place, "indicators", name))
            for name, value in reported.get("indicators", {}).items()
        },
        at=reader.origin(*place),
        explanation=reported.get("explanation", ""),
        baselines=read_baselines(reader, reported.get("baselines", {}), (*place, "baselines")),
    )


def read_baselines(
    reader: DocumentReader, reported: Mapping[str, str], place: tuple[str | int, ...]
) -> dict[str, Quantity]:
    """Return the figures at a place, by name; PR420 reports what is not a quantity."""
    found: dict[str, Quantity] = {}
    for name, text in reported.items():
        try:
            figure = read_actual(text)
        except ExpressionError as error:
            reader.problems += (reader.document.placed(each, *place, name) for each in error.diagnostics)
            continue
        if isinstance(figure, Quantity):
            found[name] = figure
        else:
            reader.problems.append(reader.document.diagnostic("PR420", *place, name, name=name, text=text))
    return found


def read_yuan(text: str) -> Quantity:
    """An amount of money in yuan, a bare number being one of 万元.

    Raises:
        QuantityError: the text is not an amount of money.

    >>> str(read_yuan("196.4万元"))
    '1964000元'
    """
    amount, unit = read_amount(text)
    return Quantity(amount * MONEY[unit], default_units()["元"])


def read_entry(reader: DocumentReader, value: Any, place: tuple[str | int, ...]) -> ActualEntry:
    """What is reported of one indicator at a place: a value, days, or a mapping with one of the two.

    A blank, or a mapping without a value, reports nothing yet.
    """
    if not isinstance(value, dict):
        return ActualEntry(_joined(value), at=reader.origin(*place))
    if "actual" in value and "rated" in value:
        reader.problems.append(reader.document.diagnostic("PR492", *place, "rated", name=str(place[-1])))
    reported = next((key for key in ("actual", "rated") if key in value), None)
    return ActualEntry(
        _joined(value.get("actual", "")),
        value.get("rated"),
        value.get("note", ""),
        reader.origin(*place) if reported is None else reader.origin(*place, reported),
        baselines=read_baselines(reader, value.get("baselines", {}), (*place, "baselines")),
        **{name: value.get(name, "") for name in ("forecast", "possibility", "explanation")},
    )


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "、".join(value)
