"""Running policies, a package a kind: deciding, due dates, duties, scoring - each answer with its reason."""
