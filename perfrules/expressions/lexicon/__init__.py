"""The words of the language, `grammar/lexicon.yaml`, and the patterns made of them and the units."""

from perfrules.expressions.lexicon.operators import operator, operator_words
from perfrules.expressions.lexicon.places import Places
from perfrules.expressions.lexicon.vocabulary import WordPattern, one_of, one_whole
from perfrules.expressions.lexicon.words import lexicon

__all__ = ["Places", "WordPattern", "lexicon", "one_of", "one_whole", "operator", "operator_words"]
