"""Locked quarters: what was said, from which records, and what has changed since."""
