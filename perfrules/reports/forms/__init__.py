"""The official forms and the reports made of them: what they hold, and a module a format."""
