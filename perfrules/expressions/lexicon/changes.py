"""The patterns of changes: their direction, and what they are compared with."""

from __future__ import annotations

from functools import cache

from perfrules.expressions.lexicon.vocabulary import before_any, one_of
from perfrules.expressions.lexicon.words import HAN, lexicon
from perfrules.values.numerals import CHINESE


@cache
def direction() -> str:
    """增长 and the like, where they do not begin a name (增长率, 压缩空气)."""
    words = lexicon()
    known = [word for each in words["directions"].values() for word in each]
    names = one_of(name for name in words["innocent"] if name.startswith(tuple(known)))
    works = "(?<![改整治修维][造治理缮修])"  # 改造提升12个 is a task
    direct = f"(?!{names}){one_of(known)}(?!(?!至[少多]){one_of(words['direction_nouns'])})"
    return f"{before_any(known)}{works}{direct}"


@cache
def tendency() -> str:
    """高 and the like, between what is compared with and a number."""
    every = one_of(word for each in lexicon()["tendencies"].values() for word in each)
    return f"{every}(?=-?[0-9]|[百千]分之|{CHINESE})"


@cache
def baseline() -> str:
    """同比 or 较上年, before a direction."""
    words = lexicon()
    ending = "[年月期度季周数值平日前额量均准划标算]"
    following = f"(?={direction()}|{tendency()})"
    han_or_digit = f"[{HAN}0-9]"
    marked = rf"{one_of(words['baseline_marks'])}{han_or_digit}{{0,10}}?{ending}(?:相比|比)?{following}"
    based = rf"在?{one_of(words['past'])}[{HAN}]{{0,6}}?的?基础上{following}"
    paced = rf"{one_of(words['paces'])}(?={direction()}[^;,、。每]{{0,6}}?[0-9])"
    return rf"(?:{one_of(words['baselines'])}{following}|{paced}|{based}|{marked})"
