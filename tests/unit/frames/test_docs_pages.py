"""The pages on dataframes show what is true: their examples run."""

import doctest
import re

import pytest
from paths import ROOT

PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_examples_print_what_they_show(language):
    page = ROOT / "docs" / language / "frames.md"
    examples = "".join(PYTHON.findall(page.read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0
    assert len(test.examples) == 17
