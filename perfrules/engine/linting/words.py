"""The words by which faults of targets are recognised, from `grammar/target-rules.yaml`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from perfrules.engine.indicators.ceilings import is_share_of_whole
from perfrules.engine.indicators.operators import is_low_good
from perfrules.engine.indicators.written_units import without_unit
from perfrules.resources import load_data
from perfrules.sheets import Indicator
from perfrules.sheets.labels import plain

_COST = "成本指标"


@cache
def _data() -> Any:
    return load_data("grammar", "target-rules.yaml")


def _ends_in(indicator: Indicator, words: str) -> bool:
    endings = tuple(_data()["words"][words])
    return without_unit(indicator.name).endswith(endings)


def is_bounded(indicator: Indicator) -> bool:
    """Whether it is a share of a whole, which cannot pass 100%.

    >>> [is_bounded(Indicator("", "", name)) for name in ("合格率", "任务完成率", "满意度（%）")]
    [True, False, True]
    """
    return is_share_of_whole(indicator.name)


def should_be_high(indicator: Indicator) -> bool:
    """Whether its name is that of something to be high.

    >>> should_be_high(Indicator("", "", "队伍稳定率")), should_be_high(Indicator("", "", "逾期发放率"))
    (True, False)
    """
    return _ends_in(indicator, "high_is_good") and not should_be_low(indicator)


def should_be_low(indicator: Indicator) -> bool:
    """Whether its name, or its group of costs, is that of something to be low.

    >>> should_be_low(Indicator("", "", "资金逾期发放率")), should_be_low(Indicator("", "成本指标", "节约率"))
    (True, False)
    """
    if is_low_good(indicator.name) or _late_act().search(without_unit(indicator.name)):
        return True
    if indicator.level2 != _COST or any(word in indicator.name for word in _data()["words"]["saving"]):
        return False
    return "成本" in indicator.name or "费用" in indicator.name


@cache
def _late_act() -> re.Pattern[str]:
    words = _data()["words"]
    return re.compile(f"(?:{'|'.join(words['late'])})(?:{'|'.join(words['late_acts'])})(?:率|比例|次数)$")


def is_quality(indicator: Indicator) -> bool:
    """Whether its name is that of a measure of quality."""
    return _ends_in(indicator, "quality")


def schedule_in(text: str) -> str | None:
    """The words of a schedule in a text, or None.

    >>> schedule_in("月度时序"), schedule_in("网页更新时限")
    ('月度时序', None)
    """
    return next((word for word in _data()["words"]["schedules"] if word in plain(text)), None)


def without_common(name: str) -> str:
    """A name without the words that most names share, which connect it with nothing.

    >>> without_common("完成冻肉储备数量")
    '冻肉储备'
    """
    for word in _data()["words"]["common"]:
        name = name.replace(word, "")
    return name


def level1_of(level2: str) -> str | None:
    """The first level to which a second-level group belongs, or None for an unknown group.

    >>> level1_of("质量指标"), level1_of("服务对象满意度指标"), level1_of("其他指标")
    ('产出指标', '满意度指标', None)
    """
    return next((name for name, groups in _data()["groups"].items() if level2 in groups), None)


def first_levels(level2: str) -> tuple[str, ...]:
    """Every first level under which a second-level group may be.

    >>> first_levels("社会效益指标"), first_levels("成本指标")
    (('效益指标', '效果指标'), ('产出指标', '成本指标'))
    """
    own = level1_of(level2)
    if own is None:
        return ()
    return (own, *_data()["aliases"].get(own, ()), *_data()["also_under"].get(level2, ()))
