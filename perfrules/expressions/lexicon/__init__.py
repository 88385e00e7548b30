"""The words of the language, `grammar/lexicon.yaml`, and the patterns made of them and the units."""

from perfrules.expressions.lexicon.operators import operator_patterns, operator_words
from perfrules.expressions.lexicon.places import patterns
from perfrules.expressions.lexicon.words import lexicon, one_of, one_whole

__all__ = ["lexicon", "one_of", "one_whole", "operator_patterns", "operator_words", "patterns"]
