"""The yearly notice on holidays, read from its wording."""

from __future__ import annotations

from datetime import date

import pytest

from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.schedules.calendar_files import calendar_of, calendar_text
from perfrules.policies.schedules.notices import read_notice
from perfrules.values.working_days import WorkCalendar

TITLE = "国务院办公厅关于2021年部分节假日安排的通知\n各省、自治区、直辖市人民政府：\n"
NOTICE = (
    TITLE
    + """一、元旦：2021年1月1日至3日放假，共3天。
二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
三、清明节：4月3日至5日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
五、端午节：6月12日至14日放假，共3天。
六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""
)


class TestReading:
    """The notice of 2021 gives the working days that the package knows."""

    def test_every_day_of_the_year_is_as_known(self):
        notice = read_notice(Source(NOTICE))
        read, known = WorkCalendar(notice.holidays, notice.workdays), WorkCalendar()
        days = [date.fromordinal(date(2021, 1, 1).toordinal() + at) for at in range(365)]
        assert [read.is_working(day) for day in days] == [known.is_working(day) for day in days]

    def test_the_file_is_read_back(self):
        notice = read_notice(Source(NOTICE))
        calendar = calendar_of(read_document(Source(calendar_text(notice))))
        assert calendar == WorkCalendar(notice.holidays, notice.workdays)

    def test_a_span_over_the_turn_of_the_year(self):
        text = TITLE + "一、元旦：2020年12月31日（周四）至2021年1月2日（周六）放假调休，共3天。"
        assert [str(day) for day in read_notice(Source(text)).holidays] == [
            "2020-12-31",
            "2021-01-01",
            "2021-01-02",
        ]


class TestRefusals:
    """What contradicts itself is refused."""

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("今年放假安排如下。", "PR386"),
            (TITLE, "PR386"),
            (TITLE + "一、元旦：1月1日休息。", "PR387"),
            (TITLE + "一、元旦：1月1日至3日放假，共3天。1月4日照常。", "PR387"),
            (TITLE + "一、元旦：1月1日至3日放假，共4天。", "PR388"),
            (TITLE + "一、元旦：1月1日（周六）放假，共1天。", "PR388"),
            (TITLE + "一、元旦：1月1日放假，共1天。1月4日（星期日）上班。", "PR388"),
            (TITLE + "一、元旦：2月30日放假，共1天。", "PR388"),
            (TITLE + "一、元旦：1月3日至1日放假。", "PR388"),
            (TITLE + "一、元旦：放假。", "PR388"),
        ],
    )
    def test_have_a_code(self, text: str, code: str) -> None:
        with pytest.raises(PolicyError) as refused:
            read_notice(Source(text))
        assert refused.value.code == code
