"""The database floor: declarative base, column types, sessions and the one place that commits."""
