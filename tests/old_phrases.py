"""Phrases of an older or translated English, which plain English does not use."""

import re

PHRASES = re.compile(
    r"\b(?:that there (?:is|are) not|(?<!there )is no (?!longer|more|less|other)\w+"
    r"|in vain|ado|amiss|unasked|told|mend(?:s|ed|ing)?|whoever|whichever|held against"
    r"|stands(?! for)|how (?:it|projects?|they) stand|comes? to(?= (?:a|an|the|its|their|what)\b)"
    r"|holds? together|so many"
    r"|where there (?:is|are) (?:none|no\b)|be had|untold)\b",
    re.IGNORECASE,
)
