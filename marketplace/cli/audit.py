"""Commands: verify the audit log, and note its heads."""

from __future__ import annotations

import sys
from typing import TextIO

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.runtime import Runtime
from marketplace.services.verify_audit import Head, audit_heads, verify_audit

group = AppGroup("audit", help="The audit log's hash chains.")


@group.command("verify")
@click.option("--heads", "noted", type=click.File(), help="Heads noted earlier by `audit heads`.")
def verify(noted: TextIO | None) -> None:
    """Recompute every chain; exit code 1 and a line per finding when something was changed."""
    known = [_head(line) for line in noted] if noted else []
    runtime: Runtime = current_app.extensions["marketplace"]
    with runtime.database.unit_of_work() as session:
        found = verify_audit(session, known)
    for finding in found.findings:
        click.echo(str(finding))
    if found.findings:
        sys.exit(1)
    click.echo(f"{found.entries} entries in {len(found.chains)} chains: nothing was changed.")


@group.command("heads")
def heads() -> None:
    """Print chain, length and hash of every chain's head, to be kept elsewhere."""
    runtime: Runtime = current_app.extensions["marketplace"]
    with runtime.database.single_statements() as session:
        for head in audit_heads(session):
            click.echo(f"{head.chain} {head.length} {head.hash}")


def _head(line: str) -> Head:
    try:
        chain, length, digest = line.split()
        return Head(chain, int(length), digest)
    except ValueError:
        raise click.ClickException(f"not a head: {line.strip()}") from None
