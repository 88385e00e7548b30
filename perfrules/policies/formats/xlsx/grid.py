"""A document of `kind: decision` as rows of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfrules.diagnostics import Source
from perfrules.documents import Document, canonical, emit_yaml, read_yaml, spelled, to_plain
from perfrules.documents.formatting.formatter import format_document
from perfrules.policies.formats.xlsx.layout import (
    COLUMN_KEYS,
    HEAD_KEYS,
    ROLE_LABELS,
    RULE_KEYS,
    TEXT_KEYS,
    USUAL_COLUMN_KEYS,
    USUAL_HEAD_KEYS,
    USUAL_RULE_KEYS,
    YAML_RULE_KEYS,
    Row,
)
from perfrules.resources.late_patterns import late_pattern

_QUOTED_DAY = late_pattern(r'(?<=: )"([0-9]{4}-[0-9]{2}-[0-9]{2})"(?=$)', re.MULTILINE)


def rows_of(document: Document) -> list[Row]:
    r"""The rows of the sheet that a document makes, keys and fixed values in Chinese.

    >>> from pathlib import Path
    >>> from perfrules.documents import read_document
    >>> from perfrules.resources.paths import data_path
    >>> rows = rows_of(read_document(data_path("policies", "teaching", "procurement.yaml")))
    >>> [row.cells[:3] for row in rows if row.part in ("names", "rule")][:2]
    [('规则', 'amount', 'item'), ('catalogue', '5万元以下', '货物\n服务')]
    """
    return list(_Rows(document).rows())


class _Rows:
    """The rows of one document: `plain` has what it says, `zh` the same in Chinese spelling."""

    def __init__(self, document: Document) -> None:
        self.plain = document.plain
        text = format_document(Source(emit_yaml(document.plain)), "zh")
        parts = (*HEAD_KEYS, "inputs", "compute", "outputs", "rules")
        self.zh = _by_key(to_plain(read_yaml(Source(text))), parts)
        self.columns = [
            (role, name, _by_key({"formula": plain} if isinstance(plain, str) else plain, COLUMN_KEYS))
            for role in ("inputs", "compute", "outputs")
            for name, plain in self.zh.get(role, {}).items()
        ]
        present = {key for rule in self.plain["rules"] for key in rule}
        self.extras = [key for key in RULE_KEYS if key in USUAL_RULE_KEYS or key in present]

    def rows(self) -> Iterator[Row]:
        yield from self._head()
        yield Row("gap", "", ())
        roles = [spelled(role, "zh") for role, _, _ in self.columns]
        others = [spelled("rules", "zh")] * len(self.extras)
        yield Row("roles", "", (ROLE_LABELS[0], *roles, *others))
        yield from self._definitions()
        names = [name for _, name, _ in self.columns]
        extras = [spelled(key, "zh") for key in self.extras]
        yield Row("names", "", (spelled("rules", "zh"), *names, *extras))
        for plain, zh in zip(self.plain["rules"], self.zh["rules"], strict=True):
            yield Row("rule", "", tuple(self._rule(plain, _by_key(zh, ("id", "when", "then", *RULE_KEYS)))))

    def _head(self) -> Iterator[Row]:
        for key in HEAD_KEYS:
            if key in self.zh or key in USUAL_HEAD_KEYS:
                value = self.zh.get(key, spelled("unique", "zh", "values") if key == "hit" else "")
                text = str(value) if key in TEXT_KEYS or not value else _yaml(value)
                yield Row("head", key, (spelled(key, "zh"), text))

    def _definitions(self) -> Iterator[Row]:
        for key in COLUMN_KEYS:
            texts = [_text(definition.get(key, "")) for _, _, definition in self.columns]
            if key in USUAL_COLUMN_KEYS or any(texts):
                yield Row("definition", key, (spelled(key, "zh"), *texts))

    def _rule(self, plain: Mapping[str, Any], zh: Mapping[str, Any]) -> Iterator[str]:
        yield plain["id"]
        for role, name, _ in self.columns:
            if role == "outputs":
                answer = zh["then"].get(name, "")
                yield _yaml(answer) if isinstance(answer, Mapping) else _lines(answer)
            else:
                yield _lines(plain.get("when", {}).get(name, ""))
        for key in self.extras:
            value = zh.get(key, "")
            yield _yaml(value) if value and key in YAML_RULE_KEYS else _lines(value)


def _by_key(plain: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """A group under canonical keys."""
    return {canonical(written, keys) or written: value for written, value in plain.items()}


def _lines(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _text(value: str | Sequence[Any]) -> str:
    """The text of a definition: lines, or YAML for citations."""
    return _yaml(value) if any(isinstance(each, Mapping) for each in value) else _lines(value)


def _yaml(value: Any) -> str:
    """YAML without the quotes that other readers than ours would need around a day."""
    return _QUOTED_DAY.sub(r"\1", emit_yaml(value).rstrip("\n"))
