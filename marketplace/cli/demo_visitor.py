"""A visitor of the trial's payment pages: fills in the form that a browser would send."""

from __future__ import annotations

from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import click

PATIENCE_SECONDS = 10.0
SEE_OTHER = 303
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def pay_on_page(url: str | None, way: str) -> None:
    """Pay, or keep the way to pay. Raises ClickException when the page does not let it be done.

    `way`: one of the ways to pay of the trial's pages. Where it leads back to is not followed: the
    marketplace is not up yet.
    """
    parts = urlsplit(url or "")
    if parts.hostname is None:
        raise click.ClickException("the trial payments do not answer: no page was opened")
    for act in ("pay", "confirm"):  # a bank that asks is answered; else the first one is enough
        connection = HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("POST", parts.path, urlencode({"act": act, "way": way}), FORM)
            answer = connection.getresponse()
            answer.read()
        except OSError as error:
            raise click.ClickException(f"the trial payments do not answer: {error}") from None
        finally:
            connection.close()
        if answer.status == SEE_OTHER:
            return
    raise click.ClickException(f"the trial's page refused {way}")
