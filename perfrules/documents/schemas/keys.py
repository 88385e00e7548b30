"""The spellings of keys and of fixed values, English (canonical) and Chinese, as in `grammar/keys.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal

from perfrules.diagnostics import Language
from perfrules.resources import load_data
from perfrules.resources.late_modules import late_module

if TYPE_CHECKING:
    import difflib
else:
    difflib = late_module("difflib")

Table = Literal["keys", "values"]

# Two-character Chinese words that differ in one character are alike to 0.5; the usual 0.6 would never match.
_LIKENESS = 0.4


@cache
def _spellings(table: Table) -> Mapping[str, tuple[str, ...]]:
    return {
        canonical: tuple(chinese) for canonical, chinese in load_data("grammar", "keys.yaml")[table].items()
    }


@cache
def _canonicals(table: Table) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for canonical, chinese in _spellings(table).items():
        for spelling in chinese:
            found[spelling] = (*found.get(spelling, ()), canonical)
    return found


def canonical(written: str, allowed: Collection[str], table: Table = "keys") -> str | None:
    """The canonical spelling among those allowed at a place, or None where none of them, or no one, is meant.

    Args:
        written: as the file has it, in either language.
        allowed: the canonical spellings allowed at the place.
        table: whether it is a key or a fixed value.

    >>> canonical("名称", {"id", "title"}), canonical("名称", {"name", "target"}), canonical("名称", {"id"})
    ('title', 'name', None)
    """
    if written in allowed:
        return written
    meant = [spelling for spelling in _canonicals(table).get(written, ()) if spelling in allowed]
    return meant[0] if len(meant) == 1 else None


def spelled(
    canonical_key: str, language: Language, table: Table = "keys", among: Collection[str] = ()
) -> str:
    """How a key or fixed value is written in a language; unchanged if the table does not have it.

    `among` are the canonical spellings allowed at a place, of which the word must mean no other.

    >>> spelled("rules", "zh"), spelled("rules", "en"), spelled("name", "zh", among={"name", "title"})
    ('规则', 'rules', '项目名称')
    """
    chinese = chinese_spellings(canonical_key, table, among)
    return chinese[0] if chinese and language == "zh" else canonical_key


def chinese_spellings(
    canonical_key: str, table: Table = "keys", among: Collection[str] = ()
) -> tuple[str, ...]:
    """The Chinese spellings of a key or fixed value, of those that mean no other among the ones allowed.

    >>> chinese_spellings("title"), chinese_spellings("title", among={"name", "title"})
    (('名称', '标题'), ('标题',))
    """
    chinese = _spellings(table).get(canonical_key, ())
    return tuple(each for each in chinese if not among or canonical(each, among, table) == canonical_key)


def nearest(written: str, allowed: Iterable[str], table: Table = "keys") -> str | None:
    """The allowed spelling, in either language, that is most like what was written, or None if none is.

    >>> nearest("规侧", ["rules", "title"]), nearest("ruls", ["rules", "title"]), nearest("甲", ["rules"])
    ('规则', 'rules', None)
    """
    allowed = list(allowed)
    spellings = [each for key in allowed for each in (key, *_spellings(table).get(key, ()))]
    others = [each for each in spellings if each != written]
    # A word that several keys share may be meant for one of them that has another word: 名称, for 标题.
    sharing = [_spellings(table)[key] for key in allowed if written in _spellings(table).get(key, ())]
    shared = [each for spelling in sharing for each in spelling]
    close = difflib.get_close_matches(written, others, n=1, cutoff=_LIKENESS)
    return next((each for each in (*close, *shared) if each != written), None)
