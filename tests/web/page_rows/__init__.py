"""The rows of the page table, one file per subject."""
