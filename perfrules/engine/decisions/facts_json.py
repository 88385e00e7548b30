"""Facts as JSON: reading them exactly, and the JSON Schema that forms and services check them with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from perfrules.diagnostics import Diagnostic, Language, phrase
from perfrules.diagnostics.messages import require_language
from perfrules.engine.decisions.errors import DecisionError
from perfrules.policies.decisions.inputs import OTHER, Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.values import BARE, Interval, IntervalSet, exact_text
from perfrules.values.value_sets import Values

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def facts_in_json(text: str | bytes) -> dict[str, object]:
    """Return the facts in a JSON object; numbers are exact.

    Raises:
        DecisionError: PR656: not JSON, not an object, or a name is written twice.

    >>> facts_in_json('{"rate": 0.1}')
    {'rate': Decimal('0.1')}
    """
    try:
        facts = json.loads(text, parse_float=Decimal, parse_int=Decimal, object_pairs_hook=_without_twins)
    except (ValueError, RecursionError) as error:
        raise DecisionError(_fault(str(error), str(error))) from error
    if not isinstance(facts, dict):
        raise _unreadable("not-an-object")
    return facts


def _without_twins(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise _unreadable("twins", names=twins)
    return dict(pairs)


def _unreadable(reason: str, *, names: Sequence[str] = ()) -> DecisionError:
    chinese, english = (
        phrase(
            f"decisions.json-{reason}",
            language,
            names=phrase("punctuation.enumeration", language).join(names),
        )
        for language in get_args(Language)
    )
    return DecisionError(_fault(chinese, english))


def _fault(chinese: str, english: str) -> Diagnostic:
    return Diagnostic("PR656", {"reason_zh": chinese, "reason_en": english})


def facts_schema(policy: DecisionPolicy, language: Language = "zh") -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the facts of a policy.

    Quantities are numbers in the input's unit (`x-unit`) or texts such as `1.5万元`. `x-step` is the smallest
    step as a text: as `multipleOf` it would fail for validators that calculate with floats.

    Raises:
        ValueError: an unknown language.
    """
    require_language(language)
    return {
        "$schema": _DIALECT,
        "title": policy.title or policy.id,
        "type": "object",
        "properties": {each.name: _property(each, language) for each in policy.inputs},
        "required": [each.name for each in policy.inputs],
        "additionalProperties": False,
    }


def _property(input_: Input, language: Language) -> dict[str, Any]:
    title = {"title": input_.title or input_.name}
    if input_.type == "boolean":
        return {**title, "type": "boolean"}
    if input_.type == "choice":
        listed = sorted({*map(str, input_.domain)} - {OTHER})
        return (
            {**title, "type": "string", "examples": listed} if input_.is_open else {**title, "enum": listed}
        )
    about = _description(input_, language)
    described = {"description": about} if about else {}
    if input_.type == "date":
        return {**title, **described, "type": "string", "format": "date"}
    unit = {} if input_.unit == BARE else {"x-unit": input_.unit.name}
    step = {} if input_.step is None else {"x-step": exact_text(input_.step)}
    number = {"type": "integer" if input_.step == 1 else "number", **_bounds(input_.domain)}
    return {**title, **described, **unit, **step, "anyOf": [number, {"type": "string"}]}


def _description(input_: Input, language: Language) -> str:
    unit = input_.unit.name
    parts = [phrase("decisions.schema-unit", language, unit=unit)] if unit else []
    if isinstance(input_.domain, IntervalSet) and (domain := " ∪ ".join(_ranges(input_, input_.domain))):
        parts.append(phrase("decisions.schema-domain", language, domain=domain))
    if input_.step is not None and input_.is_measured:
        parts.append(phrase("decisions.schema-step", language, step=f"{exact_text(input_.step)}{unit}"))
    return phrase("punctuation.semicolon", language).join(parts)


def _ranges(input_: Input, domain: IntervalSet) -> Iterator[str]:
    for interval in domain:
        ends = [
            sign + _end_text(input_, end)
            for sign, end in (
                (">=" if interval.low_closed else ">", interval.low),
                ("<=" if interval.high_closed else "<", interval.high),
            )
            if end is not None
        ]
        if ends:
            yield " ".join(ends)


def _end_text(input_: Input, end: Fraction) -> str:
    if input_.type == "date":
        return date.fromordinal(int(end)).isoformat()
    return exact_text(end) + input_.unit.name


def _bounds(domain: Values) -> dict[str, Any]:
    intervals = [_interval(each) for each in domain] if isinstance(domain, IntervalSet) else []
    if len(intervals) == 1:
        return intervals[0]
    return {"anyOf": intervals} if intervals else {}


def _interval(interval: Interval) -> dict[str, Any]:
    ends = {
        "minimum" if interval.low_closed else "exclusiveMinimum": interval.low,
        "maximum" if interval.high_closed else "exclusiveMaximum": interval.high,
    }
    numbers = {name: _json_number(end) for name, end in ends.items() if end is not None}
    return {name: number for name, number in numbers.items() if number is not None}


def _json_number(end: Fraction) -> int | float | None:
    """Return the number for JSON; None if no float is written like it, so that no fact is refused wrongly."""
    if end.denominator == 1:
        return int(end)
    number = float(end)
    return number if Fraction(repr(number)) == end else None
