"""A decision in words, Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfrules.diagnostics import Language
from perfrules.diagnostics.truth import truth_word
from perfrules.engine.decisions.answers import Answer, Reason, Words
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
            return ("、" if language == "zh" else ", ").join(fact_text(each, language) for each in value)
        case _:
            return str(value)


def sentence(answer: Answer, facts: Mapping[str, Fact], language: Language) -> str:
    """Say what was asked, which rules apply and why, and what they ask for.

    Conditions and citations keep the wording of the rule book.
    """
    parts = _chinese(answer, facts) if language == "zh" else _english(answer, facts)
    return "".join(parts) if language == "zh" else " ".join(parts)


def _chinese(answer: Answer, facts: Mapping[str, Fact]) -> Iterator[str]:
    policy, words = answer.policy, answer.words
    since = f"，{policy.version}起施行" if policy.version else ""
    name = (
        f"{words.title}（{policy.id}{since}）"
        if words.title
        else f"{policy.id}{since and f'（{since[1:]}）'}"
    )
    given = "，".join(f"{words.name(name)}为{fact_text(fact)}" for name, fact in facts.items())
    yield f"{name}：{given}。"
    if not answer.governed:
        scope = "，".join(f"{words.name(name)}为{text}" for name, text in answer.reasons[0].conditions)
        yield f"不属于本制度的适用范围（{scope}），本制度未作要求。"
        return
    if answer.rules:
        yield f"适用规则{'；'.join(_chinese_reason(reason, words) for reason in answer.reasons)}。"
    else:
        yield "没有规则适用。" if answer.by_default else "没有规则适用，本制度对此没有规定。"
    if answer.overridden:
        yield f"规则{'、'.join(answer.overridden)}也符合，但被优先的规则取代。"
    if answer.outcome is not None:
        outcome = "；".join(_chinese_output(name, value, words) for name, value in answer.outcome.items())
        yield f"{'按默认' if answer.by_default else '结果'}：{outcome}。"


def _chinese_reason(reason: Reason, words: Words) -> str:
    conditions = "，".join(f"{words.name(name)}：{text}" for name, text in reason.conditions)
    cite = "、".join(map(str, reason.cite))
    inside = "；".join(part for part in (conditions, f"依据{cite}" if cite else "") if part)
    return f"{reason.rule}（{inside}）" if inside else f"{reason.rule}"


def _chinese_output(name: str, value: Value, words: Words) -> str:
    if name in words.alternatives and isinstance(value, tuple):
        return f"{words.name(name)}：{'或'.join(map(fact_text, value))}"
    return f"{words.name(name)}：{fact_text(value)}"


def _english(answer: Answer, facts: Mapping[str, Fact]) -> Iterator[str]:
    policy, words = answer.policy, answer.words
    since = f", in force from {policy.version}" if policy.version else ""
    name = f"{words.title} ({policy.id}{since})" if words.title else f"{policy.id}{since}"
    given = ", ".join(f"{words.name(name)} is {fact_text(fact, 'en')}" for name, fact in facts.items())
    yield f"{name}: {given}."
    if not answer.governed:
        scope = ", ".join(f"{words.name(name)} is {text}" for name, text in answer.reasons[0].conditions)
        yield f"This is not governed by the policy (its scope: {scope}), which asks for nothing here."
        return
    if answer.rules:
        noun = "Rule" if len(answer.rules) == 1 else "Rules"
        verb = "applies" if len(answer.rules) == 1 else "apply"
        yield f"{noun} {'; '.join(_english_reason(reason, words) for reason in answer.reasons)} {verb}."
    else:
        yield (
            "No rule applies."
            if answer.by_default
            else "No rule applies, and the policy says nothing of this case."
        )
    if answer.overridden:
        yield f"Overridden: {', '.join(answer.overridden)}."
    if answer.outcome is not None:
        outcome = "; ".join(_english_output(name, value, words) for name, value in answer.outcome.items())
        yield f"{'By default' if answer.by_default else 'Outcome'}: {outcome}."


def _english_reason(reason: Reason, words: Words) -> str:
    conditions = ", ".join(f"{words.name(name)}: {text}" for name, text in reason.conditions)
    cite = ", ".join(map(str, reason.cite))
    inside = "; ".join(part for part in (conditions, f"citing {cite}" if cite else "") if part)
    return f"{reason.rule} ({inside})" if inside else f"{reason.rule}"


def _english_output(name: str, value: Value, words: Words) -> str:
    if name in words.alternatives and isinstance(value, tuple):
        return f"{words.name(name)}: {' or '.join(fact_text(each, 'en') for each in value)}"
    return f"{words.name(name)}: {fact_text(value, 'en')}"


def reason_sentences(answer: Answer, facts: Mapping[str, Fact], language: Language) -> list[str]:
    """Say, in one sentence per rule that applied, which facts meet which of its conditions.

    Outside the scope one sentence names the scope; where no rule holds, one sentence says so.
    """
    if not answer.reasons:
        return [_NO_RULE[language][answer.by_default]]
    return [_reason_sentence(reason, answer.words, facts, language) for reason in answer.reasons]


_NO_RULE: dict[Language, tuple[str, str]] = {
    "zh": ("没有规则适用，本制度对此没有规定。", "没有规则适用，按默认处理。"),
    "en": (
        "No rule applies, and the policy says nothing of this case.",
        "No rule applies; the default does.",
    ),
}


def _reason_sentence(reason: Reason, words: Words, facts: Mapping[str, Fact], language: Language) -> str:
    cite = "、".join(map(str, reason.cite))
    if language == "zh":
        met = [f"{words.name(name)}为{fact_text(facts[name])}（{text}）" for name, text in reason.conditions]
        basis = f"，依据{cite}" if cite else ""
        if reason.rule is None:
            return f"不属于本制度的适用范围：{'，'.join(met)}。"
        return f"适用规则{reason.rule}{'：' if met else ''}{'，'.join(met)}{basis}。"
    met = [
        f"{words.name(name)} is {fact_text(facts[name], 'en')} ({text})" for name, text in reason.conditions
    ]
    if reason.rule is None:
        return f"This is not governed by the policy: {', '.join(met)}."
    basis = f", citing {cite}" if cite else ""
    return f"Rule {reason.rule} applies{': ' if met else ''}{', '.join(met)}{basis}."
