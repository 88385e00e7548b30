"""The LALR grammar as data, its lexer and its parser loop."""
