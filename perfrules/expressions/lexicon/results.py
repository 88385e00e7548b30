"""The patterns of results in words: what makes a text qualitative."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.expressions.lexicon.changes import baseline, direction
from perfrules.expressions.lexicon.numbers import han_unit, numeral
from perfrules.expressions.lexicon.operators import REACHING, all_words, long_words
from perfrules.expressions.lexicon.vocabulary import one_of, one_whole
from perfrules.expressions.lexicon.words import LOOK_ALIKE, PART_STOP, PROSE, WORD, lexicon
from perfrules.values import UnitRegistry
from perfrules.values.numerals import CHINESE


def in_words(units: UnitRegistry) -> str:
    """Return the pattern of a promise that begins or ends in words of effect, and of what rules it out."""
    return f"(?!{_unpromising(units)})(?:{_promise()}|{_result()})"


def graded() -> str:
    """A grade and nothing else."""
    return f"(?:达到|评为|评定为|保持)?{_qualitative('grades')}(?={PART_STOP})"


def change_only() -> str:
    """A change against a baseline and nothing else, which is more than a result in words."""
    return rf"{WORD}*?{baseline()}{direction()}(?:{PART_STOP})"


def mishap() -> str:
    """What is promised not to happen: 重大安全事故, 违规违纪."""
    words = lexicon()
    return f"{one_whole([*words['mishap_kinds'], *words['mishaps']])}*{one_of(words['mishaps'])}"


def _qualitative(name: str) -> str:
    return one_of(lexicon()["qualitative"][name])


def _grade() -> str:
    """A grade with which a result may end: of more than one character, and no field of work."""
    words = lexicon()["qualitative"]
    return one_of(grade for grade in words["grades"] if len(grade) > 1 and grade not in words["topics"])


def _unpromising(units: UnitRegistry) -> str:
    """A reason, a denial, a number of something, a time that is set, a question. Prose has no digits.

    What may be anywhere among the first thirty characters is searched for in one scan.
    """
    effect, amount = _effect(), f"{numeral(units)}{han_unit(units)}"
    denied = f"{_qualitative('denials')}(?!{mishap()}(?={PART_STOP})){effect}"
    sides = one_of([*lexicon()["above"], *lexicon()["below"], *lexicon()["beyond"], *lexicon()["around"]])
    done = f"(?>{_qualitative('adverbs')})*(?:{_qualitative('verbs')})?"  # 完成一个项目
    day = r"(?:[年月季]度?[底末终初]|[月日号旬]|季度|半年)"
    started = rf"{PROSE}{{1,20}}?(?<![提目超])前{_qualitative('grounded')}"  # 秋季开学前完成
    reaching = one_of(word for word in all_words() if word.endswith(REACHING))
    anywhere = [
        rf"{reaching}(?:[\u2160-\u2169]|{amount})",  # 覆盖率不足半年
        denied,
        "(?:[百千]分之|百分百)",
        f"{amount}(?:{sides}|{PART_STOP})",
        "每个?(?:周|星期)[一二三四五六日天]",
        rf"{day}(?:\([^)]*含[^)]*\))?(?:之前|以前|前)",
        f"(?:以[上下内外]|百分点)(?:{PART_STOP})",
        LOOK_ALIKE,
        "(?:一半|大半|过半|半数)",
        *_turning_anywhere(),
    ]
    alone = f"{numeral(units)}(?:{PART_STOP})"  # 完成一百
    begun = [f"{done}(?:{amount}|{alone})", _qualitative("fragments"), f"{done}个(?!人|体|性|税|案|别)"]
    asked = f"{PROSE}*{_qualitative('questions')}"
    held = [_qualitative("reasons"), *begun, _within(30, anywhere), started, asked]
    return "|".join([*held, *_turning()])


def _within(most: int, patterns: Iterable[str]) -> str:
    """Return any of the patterns behind a number of characters of prose."""
    return f"{PROSE}{{0,{most}}}?(?:{'|'.join(patterns)})"


def _effect() -> str:
    return f"(?:{_qualitative('adverbs')}|{_qualitative('verbs')}|{_grade()})"


def _turning_anywhere() -> list[str]:
    """What turns a result in words wherever it is: a rise with a limit, how often."""
    return [
        f"及?以[上下]{_qualitative('effects')}(?:{PART_STOP})",
        f"每(?:年|月|季度?|周|天|半年)?{CHINESE}+次",
    ]


def _turning() -> list[str]:
    """What turns a result in words: a past, an exception, a condition, an end, a contrary."""
    words, past = lexicon()["turning"], lexicon()["unfit"]["past"]
    short = [word for word in words["short"] if word != "已"]  # 已建立 is a result
    before, after = one_of([*words["before"], *short, *past]), one_of(words["after"])
    stopped = f"(?:{PART_STOP})"
    averting = "(?:避免|防止|减少|降低|遏制|杜绝|消除)"
    later = [
        f"{after}{stopped}",
        rf"\((?:[^()]*{after}|{before}|去年|上年|原)[^()]*\)",
        f"(?:{_qualitative('effects')}等|或者?(?:不变|下降|降低|减少|无)?){stopped}",
    ]
    early = [
        f"{averting}(?>{_qualitative('adverbs')})+{_qualitative('verbs')}{stopped}",
        "(?:同比|环比)[、和](?:同比|环比)",
    ]
    return [f"{before}{_effect()}", "截至", _within(40, later), _within(10, early)]


def _promise() -> str:
    """A verb with what it is about; 、 joins it to more of its kind only.

    One that names a thing with the words after it (完成时间, 服务中心) is none. Without adverbs and in few
    words, it says what it promises (保障民生) or is none (保障措施).
    """
    adverb, verb, raising = (_qualitative(name) for name in ("adverbs", "verbs", "raising"))
    calm = f"(?:{PART_STOP})"
    naming = rf"[后前时期]|{PROSE}{{0,20}}{_qualitative('heads')}{calm}"
    known = f"(?={PROSE}{{0,3}}?(?:{_qualitative('objects')}|{_grade()}){calm})"
    said = f"(?:{known}|(?!{PROSE}{{0,3}}{calm}))"
    own = f"{_qualitative('works')}?{_qualitative('own_heads')}{calm}"
    begun = (
        rf"(?P<how>(?>{adverb})+)?"
        rf"(?:{raising}(?!{own})|(?!{raising}){verb}(?!{naming})(?(how)|{said})|{_qualitative('lone')}(?={calm}))"
    )
    joined = f"(?!、(?!{adverb}|{verb}|{_grade()}|{CHINESE}))"
    return f"{begun}{PROSE}{{0,40}}?{joined}"


def _result() -> str:
    """Something with what has become of it, what it gains, fulfils or gives, or the ground it is done on."""
    adverb, verb = _qualitative("adverbs"), _qualitative("verbs")
    become = rf"{PROSE}{{1,30}}?(?:(?>{adverb})+{verb}|{_grade()}|{_qualitative('effects')})"
    gained = rf"{PROSE}{{0,20}}?{_qualitative('gaining')}{PROSE}{{0,15}}?{_qualitative('gains')}"
    fulfilled = rf"{PROSE}{{1,20}}?{_qualitative('fulfilling')}{PROSE}{{0,15}}?{_qualitative('yardsticks')}"
    given = rf"为{PROSE}{{1,25}}?{_qualitative('giving')}{PROSE}{{0,20}}?{_qualitative('given')}"
    grounds, grounded = _qualitative("grounds"), _qualitative("grounded")
    given_amount = f"{PROSE}{{0,12}}?{CHINESE}元"  # 按每人五十元标准发放
    on_grounds = f"(?:严格)?按照?(?!{given_amount}){PROSE}{{0,15}}?{grounds}{grounded}?(?={PART_STOP})"
    doubted = "并非|不是|是否|未必|难以|无法|不能|不会|有无"
    none = "(?:无|未发生|不发生|未出现|杜绝)(?:发生)?"
    averted = f"(?!{doubted}){PROSE}{{1,20}}?{none}{mishap()}(?={PART_STOP})"
    carried_out = f"(?:严格)?执行{PROSE}{{0,12}}?{_qualitative('grounds')}(?={PART_STOP})"
    return "|".join([become, gained, fulfilled, given, on_grounds, carried_out, averted])


def comparing() -> str:
    """Operators that would make a measure of it."""
    words = [word for word in long_words() if not word.endswith(REACHING)]
    return one_of([*words, *(word for word in lexicon()["holding"] if word.endswith("在"))])
