"""How a cell separates targets (lines, list numbers, brackets) and units from numbers."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.resources.late_patterns import late_pattern

_ITEM = late_pattern(
    r"[;；。\s]*(?<![0-9０-９.．])(?:[(（]?\s*([1-9１-９])\s*[.．、)）](?!\s*[0-9０-９])\s*、?|([①-⑨]))"
)
_BRACKETED = late_pattern(
    r"\s*[(（【](?=[^()（）【】]*(?:[≥≤≧≦<>＜＞=＝%％]|不[得应]?[低高超少多大小]|以[上下内]|至少|达到))([^()（）【】]+)[)）】]\s*"
)
# A comma before three digits may mark thousands: [5,000元,1万元).
_END = r"((?:[^,，()（）\[\]［］]|,(?=[0-9]{3}(?![0-9])))*?)"
_INTERVAL = late_pattern(rf"\s*([\[［(（]){_END}[,，]{_END}([\]］)）])\s*")
_UNBOUNDED = late_pattern(r"\s*[+＋－-]?\s*∞\s*")
_UNIT_APART = late_pattern(
    r"(.*[0-9０-９〇零一二三四五六七八九十百千万亿]\s*)[(（]([^()（）0-9０-９]{1,8})[)）](\s*(?:及?以[上下内內]|之?[内內])?\s*)"
)
_CIRCLED_ONE = ord("①")


def plainer_forms(text: str) -> Iterator[str]:
    """Yield the text without what the layout of a cell adds, for texts that cannot be read as written.

    >>> (
    ...     list(plainer_forms("1.培训3期；2.调研5次")),
    ...     list(plainer_forms("（≥95%）")),
    ...     list(plainer_forms("≥95%")),
    ... )
    (['培训3期；调研5次'], ['≥95%'], [])
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        yield "；".join(lines)
    if items := _items(text):
        yield "；".join(items)
    if interval := _INTERVAL.fullmatch(text):
        yield from _interval(*interval.groups())
    elif bracketed := _BRACKETED.fullmatch(text):
        yield bracketed.group(1)


def _interval(opening: str, low: str, high: str, closing: str) -> Iterator[str]:
    """Yield [80%,90%) in words of the language; two round brackets may also hold a list."""
    if opening not in "[［" and closing not in "]］":
        return
    lower = "" if _UNBOUNDED.fullmatch(low) else f"{'>=' if opening in '[［' else '>'}{low}"
    upper = "" if _UNBOUNDED.fullmatch(high) else f"{'<=' if closing in ']］' else '<'}{high}"
    yield "且".join(filter(None, (lower, upper)))


def _items(text: str) -> list[str]:
    """Return the items after 1., 2., 3. …; none if a number is missing or an item is empty."""
    found = list(_ITEM.finditer(text))
    numbers = [int(one.group(1) or ord(one.group(2)) - _CIRCLED_ONE + 1) for one in found]
    if len(found) < 2 or found[0].start() != 0 or numbers != list(range(1, len(found) + 1)):
        return []
    ends = [*(one.start() for one in found[1:]), len(text)]
    items = [text[one.end() : end].strip().rstrip(";；。") for one, end in zip(found, ends, strict=True)]
    return items if all(items) else []


def unit_apart(text: str) -> tuple[str, str] | None:
    """Return the text in brackets after the last number, and the text without the brackets; None without any.

    >>> unit_apart("≥95（%）"), unit_apart("≥95%")
    (('%', '≥95%'), None)
    """
    found = _UNIT_APART.fullmatch(text)
    return None if found is None else (found.group(2), "".join(found.groups()))
