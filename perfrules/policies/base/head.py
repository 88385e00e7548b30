"""The common head of all policies: id, title, days in force, citations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, get_args

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.diagnostics.listed import Listed
from perfrules.policies.base.errors import Fault, PolicyError
from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class Citation(PlainRepr):
    """The source of a policy or rule: a document, a section of it, and the words cited. Added in 0.2."""

    document: str
    section: str = ""
    phrase: str = ""

    def to_json(self) -> dict[str, str]:
        """Return the fields that are not empty."""
        fields = {"document": self.document, "section": self.section, "phrase": self.phrase}
        return {name: text for name, text in fields.items() if text}

    def __str__(self) -> str:
        phrase = f"“{self.phrase}”" if self.phrase else ""
        return "".join((f"《{self.document}》", self.section, phrase))


@frozen(repr=False)
class InForce(PlainRepr):
    """The days on which a policy is in force, `first` and `last` included; None means no limit. Added in 0.2.

    Raises:
        PolicyError: PR501: the last day is before the first.

    >>> year = InForce(date(2021, 1, 1), date(2021, 12, 31))
    >>> date(2021, 12, 31) in year, str(year), str(InForce(date(2021, 1, 1)))
    (True, '2021-01-01/2021-12-31', '2021-01-01/')
    """

    first: date | None = None
    last: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            facts = {"first": str(self.first), "last": str(self.last)}
            raise PolicyError.of([Fault("PR501", ("in_force", "until"), facts)])

    def __contains__(self, day: date) -> bool:
        return (self.first or date.min) <= day <= (self.last or date.max)

    def to_json(self) -> dict[str, str]:
        """The limits as ISO dates; a missing limit is left out."""
        ends = {"from": self.first, "until": self.last}
        return {name: day.isoformat() for name, day in ends.items() if day is not None}

    def __str__(self) -> str:
        return f"{self.first or ''}/{self.last or ''}"

    def text(self, language: Language = "zh") -> str:
        """Return the days in words; see `str` for an ISO interval.

        >>> InForce(date(2021, 1, 1)).text(), InForce(date(2021, 1, 1)).text("en")
        ('自2021-01-01起', 'from 2021-01-01')
        """
        limits = {
            (True, True): "span",
            (True, False): "from",
            (False, True): "until",
            (False, False): "always",
        }
        name = limits[self.first is not None, self.last is not None]
        return phrase(f"kinds.in-force-{name}", language, first=self.first, last=self.last)


def worded_days(fact: str, periods: Iterable[InForce]) -> dict[str, str]:
    """Return periods as one fact of a message, which has a place for it in each language.

    >>> worded_days("days", [InForce(date(2021, 1, 1))])
    {'days_zh': '自2021-01-01起', 'days_en': 'from 2021-01-01'}
    """
    periods = tuple(periods)
    return {
        f"{fact}_{language}": Listed(each.text(language) for each in periods).text(language)
        for language in get_args(Language)
    }


@frozen(repr=False)
class Head(PlainRepr):
    """The common head of a policy. Added in 0.2.

    >>> Head("unit.approval", in_force=InForce(date(2021, 1, 1))).version
    '2021-01-01'
    """

    id: str
    title: str = ""
    in_force: InForce = InForce()
    cite: tuple[Citation, ...] = ()

    @property
    def document(self) -> str:
        """The document that it cites first, "" where it cites none."""
        return self.cite[0].document if self.cite else ""

    @property
    def version(self) -> str | None:
        """The first day in force, which identifies a version; None without a first day."""
        return None if self.in_force.first is None else self.in_force.first.isoformat()

    def to_json(self) -> dict[str, Any]:
        """Return the head as plain data."""
        return {
            "id": self.id,
            "title": self.title,
            "in_force": self.in_force.to_json(),
            "cite": [each.to_json() for each in self.cite],
        }
