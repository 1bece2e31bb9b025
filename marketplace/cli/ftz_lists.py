"""Commands: load negative lists of free-trade zones from a file filled in by hand; show them."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.db.session import now_of
from marketplace.domain.compliance.data_export.ftz_lists import EMPTY, BadLists, lists_of
from marketplace.domain.working_days import local_day
from marketplace.runtime import Runtime
from marketplace.services.find_negative_lists import edition_in_force, loaded_lists
from marketplace.services.load_negative_lists import load_negative_lists
from pricing.files import Refused
from pricing.files import load as load_json

group = AppGroup("ftz-lists", help="Negative lists of free-trade zones (format ftz-lists/1).")


@group.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Keep every edition of FILE; one line per fault and nothing kept when it breaks the format."""
    runtime: Runtime = current_app.extensions["marketplace"]
    try:
        lists = lists_of(load_json(file.read_bytes()))
    except (BadLists, Refused) as error:
        raise click.ClickException(str(error)) from None
    with runtime.database.unit_of_work() as session:
        done = load_negative_lists(session, lists, now=now_of(session))
        in_force = edition_in_force(session, local_day(now_of(session)))
    click.echo(f"{done.new} new, {done.changed} changed, {done.same} known already.")
    click.echo(f"In force today: {in_force}" if in_force else f"{EMPTY.zh}\n{EMPTY.en}")


@group.command("show")
def show() -> None:
    """Print what is on hand, and whether a list is in force today."""
    runtime: Runtime = current_app.extensions["marketplace"]
    with runtime.database.single_statements() as session:
        in_force = edition_in_force(session, local_day(now_of(session)))
        for one in loaded_lists(session):
            until = f" until {one.replaced_on}" if one.replaced_on else ""
            click.echo(
                f"{one.zone} {one.edition}: from {one.in_force_from}{until}, "
                f"{len(one.items)} items, {one.address}"
            )
    click.echo(f"In force today: {in_force}" if in_force else f"{EMPTY.zh}\n{EMPTY.en}")
