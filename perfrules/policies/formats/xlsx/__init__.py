"""Decision tables in xlsx, one sheet that an officer edits, ⇄ documents of `kind: decision`.

A head of labels and values; then a row that says which columns are inputs and outputs, rows that define them,
the row of their names, and below it a row a rule. Conditions keep the wording of the rule book. Several
alternatives, or members of a list, are one a line in their cell; what has keys of its own (citations,
exceptions …) is YAML in its cell.
"""
