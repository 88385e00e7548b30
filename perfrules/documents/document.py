"""A document: canonical, checked against the schema of its kind, each part with its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic, Source, Span, worded_fact
from perfrules.documents.built_nodes import built_root
from perfrules.documents.errors import DocumentError
from perfrules.documents.nodes import Mapping, Node, Scalar, node_at, span_at, start_of_text, to_plain
from perfrules.documents.schemas.canonical import canonicalised
from perfrules.documents.schemas.keys import canonical, spelled
from perfrules.documents.schemas.misfits import choices, misfits
from perfrules.documents.schemas.pruning import pruned
from perfrules.documents.schemas.schema import kinds, place_of_kind
from perfrules.documents.text import read_text
from perfrules.documents.yaml.missing_blanks import colon_without_blank
from perfrules.documents.yaml.reader import read_yaml
from perfrules.resources.plain_repr import PlainRepr

FORMAT_VERSION = "1"
"""The version of the file format that is read, the `perfrules: 1` of a document's head."""


@frozen(repr=False)
class Document(PlainRepr):
    """A document of a kind. `root` has canonical keys; spans count characters of `source.text`.

    `encoding` is the one its file was read by, None for a text that was at hand.
    """

    kind: str
    root: Mapping
    source: Source
    encoding: str | None = None

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The content as dicts, lists and texts under canonical keys."""
        plain: dict[str, Any] = to_plain(self.root)
        return plain

    def node(self, *path: str | int) -> Node | None:
        """The node that canonical keys and list positions lead to, or None."""
        return node_at(self.root, *path)

    def span(self, *path: str | int) -> Span:
        """Where to point for a place, as `span_at` has it."""
        return span_at(self.root, *path)

    def diagnostic(self, code: str, *path: str | int, **arguments: str) -> Diagnostic:
        """A diagnostic about a place in the document."""
        return Diagnostic(code, arguments, self.span(*path), self.source)

    def placed(self, diagnostic: Diagnostic, *path: str | int) -> Diagnostic:
        """A diagnostic about the text at a place (an expression's, say), placed in the whole document."""
        node = self.node(*path)
        start = start_of_text(node, self.source) if isinstance(node, Scalar) else None
        return diagnostic.within(self.source, start, whole=self.span(*path))


@frozen(repr=False)
class Rest(PlainRepr):
    """A document without the parts that do not fit its kind, and the keys from which parts were removed."""

    document: Document
    touched: frozenset[str]


class MisfitError(DocumentError):
    """A document has parts that do not fit its kind.

    `rest` is the document without those parts, or None if that does not fit its kind either.
    """

    def __init__(self, *diagnostics: Diagnostic, rest: Rest | None = None) -> None:
        super().__init__(*diagnostics)
        self.rest = rest


def read_document(origin: Path | Source, kind: str | None = None, *, encoding: str | None = None) -> Document:
    """Read a document: strict YAML, head, canonical keys, schema.

    Args:
        origin: a file, or a text that is at hand.
        kind: the kind it must be of; any, where None.
        encoding: the file's encoding, where it is known; found out where None.

    Raises:
        DocumentError: with every problem, by place. PR100–PR106 and PR110 for the file, PR103–PR133 for the
            YAML, PR136–PR149 for what does not fit the kind.

    >>> read_document(Source("kind: nonsense"))
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR137]: 无法识别类别“nonsense”
    ...
    """
    source, used = _text(origin, encoding)
    built = built_root(origin, source.text) if isinstance(origin, Path) else None
    return fit_document(read_yaml(source) if built is None else built, source, kind, encoding=used)


def fit_document(
    node: Node, source: Source, kind: str | None = None, *, encoding: str | None = None
) -> Document:
    """Return the document that nodes of any format make: canonical, checked against its schema.

    Args:
        node: its root.
        source: the text that spans count in.
        kind: the kind it must be of; any, where None.
        encoding: the one its file was read by.

    Raises:
        DocumentError: with every problem, by place: PR136–PR149.

    >>> source = Source("kind: nonsense")
    >>> fit_document(read_yaml(source), source).kind
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR137]: 无法识别类别“nonsense”
    ...
    """
    root = _group(node, source)
    found = _kind(root, source, kind)
    place = place_of_kind(found)
    canonical_root, problems = canonicalised(root, place, source)
    root = _group(canonical_root, source)
    _require_version(root, source)
    problems += misfits(root, found, source)
    document = Document(found, root, source, encoding)
    if problems:
        raise MisfitError(*sorted(problems, key=_by_place), rest=_rest(document, problems))
    return document


def _rest(document: Document, problems: Sequence[Diagnostic]) -> Rest | None:
    """The document without the parts that do not fit, unless what is left does not fit either."""
    root, touched = pruned(document.root, problems)
    if misfits(root, document.kind, document.source):
        return None
    return Rest(evolve(document, root=root), touched)


def _text(origin: Path | Source, encoding: str | None) -> tuple[Source, str | None]:
    if isinstance(origin, Source):
        return origin, None
    text = read_text(origin, encoding)
    return text.source, text.encoding


def _group(node: Node, source: Source) -> Mapping:
    """The node, which as a document's root must be a group of keys."""
    if isinstance(node, Mapping):
        return node
    colon = colon_without_blank(node.text, node.span.start) if isinstance(node, Scalar) else None
    if colon is not None:
        raise DocumentError(Diagnostic("PR123", {}, colon, source))
    # A list is YAML at least; a text alone is a file of another kind.
    code = "PR734" if isinstance(node, Scalar) else "PR144"
    raise DocumentError(Diagnostic(code, {}, span_at(node), source))


def _kind(root: Mapping, source: Source, expected: str | None) -> str:
    entry = next((each for each in root.entries if canonical(each.key.text, {"kind"})), None)
    if entry is None:
        raise DocumentError(
            Diagnostic("PR139", {"key": "kind", "key_zh": spelled("kind", "zh")}, span_at(root), source)
        )
    written = entry.value.text if isinstance(entry.value, Scalar) else ""
    found = canonical(written, kinds(), "values")
    if found is None:
        facts = {"kind": written, **choices(kinds(), "values")}
        raise DocumentError(Diagnostic("PR137", facts, entry.value.span, source))
    if expected is not None and found != expected:
        facts = {"kind": found, "expected": expected, "kind_zh": spelled(found, "zh", "values")}
        facts["expected_zh"] = spelled(expected, "zh", "values")
        facts |= worded_fact("use", f"kinds.{found}")
        raise DocumentError(Diagnostic("PR138", facts, entry.value.span, source))
    return found


def _require_version(root: Mapping, source: Source) -> None:
    """Nothing of another format can be judged; whether the version may be left out is the schema's matter."""
    node = root.get("perfrules")
    if isinstance(node, Scalar) and node.text != FORMAT_VERSION:
        span = span_at(root, "perfrules")
        raise DocumentError(Diagnostic("PR136", {"version": node.text}, span, source))


def _by_place(diagnostic: Diagnostic) -> int:
    return -1 if diagnostic.span is None else diagnostic.span.start
