"""A decision in words, Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from perfrules.diagnostics import Language, phrase
from perfrules.diagnostics.truth import truth_word
from perfrules.engine.decisions.answers import Answer, Reason, Words
from perfrules.engine.decisions.computing.steps import Step, UsedRow
from perfrules.engine.decisions.facts import Fact
from perfrules.policies.decisions.outputs import Value


def fact_text(value: Fact | Value | None, language: Language = "zh") -> str:
    """Return a value as people write it.

    >>> from datetime import date
    >>> fact_text(True), fact_text(date(2021, 1, 8)), fact_text(None)
    ('是', '2021-01-08', '—')
    """
    match value:
        case None:
            return "—"
        case bool():
            return truth_word(value, language)
        case tuple():
            return _listed((fact_text(each, language) for each in value), language)
        case _:
            return str(value)


def sentence(answer: Answer, facts: Mapping[str, Fact], language: Language) -> str:
    """Say what was asked, what was computed, which rules apply and why, and what they ask for.

    Conditions and citations keep the wording of the rule book.
    """
    return phrase("punctuation.space", language).join(_sentences(answer, facts, language))


def reason_sentences(answer: Answer, facts: Mapping[str, Fact], language: Language) -> list[str]:
    """Say, in one sentence per rule that applied, which facts meet which of its conditions.

    Outside the scope one sentence names the scope; where no rule holds, one sentence says so.
    """
    if not answer.reasons:
        return [phrase("decisions.default-applies" if answer.by_default else "decisions.no-rule", language)]
    return [_reason_sentence(reason, answer.words, facts, language) for reason in answer.reasons]


def _sentences(answer: Answer, facts: Mapping[str, Fact], language: Language) -> Iterator[str]:
    words = answer.words
    asked = ((name, fact_text(fact, language)) for name, fact in facts.items())
    yield phrase(
        "decisions.opening" if facts else "decisions.opening-without-facts",
        language,
        policy=_policy(answer, language),
        facts=_equated(asked, words, language),
    )
    if not answer.governed:
        scope = _equated(answer.reasons[0].conditions, words, language)
        yield phrase("decisions.not-governed", language, scope=scope)
        return
    yield from (phrase("decisions.step", language, text=_step(step, language)) for step in answer.steps)
    if answer.rules:
        key = "decisions.rule-applies" if len(answer.rules) == 1 else "decisions.rules-apply"
        rules = (_rule(reason, words, language) for reason in answer.reasons)
        yield phrase(key, language, rules=phrase("punctuation.semicolon", language).join(rules))
    else:
        yield phrase("decisions.no-rule-but-default" if answer.by_default else "decisions.no-rule", language)
    if answer.overridden:
        yield phrase("decisions.overridden", language, rules=_listed(answer.overridden, language))
    if answer.outcome is not None:
        outputs = (_output(name, value, words, language) for name, value in answer.outcome.items())
        key = "decisions.outcome-by-default" if answer.by_default else "decisions.outcome"
        yield phrase(key, language, outcome=phrase("punctuation.semicolon", language).join(outputs))


def _step(step: Step, language: Language) -> str:
    """Return a computed name with its numbers, and in brackets the rows of tables that it used."""
    # A table is cited once, after its last row.
    last = {row.table: row for row in step.rows}
    cited = (row if last[row.table] is row else evolve(row, cite=()) for row in step.rows)
    rows = phrase("punctuation.semicolon", language).join(_row(row, language) for row in cited)
    inside = phrase("punctuation.semicolon", language).join(filter(None, (rows, _citing(step, language))))
    text = f"{step.title or step.name} = {step.sentence_in(language)}"
    return text + phrase("punctuation.brackets", language, text=inside) if inside else text


def _row(row: UsedRow, language: Language) -> str:
    text = f"{row.table}[{row.row}] {row.value}"
    return phrase("punctuation.comma", language).join(filter(None, (text, _citing(row, language))))


def _policy(answer: Answer, language: Language) -> str:
    policy, title = answer.policy, answer.words.title
    if policy.version:
        key = "decisions.titled-since" if title else "decisions.since"
        return phrase(key, language, title=title, id=policy.id, version=policy.version)
    return phrase("decisions.titled", language, title=title, id=policy.id) if title else policy.id


def _rule(reason: Reason, words: Words, language: Language) -> str:
    """Return a rule with its conditions and what it cites in brackets."""
    named = (_named(name, text, words, language) for name, text in reason.conditions)
    conditions = phrase("punctuation.comma", language).join(named)
    inside = phrase("punctuation.semicolon", language).join(
        filter(None, (conditions, _citing(reason, language)))
    )
    return (
        f"{reason.rule}{phrase('punctuation.brackets', language, text=inside)}"
        if inside
        else f"{reason.rule}"
    )


def _output(name: str, value: Value, words: Words, language: Language) -> str:
    if name in words.alternatives and isinstance(value, tuple):
        text = phrase("decisions.or", language).join(fact_text(each, language) for each in value)
    else:
        text = fact_text(value, language)
    return _named(name, text, words, language)


def _reason_sentence(reason: Reason, words: Words, facts: Mapping[str, Fact], language: Language) -> str:
    values = (
        (name, fact_text(facts[name], language) + phrase("punctuation.brackets", language, text=text))
        for name, text in reason.conditions
    )
    met = _equated(values, words, language)
    if reason.rule is None:
        return phrase("decisions.reason-not-governed", language, met=met)
    citing = _citing(reason, language)
    basis = phrase("punctuation.comma", language) + citing if citing else ""
    key = "decisions.reason-met" if met else "decisions.reason"
    return phrase(key, language, rule=reason.rule, met=met, basis=basis)


def _citing(reason: Reason | Step | UsedRow, language: Language) -> str:
    cite = _listed(map(str, reason.cite), language)
    return phrase("decisions.citing", language, cite=cite) if cite else ""


def _named(name: str, text: str, words: Words, language: Language) -> str:
    return phrase("decisions.named", language, name=words.name(name), value=text)


def _equated(values: Iterable[tuple[str, str]], words: Words, language: Language) -> str:
    equations = (phrase("decisions.is", language, name=words.name(name), value=text) for name, text in values)
    return phrase("punctuation.comma", language).join(equations)


def _listed(texts: Iterable[str], language: Language) -> str:
    return phrase("punctuation.enumeration", language).join(texts)
