"""A report as Markdown: tables for a wiki, a mail or a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfrules.diagnostics import Language
from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.reports.forms.figures import figure, in_wan, rate_text, score_figure
from perfrules.reports.forms.limits import require_showable
from perfrules.reports.forms.tables import Value, summary
from perfrules.reports.forms.words import FormWords
from perfrules.resources.late_patterns import late_pattern

_MARKUP = late_pattern(r"[\\`*_{}\[\]()#|~$!]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINE_END = late_pattern(r"\r?\n")
_FIGURES = {"number", "adjusted", "executed", "rate", "total", "completion", "weight", "score", "initial"}
_ITEMS = (
    "level1",
    "level2",
    "indicator",
    "target",
    "actual",
    "completion",
    "weight",
    "score",
    "deviation",
    "why",
)


def escaped(text: str) -> str:
    r"""The text as Markdown that shows it letter for letter, also inside a table.

    >>> escaped("<b>|*要点*\n二")
    '&lt;b&gt;\\|\\*要点\\*<br>二'
    """
    marked = re.sub("[&<>]", lambda found: _ENTITIES[found.group()], text)
    return _LINE_END.sub("<br>", _MARKUP.sub(r"\\\g<0>", marked))


def render(report: Report, language: Language) -> bytes:
    """The file's content.

    Raises:
        ReportError: PR752.
    """
    require_showable(report)
    return ("\n".join(_lines(report, FormWords(language))) + "\n").encode()


def _lines(report: Report, words: FormWords) -> Iterator[str]:
    yield f"# {words('title')}"
    if len(report.forms) > 1:
        table = summary(report, words.language)
        yield from ("", f"## {words('summary')}", "", *_table(words, table.keys, table.rows))
    for form in report.forms:
        yield from _form(form, words)


def _form(form: EvaluationForm, words: FormWords) -> Iterator[str]:
    card, done = form.card, form.card.execution
    yield from ("", f"## {escaped('  '.join(filter(None, (card.name, card.code))))}", "")
    # Labels with colons, so that the page reads back as a form.
    for label, text in (("project", card.name), ("code", card.code)):
        yield from (f"{words(label)}：{escaped(text)}", "") if text else ()
    yield f"{words('total')}：{card.total} / {figure(form.full)}"
    if card.grade:
        yield from ("", f"{words('grade')}：{escaped(card.grade)}")
    if card.open_rows:
        yield from ("", escaped(words.open_points(card)))
    wan = (
        "" if each is None else figure(in_wan(each)) for each in (done.initial, done.budget, done.executed)
    )
    rate = rate_text(done.rate)
    funds = (words.inline("funds"), *wan, figure(done.weight), rate, score_figure(done.score))
    yield ""
    yield from _table(words, ("", "initial", "adjusted", "executed", "weight", "rate", "score"), [funds])
    if form.goals:
        goals = [(each.expected, each.outcome) for each in form.goals]
        yield from ("", *_table(words, ("expected", "outcome"), goals))
    yield from ("", *_table(words, _ITEMS, _items(form, words)))
    yield from ("", escaped(words.policy(card.policy)))


def _items(form: EvaluationForm, words: FormWords) -> Iterator[Sequence[Value]]:
    for row in form.rows:
        item = row.item
        rate = rate_text(item.completion)
        texts = item.level1, item.level2, item.name, row.target, item.actual or ""
        mark = words("open") if row.is_open else ""
        deviation = "\n".join(filter(None, (mark, row.deviation)))
        why = item.reason.text(words.language)
        yield (*texts, rate, figure(item.weight), score_figure(item.score), deviation, why)


def _table(
    words: FormWords, keys: Sequence[str], rows: Iterator[Sequence[Value]] | Sequence[Sequence[Value]]
) -> Iterator[str]:
    yield _line([words.inline(key) if key else "" for key in keys])
    yield _line(["---:" if key in _FIGURES else "---" for key in keys])
    for row in rows:
        yield _line([str(cell) if isinstance(cell, Decimal) else escaped(cell) for cell in row])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
