"""The page of a fault of targets: a bad and a good example, the reason, the source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Language
from perfrules.documents import spelled
from perfrules.resources import load_data


@frozen
class RulePage:
    """What `perfrules explain` shows of a fault besides its message.

    `bad` and `good` are fields of a sheet by their canonical keys. `fixable` says that `lint --fix` removes
    it where only one reading is possible.
    """

    code: str
    bad: Mapping[str, str]
    good: Mapping[str, str]
    why: Mapping[str, str]
    document: str
    phrase: str
    fixable: bool

    def lines(self, language: Language = "zh") -> list[str]:
        """The page in lines, without the message.

        >>> rule_page("PR764").lines("en")[:2]
        ['bad: name 队伍稳定率; target ≤95%', 'good: name 队伍稳定率; target ≥95%']
        """
        words = {name: texts[language] for name, texts in _data()["labels"].items()}
        shown = {
            "bad": _fields(self.bad, language),
            "good": _fields(self.good, language),
            "why": self.why[language],
            "source": words["cited"].format(document=self.document, phrase=self.phrase),
        }
        lines = [words["line"].format(label=words[name], text=text) for name, text in shown.items()]
        return [*lines, *([words["fixable"]] if self.fixable else [])]

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The page as plain data."""
        return {
            "bad": dict(self.bad),
            "good": dict(self.good),
            "why": self.why[language],
            "source": {"document": self.document, "phrase": self.phrase},
            "fixable": self.fixable,
        }


@cache
def _data() -> Any:
    return load_data("grammar", "target-rules.yaml")


def rule_page(code: str) -> RulePage | None:
    """The page of a code, or None where it is not one of the faults that `lint` finds.

    >>> rule_page("PR760").fixable, rule_page("PR100")
    (True, None)
    """
    plain = _data()["rules"].get(code)
    if plain is None:
        return None
    source = plain["source"]
    fixable = plain.get("fix") == "true"
    return RulePage(
        code, plain["bad"], plain["good"], plain["why"], source["document"], source["phrase"], fixable
    )


def _fields(example: Mapping[str, str], language: Language) -> str:
    separator: str = _data()["labels"]["separator"][language]
    return separator.join(f"{spelled(key, language)} {text}".rstrip() for key, text in example.items())
