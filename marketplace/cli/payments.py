"""Commands: read from Stripe again, and compare it with the ledger, for operators at a shell."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.db.session import now_of
from marketplace.domain.payments import PaymentsFailed
from marketplace.models import PaymentCheck
from marketplace.runtime import Runtime
from marketplace.services.ask_payment_check import ask_payment_check

Reread = Callable[[Runtime, datetime], int]
Check = Callable[..., None]
DAY = click.DateTime(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])


def payments_commands(reread: Reread, check: Check) -> AppGroup:
    """The jobs are given, for they stand beside the commands."""
    group = AppGroup("payments", help="The platform's own money at Stripe.")

    @group.command("resync")
    @click.option("--since", type=DAY, required=True, help="UTC; what was made from then on.")
    def resync(since: datetime) -> None:
        """Read from Stripe again and record what was lost; safe at any time."""
        runtime: Runtime = current_app.extensions["marketplace"]
        try:
            count = reread(runtime, since.replace(tzinfo=UTC))
        except PaymentsFailed as error:
            click.echo(f"Stripe could not be read: {error}", err=True)
            sys.exit(1)
        click.echo(f"{count} objects of ours are recorded as they stand at Stripe.")

    @group.command("compare")
    @click.option("--since", type=DAY, help="UTC; 35 days back unless given.")
    def compare(since: datetime | None) -> None:
        """Compare Stripe with the ledger; exit status 1 and one line for each difference."""
        runtime: Runtime = current_app.extensions["marketplace"]
        done = _compared(runtime, check, since.replace(tzinfo=UTC) if since else None)
        for one in done.differences:
            amounts = f"{one.at_stripe_minor} at Stripe, {one.booked_minor} booked"
            click.echo(f"{one.kind} {one.stripe_id or 'balance'}: {amounts} ({one.currency})")
        if done.fault:
            click.echo(f"Could not be made: {done.fault}", err=True)
        if done.fault or done.differences:
            sys.exit(1)
        click.echo(f"{done.moves} movements at Stripe, no difference.")

    return group


def _compared(runtime: Runtime, check: Check, since: datetime | None) -> PaymentCheck:
    """Made here and now; the job that is enqueued with it then finds it done."""
    with runtime.database.unit_of_work() as session:
        asked = ask_payment_check(
            session, jobs=runtime.jobs, identity=None, now=now_of(session), since=since
        )
    check(runtime, check_id=str(asked.id))
    with runtime.database.single_statements() as session:
        return session.get_one(PaymentCheck, asked.id)
