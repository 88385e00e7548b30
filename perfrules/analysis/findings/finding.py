"""What a check finds: the rules concerned, facts that show it, and a suggestion that fixes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal, TypeAlias

from attrs import field, frozen

from perfrules.analysis.cells.witnesses import Witness, witness_to_json
from perfrules.diagnostics import Diagnostic, Language, Severity
from perfrules.documents.results import SavedAs
from perfrules.policies.decisions.inputs import values_to_json
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box

Change: TypeAlias = Callable[[DecisionPolicy], DecisionPolicy]
Proved: TypeAlias = Literal["nothing", "overlaps", "decisions"]


@frozen
class Suggestion:
    """How to fix what was found, in Chinese and in English; wordings of rules stay Chinese.

    If it is to write the condition of a `rule` on an `input` as `wording`, these three are given. `change`
    makes the change; without it the author has something to add, such as what a new rule asks for.

    `proved` is what is known of the change before the policy is checked again: that it fixes the finding and
    lets no further rules overlap (`overlaps`), or also that all facts are decided as before (`decisions`).
    """

    zh: str
    en: str
    rule: str = ""
    input: str = ""
    wording: str = ""
    change: Change | None = field(default=None, eq=False, repr=False)
    proved: Proved = field(default="nothing", eq=False, repr=False)

    def text(self, language: Language = "zh") -> str:
        """The suggestion in a language."""
        return self.zh if language == "zh" else self.en


@frozen
class Finding(SavedAs):
    """Something that was proved of a policy.

    `diagnostic` has code, message and the place of the first rule concerned, its `related` the places of the
    others. `rules` are the ids of all of them. `witness` are facts for which it can be seen, by input, as
    `decide(**witness)` takes them; `second` are further facts where it takes two to see it: before and after.
    `region` are all the facts for which it can be seen, as boxes; an input that a box does not name is free.
    `part` is which decision in a policy of another kind it is about: grades, lights/spending.

    >>> from perfrules.diagnostics import Diagnostic
    >>> finding = Finding(Diagnostic("PR801", {"policy": "x", "where_zh": "…", "where_en": "…"}), "x")
    >>> finding.code, finding.severity
    ('PR801', 'warning')
    """

    saved_as: ClassVar[str] = "finding"

    diagnostic: Diagnostic
    policy: str
    rules: tuple[str, ...] = ()
    witness: Witness | None = field(default=None, hash=False)
    second: Witness | None = field(default=None, hash=False)
    suggestion: Suggestion | None = None
    region: tuple[Box, ...] = field(default=(), hash=False, repr=False)
    part: str = ""

    @property
    def code(self) -> str:
        """The stable code."""
        return self.diagnostic.code

    @property
    def severity(self) -> Severity:
        """`error`, `warning` or `info`, as the catalogue has it for the code."""
        return self.diagnostic.severity

    @property
    def related(self) -> tuple[Diagnostic, ...]:
        """The places of the rules concerned beside the first."""
        return self.diagnostic.related

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """What the diagnostic says; `policy`, `part`, `rules`, `witness`, `second`, `suggestion`, `region`.

        Facts are texts that `perfrules decide` takes; a region is a list of boxes, values by input.
        """
        return {
            **self.diagnostic.to_json(language),
            "policy": self.policy,
            "part": self.part,
            "rules": list(self.rules),
            "witness": witness_to_json(self.witness),
            "second": witness_to_json(self.second),
            "suggestion": None if self.suggestion is None else self.suggestion.text(language),
            "region": [_box_to_json(box) for box in self.region],
        }


def _box_to_json(box: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values_to_json(values) for name, values in box.items()}
