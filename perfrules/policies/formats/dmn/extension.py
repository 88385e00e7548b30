"""What DMN has no place for, in extension elements of our own: keys of our format, and wording.

`<perfrules:keys>` holds keys of the file format as YAML (`in_force`, `cite`, `overrides` …) for the policy,
an input, an output or a rule; `<perfrules:wording>` the wording of a condition, one text a line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source
from perfrules.diagnostics.listed import Listed
from perfrules.documents import Entry, Node, Scalar, read_yaml
from perfrules.documents import Mapping as Group
from perfrules.documents.media.xml import Element
from perfrules.documents.nodes import moved
from perfrules.policies.base.errors import PolicyError

NAMESPACE = "urn:perfrules:dmn:1"
"""The namespace of our extension elements."""

POLICY_KEYS = (
    "id", "title", "description", "in_force", "cite", "scope", "partial", "expect", "aggregate",
    "tables",
)  # fmt: skip
"""What is kept of the policy itself."""
INPUT_KEYS = "type", "title", "description", "unit", "domain", "step", "of"
"""What is kept of an input."""
OUTPUT_KEYS = "type", "title", "description", "unit", "combine", "of"
"""What is kept of an output."""
RULE_KEYS = "id", "title", "except", "overrides", "cite", "note"
"""What is kept of a rule."""


def _own(element: Element, name: str) -> Element | None:
    extensions = element.first("extensionElements")
    children = () if extensions is None else extensions.children
    return next((each for each in children if (each.namespace, each.name) == (NAMESPACE, name)), None)


def read_keys(element: Element, allowed: Collection[str], source: Source) -> dict[str, Entry]:
    """The keys kept with an element, by name, with places in the DMN file.

    Raises:
        PolicyError: PR929 for a key that is not kept there; what is wrong with the YAML.
    """
    own = _own(element, "keys")
    if own is None or not own.text:
        return {}
    start = own.text_span.start if _is_verbatim(own, source) else None
    try:
        node = read_yaml(Source(own.text))
    except PerfrulesError as error:
        raise PolicyError(
            *(each.within(source, start, whole=own.text_span) for each in error.diagnostics)
        ) from error
    node = moved(node, start, own.text_span)
    entries = node.entries if isinstance(node, Group) else ()
    found = {entry.key.text: entry for entry in entries}
    unknown = [key for key in found if key not in allowed]
    if unknown or not isinstance(node, Group):
        raise PolicyError(Diagnostic("PR929", {"key": Listed(unknown) or own.text}, own.text_span, source))
    return found


def kept_name(element: Element) -> str:
    """Return our name for an output that has none in DMN; empty if none is kept."""
    own = _own(element, "keys")
    return "" if own is None else own.attributes.get("name", "")


def read_wording(element: Element) -> tuple[Scalar, ...]:
    """The wording kept with a cell, its texts with the place of the whole."""
    own = _own(element, "wording")
    lines = () if own is None else own.text.split("\n")
    return tuple(Scalar(line.strip(), own.text_span) for line in lines if own is not None and line.strip())


def has_foreign(element: Element) -> bool:
    """Whether an element has extension elements of somebody else's, which are not carried over."""
    extensions = element.first("extensionElements")
    return extensions is not None and any(each.namespace != NAMESPACE for each in extensions.children)


def _is_verbatim(element: Element, source: Source) -> bool:
    return source.text[element.text_span.start : element.text_span.end] == element.text


def merged(made: Mapping[str, Node], kept: Mapping[str, Entry], element: Element) -> Group:
    """A group of what was made of DMN and what is kept of our own keys, which goes before."""
    entries = {name: Entry(Scalar(name, element.span), node) for name, node in made.items()}
    return Group(tuple((entries | dict(kept)).values()), element.span)
