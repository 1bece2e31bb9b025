"""Command: the worker that does background jobs."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import current_app
from flask.cli import with_appcontext

from marketplace.runtime import Runtime


def worker_command(run_worker: Callable[[Runtime], None]) -> click.Command:
    """`flask --app wsgi worker`, running what is given."""

    @click.command("worker")
    @with_appcontext
    def worker() -> None:
        """Do background jobs until told to stop (SIGTERM, Ctrl+C)."""
        run_worker(current_app.extensions["marketplace"])

    return worker
