"""The command line: parse, call a service, print."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from marketplace.cli import audit, ftz_lists, platform
from marketplace.cli.check import check
from marketplace.cli.demo import demo_commands
from marketplace.cli.demo_jobs import ActOnDeposit
from marketplace.cli.payments import Check, Reread, payments_commands
from marketplace.cli.worker import worker_command
from marketplace.runtime import Runtime


def register(
    app: Flask,
    *,
    run_worker: Callable[[Runtime], None],
    reread_payments: Reread,
    check_payments: Check,
    act_on_deposit: ActOnDeposit,
) -> None:
    """Put the commands into the app; what jobs do is given, for they stand beside the commands."""
    app.cli.add_command(audit.group)
    app.cli.add_command(check)
    app.cli.add_command(demo_commands(act_on_deposit))
    app.cli.add_command(ftz_lists.group)
    app.cli.add_command(payments_commands(reread_payments, check_payments))
    app.cli.add_command(platform.group)
    app.cli.add_command(worker_command(run_worker))
