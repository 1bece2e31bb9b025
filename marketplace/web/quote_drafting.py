"""A carrier's draft on pages: found, kept as typed, begun from price books, filled from a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import redirect, url_for
from sqlalchemy.orm import Session

from marketplace.models import Rfq, SealedQuote
from marketplace.security.identity import Identity
from marketplace.services.find_rfq_lines import RfqLineSeen
from marketplace.services.keep_quote_draft import Draft, find_quote_draft, keep_quote_draft
from marketplace.services.suggest_rate_rows import suggest_rate_rows
from marketplace.web.call import runtime
from marketplace.web.figures import value_input
from marketplace.web.quote_reading import LISTS

CELLS = {name: tuple(LISTS[name].fields) for name in ("rate_rows", "line_prices")}


def draft_of(session: Session, rfq: Rfq, identity: Identity) -> Draft:
    key = runtime().config.sealing_key
    return find_quote_draft(session, rfq, sealing_key=key, identity=identity)


def keep_draft(
    session: Session,
    rfq_id: UUID,
    values: Mapping[str, str] | None,
    *,
    seen_mark: str | None,
    identity: Identity,
    now: datetime,
) -> Draft:
    """Keep these values under the key of this installation."""
    return keep_quote_draft(
        session,
        rfq_id=rfq_id,
        values=values,
        seen_mark=seen_mark,
        sealing_key=runtime().config.sealing_key,
        identity=identity,
        now=now,
    )


def typed_so_far(
    session: Session,
    rfq: Rfq,
    lines: Sequence[RfqLineSeen],
    identity: Identity,
    now: datetime,
) -> tuple[Draft, Mapping[str, str]]:
    """The draft and its values; before the first saving, the rates of the price books."""
    draft = draft_of(session, rfq, identity)
    if draft.values is not None:
        return draft, draft.values
    return draft, cells_of("rate_rows", suggest_rate_rows(session, lines, identity, now))


def bring_rows(
    session: Session,
    invitation: SealedQuote,
    lines: Sequence[RfqLineSeen],
    name: str,
    rows: Iterable[Mapping[str, Any]],
    *,
    identity: Identity,
    now: datetime,
) -> Draft:
    """Put rows of a sheet in place of the draft's rows of this name."""
    draft, before = typed_so_far(session, invitation.rfq, lines, identity, now)
    values = {key: text for key, text in before.items() if not key.startswith(f"{name}-")}
    values |= cells_of(name, rows)
    return keep_draft(
        session, invitation.rfq_id, values, seen_mark=draft.mark, identity=identity, now=now
    )


def cells_of(name: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Rows as they would be typed into the form; what is None is left blank."""
    return {
        f"{name}-{at}-{cell}": value_input(cell, value)
        for at, row in enumerate(rows)
        for cell in CELLS[name]
        if (value := row.get(cell)) is not None
    }


def to_form(rfq_id: UUID, part: str = "") -> Any:
    return redirect(url_for("quote_pages.show", rfq_id=rfq_id, _anchor=part or None), 303)
