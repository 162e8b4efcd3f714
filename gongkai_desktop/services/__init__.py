"""Use cases, one transaction each; each returns what changed."""
