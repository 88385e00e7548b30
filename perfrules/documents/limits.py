"""How large, deep and wrong a document may be before it is refused as a whole."""

from __future__ import annotations

MAX_BYTES = 32 * 1024 * 1024
"""How large a text file may be."""

MAX_CHARACTERS = 2 * 1024 * 1024
"""How long a YAML text may be; bulk data belongs in a table."""

MAX_DEPTH = 40
"""How deep lists and groups of keys may nest; rule books need about eight."""

MAX_PROBLEMS = 100
"""The most problems that are reported for one document; a file with more is probably of another kind."""
