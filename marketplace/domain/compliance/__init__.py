"""Every rule with its source: facts and a date in, findings out. Pure (docs/compliance.md)."""
