"""Command: found the platform's organisation (operator, reviewer) or a regulator's (observer)."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from marshmallow import ValidationError

from marketplace.cli.said import said
from marketplace.db.session import now_of
from marketplace.domain.roles import OrganisationKind, Role
from marketplace.errors import MarketplaceError
from marketplace.runtime import Runtime
from marketplace.schemas.accounts import FoundingSchema
from marketplace.services.found_platform import found_platform

group = AppGroup("platform", help="The organisations that nobody signs up for.")
ROLES = [Role.OPERATOR.value, Role.REVIEWER.value, Role.OBSERVER.value]
KINDS = click.Choice([OrganisationKind.PLATFORM.value, OrganisationKind.REGULATOR.value])


@group.command("found")
@click.option("--kind", type=KINDS, default="platform", show_default=True)
@click.option("--uscc", required=True, help="Unified social credit code.")
@click.option("--name-zh", required=True)
@click.option("--name-en", required=True)
@click.option("--user", required=True, help="Name of the first user.")
@click.option("--email", required=True)
@click.option(
    "--role",
    "roles",
    type=click.Choice(ROLES),
    multiple=True,
    help="May be repeated; without it every role of the kind.",
)
@click.password_option(envvar="MARKETPLACE_PASSWORD", help="12 characters at least.")
def found(
    kind: str,
    uscc: str,
    name_zh: str,
    name_en: str,
    user: str,
    email: str,
    roles: tuple[str, ...],
    password: str,
) -> None:
    """Make the organisation, confirmed, and its first user."""
    given = {
        "organisation": {"uscc": uscc, "name_zh": name_zh, "name_en": name_en},
        "user": {"name": user, "email": email, "password": password},
    }
    runtime: Runtime = current_app.extensions["marketplace"]
    try:
        checked = FoundingSchema().load(given)
        with runtime.database.unit_of_work() as session:
            found_platform(
                session,
                kind=OrganisationKind(kind),
                **checked,
                roles=frozenset(map(Role, roles)),
                now=now_of(session),
            )
    except ValidationError as error:
        raise click.ClickException(f"refused: {error.messages}") from None
    except MarketplaceError as error:
        raise click.ClickException(said(error)) from None
    click.echo(f"{name_en}: {email} may log in.")
