"""Classes made from their annotated fields: `define`, `frozen`, `field`, `evolve`.

They do what those of attrs do, for the options that perfrules uses. The difference is the start-up: a method
is written when it is first called, so a class that a process does not use costs next to nothing. The figures
are in `docs/decisions/0075-data-classes.md`.

>>> @frozen
... class Point:
...     x: int
...     y: int = 0
>>> Point(1), evolve(Point(1), y=2) == Point(1, 2)
(Point(x=1, y=0), True)
"""

from perfrules.data_classes.decorators import define, frozen
from perfrules.data_classes.fields import Field, field, fields, from_self
from perfrules.data_classes.methods import FrozenError
from perfrules.data_classes.values import as_dict, evolve

__all__ = ["Field", "FrozenError", "as_dict", "define", "evolve", "field", "fields", "from_self", "frozen"]
