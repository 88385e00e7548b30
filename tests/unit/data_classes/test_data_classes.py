"""Data classes do what the same classes of attrs do, and write their methods late."""

from __future__ import annotations

import copy
import inspect
import pickle
import weakref
from abc import ABC, abstractmethod
from functools import cached_property
from typing import ClassVar, Generic, TypeVar

import attrs
import pytest

from perfrules import data_classes
from perfrules.data_classes import FrozenError, as_dict, define, evolve, field, fields, from_self, frozen

T = TypeVar("T")


def _doubled(number):
    return number * 2


def point(library):
    @library.frozen
    class Point:
        x: int
        y: int = library.field(default=5, converter=_doubled)
        tags: list = library.field(factory=list, hash=False)
        note: str = library.field(default="", eq=False, repr=False, kw_only=True)
        kinds: ClassVar[int] = 3

    return Point


def derived(library):
    @library.frozen
    class Base:
        first: int
        second: int = 2
        last: str = library.field(default="", kw_only=True)

    @library.frozen
    class Derived(Base):
        third: int = 3
        second: int = 20

    return Derived


LIBRARIES = pytest.mark.parametrize("library", [data_classes, attrs], ids=["data_classes", "attrs"])


@LIBRARIES
@pytest.mark.parametrize(
    ("arguments", "by_name", "shown"),
    [
        ((1,), {}, "Point(x=1, y=10, tags=[])"),
        ((1, 2), {}, "Point(x=1, y=4, tags=[])"),
        ((1, 2, [3]), {"note": "n"}, "Point(x=1, y=4, tags=[3])"),
        ((), {"x": 0, "tags": ["a"]}, "Point(x=0, y=10, tags=['a'])"),
    ],
)
def test_objects_are_made_and_shown(library, arguments, by_name, shown):
    assert repr(point(library)(*arguments, **by_name)) == shown


@LIBRARIES
@pytest.mark.parametrize(
    ("arguments", "by_name"), [((), {}), ((1, 2, [], "note"), {}), ((1,), {"x": 1}), ((1,), {"z": 1})]
)
def test_wrong_arguments_are_a_type_error(library, arguments, by_name):
    with pytest.raises(TypeError):
        point(library)(*arguments, **by_name)


@LIBRARIES
def test_equality_and_hash_go_by_the_compared_fields(library):
    kind = point(library)
    assert kind(1, note="a") == kind(1, note="b")
    assert hash(kind(1, tags=[])) == hash(kind(1, tags=[2], note="b"))
    assert kind(1) != kind(2)
    assert kind(1, tags=[1]) != kind(1)
    assert kind(1) != (1, 10, [])
    assert kind(1) != point(library)(1)
    assert kind.__match_args__ == ("x", "y", "tags")
    assert kind.kinds == 3


@LIBRARIES
def test_factories_give_each_object_its_own(library):
    kind = point(library)
    assert kind(1).tags is not kind(1).tags


@LIBRARIES
def test_fields_of_bases_come_first_and_a_new_one_takes_the_place(library):
    kind = derived(library)
    assert repr(kind(1)) == repr(kind(1, 3, 20)).replace("last='x'", "last=''")
    assert [each.name for each in library.fields(kind)] == ["first", "last", "third", "second"]
    assert str(inspect.signature(kind)).startswith(
        "(first: 'int', third: 'int' = 3, second: 'int' = 20, *, last"
    )


@LIBRARIES
def test_a_frozen_object_cannot_be_changed(library):
    one = point(library)(1)
    with pytest.raises(AttributeError):
        one.x = 2
    with pytest.raises(AttributeError):
        del one.x
    with pytest.raises(AttributeError):
        one.other = 2
    assert one.x == 1


def test_the_error_of_a_change_names_the_field():
    with pytest.raises(FrozenError, match=r"^Point is read-only: 'x' cannot be set$"):
        point(data_classes)(1).x = 2


@LIBRARIES
def test_a_defined_object_changes_and_has_no_hash(library):
    @library.define
    class Counter:
        count: int = 0

    one = Counter()
    one.count += 1
    assert one == Counter(1)
    with pytest.raises(TypeError):
        hash(one)
    with pytest.raises(AttributeError):
        one.other = 1


@LIBRARIES
def test_without_eq_objects_are_equal_to_themselves_only(library):
    @library.define(eq=False)
    class Reader:
        name: str = ""

    one = Reader()
    assert one != Reader()
    assert len({one, one, Reader()}) == 2


@LIBRARIES
def test_ordered_objects_compare_field_by_field(library):
    @library.frozen(order=True)
    class Day:
        month: int
        day: int

    days = [Day(2, 1), Day(1, 31), Day(1, 2)]
    assert sorted(days) == [Day(1, 2), Day(1, 31), Day(2, 1)]
    assert Day(1, 2) < Day(1, 3) <= Day(1, 3)
    assert Day(2, 1) > Day(1, 3) >= Day(1, 3)
    with pytest.raises(TypeError):
        assert Day(1, 2) < (1, 3)


@LIBRARIES
def test_methods_of_the_body_are_kept(library):
    @library.frozen
    class Kept:
        name: str

        def __repr__(self):
            return "kept"

        def __eq__(self, other):
            return True

        def __hash__(self):
            return 7

    assert repr(Kept("a")) == "kept"
    assert Kept("a") == Kept("b")
    assert hash(Kept("a")) == 7


@LIBRARIES
def test_super_and_class_mean_the_class_with_slots(library):
    class Plain:
        __slots__ = ()

        def named(self):
            return "plain"

        @property
        def kind(self):
            return "plain"

    @library.frozen
    class Slotted(Plain):
        x: int = 0

        def named(self):
            return super().named() + " slotted"

        @property
        def kind(self):
            return super().kind + " slotted"

        @classmethod
        def made(cls):
            return __class__()

    assert Slotted().named() == "plain slotted"
    assert Slotted().kind == "plain slotted"
    assert Slotted.made() == Slotted()
    assert not hasattr(Slotted(), "__dict__")


@LIBRARIES
def test_cached_properties_are_made_once(library):
    @library.frozen
    class Cached:
        x: int

        @cached_property
        def made(self):
            return [self.x]

    one = Cached(1)
    assert one.made is one.made
    assert one.made == [1]
    assert one == Cached(1)


@LIBRARIES
def test_abstract_and_generic_classes(library):
    class Shape(ABC):
        @abstractmethod
        def area(self): ...

    @library.frozen
    class Square(Shape):
        side: int

        def area(self):
            return self.side**2

    @library.frozen
    class Open(Shape):
        side: int

    @library.frozen
    class Box(Generic[T]):
        content: T

    assert Square(2).area() == 4
    with pytest.raises(TypeError, match="abstract"):
        Open(1)
    assert Box[int](3) == Box(3)


@LIBRARIES
def test_weak_references_and_classes_without_slots(library):
    @library.frozen(slots=False)
    class Loose:
        x: int = 1

    one, slotted = Loose(), point(library)(1)
    assert weakref.ref(slotted)() is slotted
    assert one.__dict__ == {"x": 1}
    assert one == Loose(1)
    with pytest.raises(AttributeError):
        one.x = 2


@frozen
class Pair:
    """Of a module, so that it can be pickled."""

    left: int
    right: list = field(factory=list, hash=False)
    between: int = field(init=False, default=from_self(lambda pair: pair.left + 1))
    other: int = from_self(lambda pair: pair.between + 1)
    _hidden: int = field(alias="hidden", default=0)

    def __post_init__(self):
        if self.left < 0:
            raise ValueError("left of the edge")


def test_copies_and_pickles_are_equal():
    one = Pair(1, [2], hidden=4)
    for other in copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one)):
        assert other == one
        assert other is not one
        assert as_dict(other)["_hidden"] == 4
    assert copy.copy(one).right is one.right
    assert copy.deepcopy(one).right is not one.right


def test_defaults_come_from_the_fields_before():
    assert (Pair(1).between, Pair(1).other, Pair(1, other=9).other) == (2, 3, 9)


def test_post_init_refuses():
    with pytest.raises(ValueError, match="left of the edge"):
        Pair(-1)


def test_evolve_changes_fields_by_the_names_of_the_arguments():
    one = Pair(1, [2], other=7, hidden=4)
    assert evolve(one, left=5) == Pair(5, [2], other=7, hidden=4)
    assert evolve(one, hidden=6) == Pair(1, [2], other=7, hidden=6)
    assert evolve(one, left=5).between == 6
    for wrong in "between", "_hidden", "nothing":
        with pytest.raises(TypeError):
            evolve(one, **{wrong: 1})


def test_as_dict_goes_into_data_classes_and_containers():
    one = Pair(1, [Pair(2), {"a": (Pair(3),)}])
    inner = {"left": 2, "right": [], "between": 3, "other": 4, "_hidden": 0}
    assert as_dict(one)["right"][0] == inner
    assert as_dict(one)["right"][1]["a"][0]["left"] == 3


def test_methods_are_written_when_they_are_first_called():
    @define
    class Late:
        x: int = 0

    before = vars(Late)["__init__"]
    assert Late().x == 0
    after = vars(Late)["__init__"]
    assert type(before).__name__ == "LateMethod"
    assert inspect.isfunction(after)
    assert after.__qualname__.endswith("Late.__init__")
    assert vars(Late)["__eq__"] is not before
    assert [each.required for each in fields(Late)] == [False]


def test_an_unknown_option_of_a_field_is_refused():
    with pytest.raises(TypeError, match="unknown options of a field: validator"):
        field(validator=int)


def test_a_class_whose_base_has_the_late_init_still_writes_its_own():
    @frozen
    class Base:
        x: int

    @frozen
    class Derived(Base):
        y: int

    assert Derived(1, 2) == Derived(x=1, y=2)
    assert Base(1) == Base(1)
    assert Base(1) != Derived(1, 1)
