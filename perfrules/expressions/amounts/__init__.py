"""Amounts and the names around them: what targets and actuals are made of."""
