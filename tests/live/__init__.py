"""Checks that only a real account of an outside service can show."""
