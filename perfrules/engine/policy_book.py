"""A book of policies for a program: many sources, versions by day, and problems that do not stop the rest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, TypeAlias, TypeVar, overload

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.hints import similar
from perfrules.diagnostics.read_only import ReadOnlyDict
from perfrules.documents import DocumentError, decode, read_bytes
from perfrules.documents.discovery import id_in
from perfrules.engine.checklists.fulfil import Checklist
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.loading import of_kind
from perfrules.engine.monitoring.monitor import Monitor
from perfrules.engine.schedules.due import Schedule
from perfrules.engine.scoring.score import Scorer
from perfrules.policies.base.errors import PolicyError, UnknownPolicyError
from perfrules.policies.loader import (
    Text,
    is_policy_file,
    may_be_policy,
    policy_candidates,
    read_policy_text,
)
from perfrules.policies.versions import Policy, by_id, in_force, seams

Texts: TypeAlias = Iterable[Text] | Mapping[str, Text]
_Kind = TypeVar("_Kind", Checklist, CompiledPolicy, Monitor, Schedule, Scorer)


class _Attempt(NamedTuple):
    """What reading one source gave: a policy, or the problems with it and the id that it states."""

    policy: Policy | None
    problems: tuple[Diagnostic, ...]
    id: str


@frozen
class PolicyBook:
    r"""Policies by id and day. A file that is wrong is reported and does not stop the others. Added in 0.2.

    `problems` has the errors of sources that cannot be read, overlaps of versions (PR502), and the days
    between two versions on which neither is in force (PR503).

    >>> text = "kind: schedule\nid: unit.wages\ndeadline: 每月8日前"
    >>> book = PolicyBook.load([text, "kind: schedule"])
    >>> book.ids, len(book.problems) > 0, str(book.policy("unit.wages").due(2021)[0].due)
    (('unit.wages',), True, '2021-01-08')
    """

    _versions: Mapping[str, tuple[Policy, ...]] = field(hash=False, repr=False)
    problems: tuple[Diagnostic, ...] = ()
    _unread: Mapping[str, tuple[Diagnostic, ...]] = field(factory=dict, hash=False, repr=False)

    @classmethod
    def load(cls, source: str | os.PathLike[str] | ModuleType | Texts) -> PolicyBook:
        """Load every policy of a source.

        Args:
            source: a folder (its subfolders too); a package, as a module or by its dotted name; or the texts
                of policies, in an iterable or in a mapping by the names that messages use. A text may be a
                string, bytes or an open file.

        Raises:
            PolicyError: PR506: the folder or package has no policy.
        """
        attempts = list(_attempts(source))
        versions = by_id(each.policy for each in attempts if each.policy is not None)
        unread: dict[str, tuple[Diagnostic, ...]] = {}
        for each in attempts:
            if each.problems:
                unread[each.id] = unread.get(each.id, ()) + each.problems
        problems = [problem for each in attempts for problem in each.problems]
        problems += [problem for each in versions.values() for _, problem in seams(each)]
        return cls(versions, tuple(problems), ReadOnlyDict(unread))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the policies that could be read, sorted."""
        return tuple(sorted(self._versions))

    @overload
    def policy(self, id_: str, as_of: date | None = None) -> Any: ...

    @overload
    def policy(self, id_: str, as_of: date | None = None, *, kind: type[_Kind]) -> _Kind: ...

    def policy(self, id_: str, as_of: date | None = None, *, kind: type[Any] | None = None) -> Any:
        """Return the version of a policy that is in force on a day, ready to run.

        Without a day it is the only version, or of several the one in force today. A version that could not
        be read counts as one of several.

        Args:
            id_: the id of the policy.
            as_of: the day.
            kind: what it must be, as in `load_policy`.

        Raises:
            UnknownPolicyError: PR500: no such id; PR504: no version is in force on the day.
            PolicyError: PR502: two versions are in force on the day; the problems of the only version; or it
                is of another kind.
        """
        versions = self._versions.get(id_, ())
        if not versions and id_ in self._unread:
            raise PolicyError(*self._unread[id_])
        if not versions:
            raise UnknownPolicyError(Diagnostic("PR500", {"id": id_, **similar(id_, self.ids)}))
        if as_of is None and len(versions) == 1 and id_ not in self._unread:
            return of_kind(versions[0], kind)
        return of_kind(in_force(versions, as_of or date.today()), kind)


def _attempts(source: str | os.PathLike[str] | ModuleType | Texts) -> Iterator[_Attempt]:
    if isinstance(source, ModuleType):
        yield from _required(source.__name__, _in_package(resources.files(source)))
    elif isinstance(source, str) and not Path(source).is_dir() and _is_package(source):
        yield from _required(source, _in_package(resources.files(source)))
    elif isinstance(source, str | os.PathLike):
        yield from _required(str(source), _in_folder(Path(source)))
    else:
        yield from _of_texts(source)


def _of_texts(source: object) -> Iterator[_Attempt]:
    if isinstance(source, Mapping):
        yield from (_attempt(text, name) for name, text in source.items())
    elif isinstance(source, Iterable) and not isinstance(source, bytes):
        yield from map(_attempt, source)
    else:
        raise TypeError("give a folder, a package or several texts; put a single text into a list")


def _is_package(name: str) -> bool:
    is_dotted = all(part.isidentifier() for part in name.split("."))
    return is_dotted and find_spec(name.partition(".")[0]) is not None


def _required(name: str, attempts: Iterable[_Attempt | None]) -> Iterator[_Attempt]:
    """Yield what is a policy or may be meant as one, at least one."""
    found = [each for each in attempts if each is not None]
    if not found:
        raise PolicyError(Diagnostic("PR506", {"name": name}))
    yield from found


def _in_folder(folder: Path) -> Iterator[_Attempt | None]:
    for file in policy_candidates(folder):
        try:
            data = read_bytes(file)
        except DocumentError as error:
            yield _Attempt(None, error.diagnostics, "")
        else:
            yield _meant_as_policy(data, str(file))


def _in_package(folder: Traversable) -> Iterator[_Attempt | None]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _in_package(each)
        elif is_policy_file(each.name):
            yield _meant_as_policy(each.read_bytes(), str(each))


def _meant_as_policy(data: bytes, name: str) -> _Attempt | None:
    """Read a file of a folder; None if it is a file of another kind or of another program."""
    try:
        text = decode(data, name).source.text
    except DocumentError as error:
        return _Attempt(None, error.diagnostics, "")
    return _attempt(data, name) if may_be_policy(text) else None


def _attempt(text: Text, name: str | None = None) -> _Attempt:
    if not isinstance(text, str | bytes):
        name = name or getattr(text, "name", None)
        text = text.read()
    try:
        return _Attempt(read_policy_text(text, name)[1], (), "")
    except PerfrulesError as error:
        return _Attempt(None, error.diagnostics, _id_in(text))


def _id_in(text: str | bytes) -> str:
    try:
        return id_in(text if isinstance(text, str) else decode(text).source.text)
    except DocumentError:
        return ""
