"""The instruments that rules come from, by subject; regulation.md tells how each is known."""
