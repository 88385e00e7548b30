"""The yearly notice of the State Council on holidays, read from its wording (部分节假日安排的通知)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.policies.base.errors import PolicyError
from perfrules.resources.late_patterns import late_pattern
from perfrules.values.working_days import ONE_DAY

_TITLE = late_pattern(r"关于([0-9]{4})年部分节假日安排的通知")
_ITEM = late_pattern(r"^[ \t\u3000]*[一二三四五六七八九十]+、(.+)$", re.MULTILINE)
_REMARK = late_pattern(r"[（(][^（）()]*[）)]")
_SPAN = late_pattern(
    r"(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日"
    r"(?:至(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?([0-9]{1,2})日)?"
)
_COUNT = late_pattern(r"共([0-9]{1,2})天")
_WEEKDAY = late_pattern(r"([0-9]{1,2})日[（(][^（）()]*?(?:周|星期)([一二三四五六日天])")
_LONGEST = timedelta(days=30)
_WEEKDAYS = "一二三四五六日"


@frozen
class Notice:
    """The rest days and the worked weekend days of a year, in order."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]


def read_notice(source: Source) -> Notice:
    """Return what a notice arranges.

    Every day of a numbered item is read. Weekdays and 共…天 are compared where written.

    Raises:
        PolicyError: PR386: not a notice of a year; PR387: an item that cannot be read; PR388: a number of
            days or a weekday that contradicts the dates.

    >>> title = "国务院办公厅关于2026年部分节假日安排的通知"
    >>> item = "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
    >>> notice = read_notice(Source(title + chr(10) + item))
    >>> len(notice.holidays), [str(day) for day in notice.workdays]
    (3, ['2026-01-04'])
    """
    title = _TITLE.search(re.sub(r"\s", "", source.text))
    items = list(_ITEM.finditer(source.text))
    if title is None or not items:
        raise PolicyError(Diagnostic("PR386", {}, Span(0, len(source.text)), source))
    year = int(title[1])
    holidays: list[date] = []
    workdays: list[date] = []
    for item in items:
        reader = _ItemReader(year, item[1], Span(*item.span(1)), source)
        holidays += reader.days("放假", counted=True)
        workdays += reader.days("上班", counted=False)
    return Notice(year, tuple(sorted(set(holidays))), tuple(sorted(set(workdays))))


class _ItemReader:
    """Reads one numbered item: a holiday, its days, and the days worked for it."""

    def __init__(self, year: int, text: str, span: Span, source: Source) -> None:
        self.year, self.span, self.source = year, span, source
        self.sentences = [each for each in re.split("[。；;]", text) if each.strip()]
        self._require_all_read()

    def _require_all_read(self) -> None:
        """Refuse an item with a date outside a sentence of rest or work, or without days of rest."""
        resting = [each for each in self.sentences if "放假" in each]
        unread = [each for each in self.sentences if not ("放假" in each or "上班" in each)]
        if not resting or any(_SPAN.search(each) for each in unread):
            raise self._problem("PR387")

    def _problem(self, code: str, **facts: str) -> PolicyError:
        text = self.source.text[self.span.start : self.span.end]
        return PolicyError(Diagnostic(code, {"text": text, **facts}, self.span, self.source))

    def days(self, word: str, *, counted: bool) -> Sequence[date]:
        """Return the days of the sentences with a word."""
        found: list[date] = []
        for sentence in self.sentences:
            if word in sentence:
                days = list(self._of_sentence(sentence))
                stated = _COUNT.search(sentence) if counted else None
                if not days or (stated is not None and int(stated[1]) != len(days)):
                    raise self._problem("PR388", days=str(len(days)))
                found += days
        return found

    def _of_sentence(self, sentence: str) -> Iterator[date]:
        for span in _SPAN.finditer(_REMARK.sub("", sentence)):
            first_year, first_month, first_day, last_year, last_month, last_day = span.groups()
            first = self._day(first_year, first_month, first_day, sentence)
            last = first
            if last_day is not None:
                last = self._day(last_year or first_year, last_month or first_month, last_day, sentence)
            if not first <= last <= first + _LONGEST:
                raise self._problem("PR388", days=span.group())
            yield from (first + ONE_DAY * at for at in range((last - first).days + 1))

    def _day(self, year: str | None, month: str, day: str, sentence: str) -> date:
        try:
            found = date(int(year or self.year), int(month), int(day))
        except ValueError as error:
            raise self._problem("PR388", days=f"{month}月{day}日") from error
        for written, weekday in _WEEKDAY.findall(sentence):
            named = _WEEKDAYS.index(weekday.replace("天", "日"))
            if written == day and self._is_only(day, sentence) and found.weekday() != named:
                raise self._problem("PR388", days=f"{month}月{day}日")
        return found

    @staticmethod
    def _is_only(day: str, sentence: str) -> bool:
        """Whether a sentence names one day of that number, so that a weekday belongs to it."""
        return len(re.findall(rf"(?<![0-9]){day}日", sentence)) == 1
