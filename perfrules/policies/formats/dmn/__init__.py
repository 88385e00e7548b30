"""DMN decision tables ⇄ documents of `kind: decision`.

Source: OMG DMN 1.3, chapter 8 "Decision Table" and chapter 9 "S-FEEL"; files of 1.1 to 1.6 are read.
"""
