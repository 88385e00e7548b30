from attrs import define, field, frozen

from perfrules.resources.plain_repr import PlainRepr


def fields():
    return {
        "plain": field(default="甲"),
        "hidden": field(default=1, repr=False),
        "_private": field(default=None),
        "written": field(default=2, repr=lambda value: f"<{value}>"),
        "made": field(init=False, factory=list),
    }


def made(decorator, *bases, **options):
    """An instance of a class with such fields."""
    return decorator(type("Point", bases, fields()), **options)()


def test_values_are_represented_as_attrs_does():
    shared, generated = made(frozen, PlainRepr, repr=False), made(frozen)
    assert repr(shared) == repr(generated) == "Point(plain='甲', _private=None, written=<2>, made=[])"


def test_inherited_fields_come_first():
    @define(repr=False)
    class Base(PlainRepr):
        first: int

    @define(repr=False)
    class Derived(Base):
        second: object

    assert repr(Derived(1, Base(2))) == "Derived(first=1, second=Base(first=2))"


def test_a_value_has_no_dictionary_for_it():
    assert not hasattr(made(frozen, PlainRepr, repr=False), "__dict__")
