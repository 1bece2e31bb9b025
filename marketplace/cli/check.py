"""Command: check every invariant of the marketplace over the database."""

from __future__ import annotations

import sys
from uuid import UUID

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from marketplace.models import GroupBuy
from marketplace.runtime import Runtime
from marketplace.services.check_invariants import RULES, check_invariants


@click.command("check")
@click.option("--group-buy", "group_buys", type=click.UUID, multiple=True, help="Only this one.")
@click.option("--rules", is_flag=True, help="Say what is checked instead of checking.")
@with_appcontext
def check(group_buys: tuple[UUID, ...], rules: bool) -> None:
    """Exit code 1 and one line per violation when something does not hold."""
    if rules:
        for rule in RULES:
            click.echo(f"{rule.rule}: {rule.says}")
        return
    runtime: Runtime = current_app.extensions["marketplace"]
    with runtime.database.unit_of_work() as session:
        if unknown := missing(session, group_buys):
            raise click.BadParameter(f"no such group buy: {', '.join(map(str, unknown))}")
        found = check_invariants(session, only=group_buys or None)
    for violation in found:
        click.echo(str(violation))
    if found:
        sys.exit(1)
    click.echo(f"{len(RULES)} invariants hold.")


def missing(session: Session, group_buys: tuple[UUID, ...]) -> set[UUID]:
    """Those of the ids that no group buy has."""
    known = sa.select(GroupBuy.id).where(GroupBuy.id.in_(group_buys))
    return set(group_buys) - set(session.scalars(known))
