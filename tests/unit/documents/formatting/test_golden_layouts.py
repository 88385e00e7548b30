"""The traps that YAML sets for those who write rule books, and what is said of each."""

import pytest
from paths import GOLDEN

from perfrules.documents import DocumentError, decode, read_yaml

FOLDER = GOLDEN / "bad" / "documents"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_said(path):
    with pytest.raises(DocumentError) as refused:
        read_yaml(decode(path.read_bytes(), path.name).source)
    said = refused.value.explain("zh") + "\n\n" + refused.value.explain("en") + "\n"
    assert said == path.with_suffix(".txt").read_text(encoding="utf-8")
