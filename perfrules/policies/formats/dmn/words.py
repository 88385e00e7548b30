"""The hit policies in the words of DMN, and problems of a policy reported with elements of DMN."""

from __future__ import annotations

from attrs import evolve

from perfrules.diagnostics import Diagnostic
from perfrules.documents import Document
from perfrules.documents.media.xml import Element
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.dmn.definitions import name_of
from perfrules.resources.late_patterns import late_pattern

_NOT_IN_IDS = late_pattern(r"[^0-9A-Za-z\u4e00-\u9fff]+")
HITS = {
    "UNIQUE": "unique",
    "FIRST": "first",
    "PRIORITY": "priority",
    "ANY": "any",
    "COLLECT": "collect",
    "RULE ORDER": "rule-order",
    "OUTPUT ORDER": "output-order",
}
"""The hit policies, as DMN and as we spell them."""
HIT_NAMES = {ours: theirs for theirs, ours in HITS.items()}
"""The hit policies as DMN spells them, by our spelling."""

_DMN_CODES = {"PR517": "PR945", "PR526": "PR944", "PR528": "PR946"}
"""The codes whose sentences name keys of our format, and those that name elements of DMN."""


def require_policy(document: Document) -> None:
    """Refuse a table that is not a valid policy, in the words of DMN (`outputValues`, not `of`)."""
    try:
        read_decision(document)
    except PolicyError as error:
        raise PolicyError(*map(_in_dmn_words, error.diagnostics)) from error


def _in_dmn_words(diagnostic: Diagnostic) -> Diagnostic:
    arguments = dict(diagnostic.arguments)
    if "hit" in arguments:
        arguments["hit"] = HIT_NAMES.get(arguments["hit"], arguments["hit"])
    code = _DMN_CODES.get(diagnostic.code, diagnostic.code)
    return evolve(diagnostic, code=code, arguments=arguments)


def id_of(decision: Element) -> str:
    """An id as our format has them, made of the name of a decision or of its id."""
    texts = (name_of(decision), decision.attributes.get("id", ""))
    made = (_NOT_IN_IDS.sub("-", text).strip("-") for text in texts)
    return next(filter(None, made), "decision")
