"""Commands: seed an empty database with the demo scenario, and print the demo's logins."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session, joinedload

from marketplace.cli.demo_catalogue import schedule_catalogue
from marketplace.cli.demo_clock import Agenda, Calendar, hold_clock
from marketplace.cli.demo_data_exports import schedule_data_exports
from marketplace.cli.demo_fees import schedule_tables
from marketplace.cli.demo_files import Scenario, read_scenario
from marketplace.cli.demo_group_buys import schedule_group_buy
from marketplace.cli.demo_jobs import ActOnDeposit, InlineJobs
from marketplace.cli.demo_people import PASSWORD, schedule_people
from marketplace.cli.demo_rfqs import schedule_rfq
from marketplace.cli.demo_stage import Stage, Story
from marketplace.cli.said import said
from marketplace.db.session import now_of
from marketplace.errors import MarketplaceError
from marketplace.models import GroupBuy, Organisation, User
from marketplace.runtime import Runtime

READ_UNTIL = -4
"Days from the seeding up to which everybody has read its notifications"


def demo_commands(act_on_deposit: ActOnDeposit) -> AppGroup:
    """The job is given, for jobs stand beside the commands."""
    group = AppGroup("demo", help="The Lingang demo scenario of the files under demo/.")

    @group.command("seed")
    def seed_command() -> None:
        """Fill an empty database with the demo, all of it or nothing; change nothing in another."""
        runtime: Runtime = current_app.extensions["marketplace"]
        started, jobs = time.monotonic(), InlineJobs(runtime, act_on_deposit)
        try:
            with quiet(), runtime.database.unit_of_work() as session:
                seeded = seed(session, jobs, read_scenario())
        except MarketplaceError as error:
            raise click.ClickException(said(error)) from None
        if seeded:
            click.echo(f"The demo is in ({time.monotonic() - started:.0f} s).")
        else:
            click.echo("There are organisations already: nothing was changed.")

    group.command("logins")(logins_command)
    return group


def logins_command() -> None:
    """One login per role of the demo, as far as this database has them; writes nothing."""
    runtime: Runtime = current_app.extensions["marketplace"]
    with runtime.database.single_statements() as session:
        lines = logins(session, read_scenario())
    if not lines:
        click.echo("This database holds no demo.")
        return
    click.echo(f"Demo logins, all with the password {PASSWORD}")
    for line in lines:
        click.echo(line)


@contextmanager
def quiet() -> Iterator[None]:
    """No log of what happens in the demo's past; warnings still come."""
    before = logging.root.manager.disable
    logging.disable(max(before, logging.INFO))
    try:
        yield
    finally:
        logging.disable(before)


def seed(session: Session, jobs: InlineJobs, scenario: Scenario) -> bool:
    """Play the scenario in this transaction; False when the database is not empty.

    Raises MarketplaceError for a file that the services refuse.
    """
    hold_clock(session)
    if session.scalar(sa.select(Organisation.id).limit(1)) is not None:
        return False
    click.echo("Seeding the demo, half a minute or less ...")
    calendar, agenda = Calendar(now_of(session)), Agenda(session)
    stage = Stage(session, jobs.runtime.config, jobs, scenario, agenda, calendar)
    schedule_people(stage)
    schedule_tables(stage)
    schedule_catalogue(stage)
    schedule_data_exports(stage)
    stories = [Story(stage, entry) for entry in scenario.group_buys]
    for story in stories:
        schedule_group_buy(story, schedule_rfq)
    agenda.at(calendar.at(READ_UNTIL, 20), stage.read_everything)
    agenda.play()
    for story in stories:
        _refuse_other_state(session, story)
    return True


def _refuse_other_state(session: Session, story: Story) -> None:
    """The files promise a state; a demo that gets elsewhere is not kept."""
    state = session.get_one(GroupBuy, story.known_id).state
    wanted = story.entry["state"].partition("_")[0]
    if state != wanted:
        raise click.ClickException(f"{story.entry['key']} is {state}, not {wanted}")


def logins(session: Session, scenario: Scenario) -> list[str]:
    """A line per login: role and organisation in both languages, e-mail address."""
    emails = [row["email"] for row in scenario.logins]
    query = sa.select(User).where(User.email.in_(emails)).options(joinedload(User.organisation))
    users = {user.email: user for user in session.scalars(query)}
    return [
        f"  {row['email']:<34}{row['role_zh']} · {row['role_en']}"
        f" - {users[row['email']].organisation.name_zh}"
        for row in scenario.logins
        if row["email"] in users
    ]
