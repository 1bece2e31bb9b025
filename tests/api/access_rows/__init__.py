"""The rows of the access table, one file per subject."""
