"""Lines with totals between the entries of a ledger: 合计, 小计, 本月合计, 本年累计."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from perfrules.diagnostics import Diagnostic
from perfrules.ledgers.columns import labels
from perfrules.ledgers.sources import ROW
from perfrules.sheets.labels import plain

_DATED = r"(?:[0-9〇一二三四五六七八九十]{1,4}\s*(?:年度?|月份?|季度|日)\s*)*"
_PERIOD = r"(?:[本当全上下]?(?:日|周|旬|月|季度?|半年|年度?|页))?"
_WORD = r"(?:[合小总累共]\s*计|(?:sub|grand )?total)"
_TOTAL = rf"(?i)^\s*{_DATED}{_PERIOD}\s*{_WORD}\s*(?:[(（][^()（）]*[)）])?\s*[:：]?\s*$"
_IN_EVERY_TOTAL = ["计", "total"]
_MOST = 20
"""Rows that a note lists."""


def total_columns(headings: Sequence[str]) -> list[str]:
    """The columns beside those of the checks in which the word for a total may be: the first, 摘要, 项目.

    >>> total_columns(["序号", "金额", "摘要"])
    ['序号', '摘要']
    """
    words = {plain(word) for word in labels()["totals-in"]}
    found = [*headings[:1], *(name for name in headings if plain(name) in words)]
    return [name for name in dict.fromkeys(found) if name and headings.count(name) == 1]


def split_totals(frame: pl.DataFrame, columns: Iterable[str]) -> tuple[pl.DataFrame, list[int]]:
    """Return the entries, and the numbers of the rows that are totals.

    Args:
        frame: Rows of a ledger.
        columns: The columns in which the word for a total may be.
    """
    texts = [name for name in columns if frame.schema[name] == pl.String]
    if not texts:
        return frame, []
    likely = pl.col(texts).str.contains_any(_IN_EVERY_TOTAL, ascii_case_insensitive=True)
    if not frame.select(pl.any_horizontal(likely.any().fill_null(value=False)))[0, 0]:
        return frame, []  # far faster than the pattern, and true of most batches
    total = pl.any_horizontal(pl.col(texts).str.contains(_TOTAL).fill_null(value=False))
    return frame.filter(~total), frame.filter(total)[ROW].to_list()


def totals_note(ledger: str, rows: Sequence[int]) -> Diagnostic:
    """PR956: which rows of a ledger are totals."""
    shown = "、".join(map(str, rows[:_MOST])) + ("……" if len(rows) > _MOST else "")
    return Diagnostic("PR956", {"ledger": ledger, "count": str(len(rows)), "rows": shown})
