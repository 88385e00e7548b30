"""The names around a measure: which are accepted, and which are refused because they change its meaning."""

from __future__ import annotations

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.amounts.hidden_words import HiddenWords
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import WordPattern, lexicon, numbers, one_of, one_whole, operator_words
from perfrules.expressions.lexicon.results import mishap
from perfrules.expressions.lexicon.words import LOOK_ALIKE
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import BARE, Unit, UnitRegistry
from perfrules.values.numerals import CHINESE

_HAN = WordPattern("[一-鿿㐀-䶿]")
_ABBREVIATION = late_pattern("[A-Z]{2,}|[A-Z][A-Za-z]{0,4}[0-9]|R&D|pH")
_MEASURED_CLOSELY = {"time", "ratio", "score", "months", "working-day", "percentage-point"}
"""Units whose following words may change the meaning (3天后, 5%时); after 500吨 only the thing follows."""

_NOT_MISREAD = "(?:.*(?<![苗树林土原草花灌乔]))?木$|(?:.*(?<![大中从]))?小$"
"""木 and 小 for 不: 平均木超过3天."""
_MEASURED_NAME = late_pattern("[率数量]$|比例$|占比$")
"""How the name of a measured figure ends, even of one that counts misses: 未达标率."""
_CODE = late_pattern("(?<![A-Za-z])[A-Za-z]$")
_SIZE = late_pattern("(?:DN|De|PN|SN|HRB|Φ)$")
"""What begins the size of a thing: 管径DN300."""
_AGED = late_pattern("[0-9]{1,3}(?:[-~—至][0-9]{1,3})?周?岁(?:及?以[上下])?")
"""A name that is nothing but an age: 80-89岁 of 80-89岁50元/月."""
_RATE = late_pattern("([^/·*]+)[/·*]")
_ACIDITY = "pH"
"""A letter that makes a code with the number after it: 见P12, C30."""
_VAGUE = "[上数几近成][十百千万亿]+余?"
"""A number that is not said exactly: 上百人200元."""
_LETTERS = {"M": "米、兆", "K": "千、公里", "k": "千、公里", "w": "万、瓦"}
"""Letters behind a number that officials write for more than one thing."""
_UNFINISHED = ("-", "/", "·")
"""A sign that would belong to the number as well: 合格率-5."""


class Names:
    """Judges names by the lists of the lexicon; the units are for hints."""

    def __init__(self, units: UnitRegistry) -> None:
        self._units = units
        self._hidden = HiddenWords(units)
        words = lexicon()
        operators = [word for each in operator_words().values() for word in each if len(word) > 1]
        lone = one_of(words["lone_subject_traps"])
        turning = one_of([*words["negated_subjects"], *words["misread"], *operators])
        self._negated = WordPattern(f"{turning}$|(?<![统唯同单第]){CHINESE}$|[低少]$")
        alone = r"(?<![统唯同单第])一[^期次批级类等组队档产]"
        self._leading_trap = WordPattern(
            f"{one_of([*words['subject_traps'], *words['holding']])}$|^{lone}$|{alone}$|每.$|.各$"
        )
        self._average = WordPattern(
            f"{one_of(word for word in words['whole_words'] if word.endswith('均'))}$"
        )
        self._missed = WordPattern(one_of(words["missed"]))
        self._free = WordPattern(f"{one_of(words['free_subjects'])}$")
        self._places_alone = words["places_alone"]
        self._empty = words["empty_subjects"]
        striving = f"(?:^|(?<={one_of(words['striven_for'])})){one_of(words['striving'])}"
        self._soft = WordPattern(
            f"^{one_of(words['soft_beginnings'])},?|(?:{one_of(words['soft'])}|{striving})$"
        )
        ends = [*words["figures"], *words["figure_ends"], *words["priced"], *words["whole_figure_ends"]]
        self._figure_ends = WordPattern(f"{one_of(ends)}$")
        self._lone, self._lone_counted = words["lone_subjects"], words["lone_counted"]
        self._lone_counted_traps = words["lone_counted_traps"]
        periods = one_of([*units.periods, "季", "日", "月度", "年度"])
        self._no_name = WordPattern(
            f"{periods}$|[为是]{one_of(words['past'])}|[较比]{one_of(words['figures'])}|{one_of(words['advice'])}$|[0-9]{{4}}年均|(?:[由自]|.*从){CHINESE}|{_VAGUE}|达到(?!或)|{one_of(words['baseline_marks'])}{one_of(words['past'])}|.*{LOOK_ALIKE}|.*每个?{numbers.unit(units)}$"
            f"|.*母{periods}|.*母[户人亩县村次生]|{_NOT_MISREAD}"
        )
        self._after = WordPattern(
            f"(?<=.)(?:(?<=终了)|(?<!{one_of(words['no_events'])})){one_of(words['after'])}$"
        )
        self._modals = WordPattern(f"{one_whole(words['modals'])}+")
        self._counted_trap = WordPattern(one_of(words["counted_traps"]))
        self._further = WordPattern(f"[百千]分[之百]|{numbers.numeral(units)}{numbers.unit(units)}$")
        self._no_trap = WordPattern(one_of(words["not_traps"]))
        self._unit_words = WordPattern(f"{one_whole(words['counted_units'])}+")
        self._currency = WordPattern(one_of(words["currencies"]))
        self._day = late_pattern("号(?:前|之前|以前|内)?")
        self._outcome = WordPattern(one_of(words["outcomes"]))
        self._mishap = WordPattern(mishap())
        self._harmless = WordPattern(one_of(words["harmless"]))
        turning = words["turning"]
        self._adverse = WordPattern(
            f"{one_of([*words['adverse'], *turning['after']])}|^{one_of(turning['changes'])}$|时$"
        )

    def subject(self, token: Token, *, alone: bool = False, within: bool = False) -> str:
        """Return the name before a measure; `alone` means that no operator separates the two.

        `within` where the measure is a time not to be passed, for which 验收后 names where it begins.

        Raises:
            ReadingProblem: PR212 if its last word would change the number (不, 接近), or if it is not a name.
        """
        name = self._soft.covering(token).sub("", token.removesuffix(":"))
        if name.endswith("均") and not self._average.search(name):  # both of several: 报告率与复核率均≥98%
            name = name[:-1]
        if not name or self._modals.fullmatch(name) or name in self._empty:
            return ""
        if _AGED.fullmatch(name):
            return name
        leading = (alone or token.type == "LEAD" or name[:1].isdigit()) and not self._free.search(name)
        leading = leading and not (within and self._after.search(name))
        trapped = (
            (self._missed.match(name) and not _MEASURED_NAME.search(name))
            or (self._negated.search(name) and not self._free.search(name))
            or (leading and (self._leading_trap.search(name) or name.endswith(_UNFINISHED)))
        )
        coded = (
            (token.type == "LEAD" or name[:1].isdigit()) and not token.endswith(":") and _CODE.search(name)
        )
        if (
            coded
            or _SIZE.search(name)
            or self._is_rate(name)
            or (len(name) == 1 and name not in self._lone)
            or self._no_name.match(name)
        ):
            trapped = True
        set_off = token.type == "SUBJECT" or token.endswith(":")
        known = _HAN.search(name) or name == _ACIDITY or (set_off and _ABBREVIATION.match(name))
        if trapped or not known or name.count("(") != name.count(")"):
            raise ReadingProblem.at("PR212", token, name=name)
        self._hidden.refuse_in_name(token)
        return name

    def _is_rate(self, name: str) -> bool:
        """Whether a name is rather a unit, such as 元/人 of 元/人:300."""
        found = _RATE.match(name)
        return found is not None and self._units.find(found[1]) is not None

    def is_soft(self, token: Token) -> bool:
        """Whether a name says that what follows holds as a rule only: 原则上."""
        return token.type in ("SUBJECT", "LEAD") and bool(self._soft.search(token.removesuffix(":")))

    def figure(self, token: Token, name: str) -> str:
        """The name of a figure kept elsewhere, as a token has it.

        Raises:
            ReadingProblem: PR343 where it is a sentence or holds an operator.
        """
        if name in self._places_alone:
            raise ReadingProblem.at("PR212", token, name=name)
        self._hidden.refuse_in_figure(token, name)
        return name

    def whole_figure(self, token: Token, name: str) -> str:
        """Return the name of a figure that is a bound itself, with no share of it written behind.

        Raises:
            ReadingProblem: PR212 where it does not end like one, and as `figure`.
        """
        if not self._figure_ends.search(self.figure(token, name)):
            raise ReadingProblem.at("PR212", token, name=name)
        return name

    def outcome(self, token: Token | None) -> str:
        """The words after a date or a frequency: only those known not to change it.

        Raises:
            ReadingProblem: PR213 for any others.
        """
        if token is None:
            return ""
        text = _described(token)
        if text and (not self._outcome.match(text) or self._turns(text) or text.endswith("内")):
            raise ReadingProblem.at("PR213", token)
        self._hidden.refuse_after(token)
        return text

    def counted(self, token: Token | None, unit: Unit) -> str:
        """The words after a measure of a unit: what is counted or what is done.

        Raises:
            ReadingProblem: PR213 for words that may change the measure, PR233 after a number that has no
                unit, PR238 for a letter that may be several, PR214 for a second unit, PR208 for a day of
                no month.
        """
        if token is None:
            return ""
        text = _described(token)
        known = bool(self._mishap.fullmatch(text)) if unit == BARE else _of_things(unit)
        misread = (len(text) == 1 and text not in self._lone_counted) or text.endswith("内")
        misread = misread or text in self._lone_counted_traps
        if code := self._objection(text, unit, known=known) or ("PR213" if misread else None):
            if code == "PR233" and text.removesuffix("元") in _LETTERS:
                raise ReadingProblem.at("PR238", token, meanings=_LETTERS[text[0]])
            near = self._units.nearest(text) if code == "PR233" else ""
            raise ReadingProblem.at(code, token, near=near)
        if not self._mishap.fullmatch(text):
            self._hidden.refuse_after(token)
        return text

    def _objection(self, text: str, unit: Unit, *, known: bool) -> str | None:
        """What is to be said against words after a measure; `known` where they cannot change it."""
        if self._day.fullmatch(text) and unit == BARE:
            return "PR208"
        if known and self._mishap.fullmatch(text):  # 0起较大以上事故
            return None
        if self._turns(text) and not self._mishap.fullmatch(text):
            return "PR213"
        if self._no_trap.match(text):
            return None if known or self._outcome.match(text) else "PR213"
        other = self._units.find(text) if text else None
        if (
            (other is not None and not other.counts and other.name != "个")
            or self._currency.match(text)
            or text in self._units.periods
            or (unit.name != "个" and self._unit_words.fullmatch(text))
        ):
            return "PR214"
        trapped = self._counted_trap.match(text) and not self._outcome.match(text)
        if trapped or self._further.search(text):
            return "PR213"
        if known or (unit != BARE and self._outcome.match(text)):
            return None
        return "PR233" if unit == BARE else "PR213"

    def _turns(self, text: str) -> bool:
        """Whether words after a measure hold one that turns it round or takes from it: 完成不了, 完成一半."""
        return bool(self._adverse.search(self._harmless.covering(text).sub("", text)))


def _described(token: Token) -> str:
    """The words after a measure without the 的 that leads to them.

    Raises:
        ReadingProblem: PR213 where another follows.
    """
    text = token.removeprefix("的")
    if text.startswith("的"):
        raise ReadingProblem.at("PR213", token)
    return text


def _of_things(unit: Unit) -> bool:
    return unit.dimension.split("/")[0] not in _MEASURED_CLOSELY
