"""Background jobs: one file per job, each idempotent; `worker.py` runs them."""
