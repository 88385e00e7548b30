"""The conformance cases that ship, in `grammar/conformance/`, and the questions made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from attrs import frozen

from perfrules.policies.loader import files_of
from perfrules.resources import load_data

KINDS = {"expression": "expressions", "decision": "decisions", "proof": "proofs", "score": "scores"}
"""Each kind of case, and the file of its cases."""

_WORDS = {"true": True, "false": False, "null": None}


@frozen
class ConformanceCase:
    """One case: the `question` that is sent, and the `expected` answer."""

    id: str
    kind: str
    question: Mapping[str, Any]
    expected: Mapping[str, Any]


def conformance_cases(*kinds: str) -> Iterator[ConformanceCase]:
    """Yield the cases of the kinds, or of all kinds.

    >>> next(conformance_cases("expression")).kind
    'expression'
    """
    for kind in kinds or KINDS:
        content = load_data("grammar", "conformance", f"{KINDS[kind]}.yaml")
        policies = content.get("policies", {})
        for plain in content["cases"]:
            yield _case(kind, _plain(plain), policies)


def _case(kind: str, plain: dict[str, Any], policies: Mapping[str, str]) -> ConformanceCase:
    expected = plain.pop("expected")
    if "policy" in plain:
        name = plain["policy"]
        plain["policy"] = policies[name] if name in policies else _shipped_policy(name)
    return ConformanceCase(plain["id"], kind, {"kind": kind, **plain}, expected)


@cache
def _shipped_policy(name: str) -> str:
    (file,) = files_of(name)
    return file.read_text(encoding="utf-8")


def _plain(value: Any) -> Any:
    """The data with true, false and null in place of these words; every other scalar stays text."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return _WORDS.get(value, value)
