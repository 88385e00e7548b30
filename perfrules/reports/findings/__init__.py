"""What a check found, for people and for build servers: a module a format."""
