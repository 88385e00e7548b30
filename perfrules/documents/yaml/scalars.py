"""Texts as YAML scalars: plain, quoted, or as a block of lines."""

from __future__ import annotations

import re
from typing import Any

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.diagnostics.invisible import code_point
from perfrules.documents.errors import DocumentError
from perfrules.documents.invisible import UNSEEN
from perfrules.documents.nodes import Scalar
from perfrules.documents.yaml.reader import read_yaml
from perfrules.resources.late_patterns import late_pattern

MERGE_KEY = "<<"
LONGEST_KEY = 1000
"""YAML allows no longer key without a `?` in front."""

_PLAIN_WORD = late_pattern(r"[A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff（），。；、％%/._-]*")
_NUMBER = late_pattern(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|0o[0-7]+")
_ENDS_IN_FLOW = late_pattern(r"[][{},]")
_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
_SURROGATE = late_pattern("[\ud800-\udfff]")


def block_text(text: str) -> list[str]:
    r"""A text as the lines of a value in block style, the first of which may follow a key or dash.

    >>> block_text("5次"), block_text(">=5次"), block_text("一\n二")
    (['5次'], ['">=5次"'], ['|-', '  一', '  二'])
    """
    if is_literal(text):
        kept = text.endswith("\n")
        lines = text.removesuffix("\n").split("\n")
        return ["|" if kept else "|-", *("  " + line if line else "" for line in lines)]
    return [text if is_plain(text) else quoted(text)]


def key_text(key: str) -> str:
    """A key as it is written in block style.

    >>> key_text("指标值"), key_text("yes")
    ('指标值', '"yes"')
    """
    return quoted(key) if key == MERGE_KEY or not is_plain(key) else key


def flow_text(text: str) -> str:
    """A text as it is written between brackets.

    >>> flow_text("超过500元"), flow_text("a, b"), flow_text(">=5")
    ('超过500元', '"a, b"', '">=5"')
    """
    return text if not _ENDS_IN_FLOW.search(text) and is_plain(text) else quoted(text)


def is_literal(text: str) -> bool:
    """Whether the text can be a `|` block: its lines stay as they are and are all visible."""
    if "\n" not in text or text[0] in "\n \t" or text.endswith("\n\n"):
        return False
    return not UNSEEN.search(text) and "\r" not in text and not re.search(r"[ \t](?:\n|$)", text)


def is_plain(text: str) -> bool:
    """Whether the text, unquoted in block style, is the same to the strict reader and to PyYAML's loaders."""
    return _is_text_to_loaders(text) and reads_as_itself(text)


def reads_as_itself(text: str) -> bool:
    """Whether the text, unquoted in block style, is the same text to the strict reader.

    >>> reads_as_itself("2021-12-31"), reads_as_itself(">=5"), is_plain("2021-12-31")
    (True, False, False)
    """
    if _PLAIN_WORD.fullmatch(text):
        return True
    try:
        node = None if "\n" in text else read_yaml(Source(text))
    except DocumentError:
        return False
    return isinstance(node, Scalar) and not node.quoted and node.text == text


def _is_text_to_loaders(text: str) -> bool:
    return bool(_resolved_tag(text) == "tag:yaml.org,2002:str") and not _NUMBER.fullmatch(text)


def _resolved_tag(text: str) -> str:
    """The tag that other YAML loaders give to a text without quotes."""
    import yaml  # late: only writing files needs it

    resolver: Any = yaml.resolver.Resolver()
    tag: str = resolver.resolve(yaml.ScalarNode, text, (True, False))
    return tag


def quoted(text: str) -> str:
    r"""The text in quotes, double ones unless they would need escapes.

    Raises:
        DocumentError: PR135 a character no file holds.

    >>> print(quoted(">=5"), quoted('a"b'))
    ">=5" 'a"b'
    """
    surrogate = _SURROGATE.search(text)
    if surrogate:
        facts = {"character": code_point(surrogate.group())}
        raise DocumentError(Diagnostic("PR135", facts, Span(*surrogate.span()), Source(text)))
    if text.isprintable() and ("\\" in text or '"' in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if not UNSEEN.match(character):
        return character
    return f"\\U{ord(character):08X}" if ord(character) > 0xFFFF else f"\\u{ord(character):04X}"
