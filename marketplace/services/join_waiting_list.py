"""A company that comes after the lock waits for the place of a line of the same row."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.lives import (
    GroupBuyState,
    ParticipationState,
    WaitingEvent,
    WaitingState,
)
from marketplace.domain.pairs import is_pair, line_protection
from marketplace.errors import Conflict, Invalid, invalid
from marketplace.models import GroupBuy, Participation, WaitingEntry
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import refuse_stopped
from marketplace.services.ask_lines import ask_rows
from marketplace.services.find_group_buys import FrozenTerms
from marketplace.services.find_waiting import find_waiting_entry
from marketplace.services.join_statement import LINE_COLUMNS
from marketplace.services.list_prices import key_of
from marketplace.services.price_lines import find_joinable_terms, pooled_lines
from marketplace.services.state_use import use_row

WAITING_STATES = (
    GroupBuyState.LOCKED,
    GroupBuyState.QUOTING,
    GroupBuyState.OPENED,
    GroupBuyState.AWARDED,
)
MOST_ENTRIES = 20
"of one company in one group buy"
log = logging.getLogger(__name__)


def join_waiting_list(
    session: Session,
    *,
    group_buy_id: UUID,
    line: dict[str, Any],
    identity: Identity,
    now: datetime,
) -> WaitingEntry:
    """Put one line on the waiting list, from the lock to the group buy's end.

    Raises NotFound, Forbidden, Invalid, Conflict (waiting_not_open, joined_do_not_wait,
    waiting_full), Stopped (a rule of joining rejects the line; what holds is asked again once
    there is a place).
    """
    terms = find_joinable_terms(session, group_buy_id, identity)
    _refuse_line(terms, line, now)
    if is_pair(line):
        raise invalid("/line/protection", "waiting_no_pair")
    _lock_open_list(session, group_buy_id)
    _refuse_company(session, group_buy_id, identity)
    _refuse_use(session, terms, line, identity, now)
    entry = WaitingEntry(
        id=uuid4(),
        group_buy_id=group_buy_id,
        member_id=identity.organisation_id,
        state=WaitingState.WAITING,
        corridor_id=terms.corridors[line["corridor"]].id,
        product=line["product"],
        term_months=line["term_months"],
        protection=line_protection(line),
        mbps=line["mbps"],
        row_mbps=terms.references.row_mbps(key_of(terms, line), line["mbps"]),
        line=json.loads(json.dumps(line, default=str)),
        waiting_at=now,
        waiting_by=identity.user_id,
    )
    session.add(entry)
    session.flush()
    record(session, entry, "wait", by=identity, now=now, to_state=str(entry.state))
    log.info("line_waits", extra={"group_buy_id": group_buy_id, "entry_id": entry.id})
    return entry


def leave_waiting_list(
    session: Session,
    *,
    group_buy_id: UUID,
    entry_id: UUID,
    identity: Identity,
    now: datetime,
) -> WaitingEntry:
    """Wait no longer. Raises NotFound, Forbidden, IllegalMove (placed, withdrawn or ended)."""
    entry = find_waiting_entry(
        session,
        group_buy_id=group_buy_id,
        entry_id=entry_id,
        identity=identity,
        for_update=True,
    )
    entry.advance(WaitingEvent.WITHDRAW, by=identity, now=now)
    return entry


def _refuse_line(terms: FrozenTerms, line: dict[str, Any], now: datetime) -> None:
    """Raise Invalid for a line that could not be joined."""
    try:
        pooled_lines(terms, [line], now)
    except Invalid as error:
        raise Invalid(
            replace(fault, pointer=fault.pointer.replace("/lines/0", "/line", 1))
            for fault in error.faults
        ) from None


def _refuse_use(
    session: Session, terms: FrozenTerms, line: dict[str, Any], identity: Identity, now: datetime
) -> None:
    """Raise Stopped for a line that no rule would let join."""
    row = {name: line[name] for name in LINE_COLUMNS if name in line} | {
        "id": uuid4(),
        "member_id": identity.organisation_id,
    }
    asked = ask_rows(
        session,
        terms,
        [line],
        [row],
        [use_row(line)],
        identity=identity,
        now=now,
        pointer="/line",
    )
    refuse_stopped(asked, identity, holds_stop=False, wished=True)


def _lock_open_list(session: Session, group_buy_id: UUID) -> None:
    """Hold the group buy's state: no entry may come to a group buy that is just ending."""
    query = sa.select(GroupBuy.state).where(GroupBuy.id == group_buy_id)
    state = session.scalars(query.with_for_update(read=True)).one()
    if state not in WAITING_STATES:
        raise Conflict("waiting_not_open", state=str(state))


def _refuse_company(session: Session, group_buy_id: UUID, identity: Identity) -> None:
    mine = identity.organisation_id
    joined = sa.select(Participation.id).where(
        Participation.group_buy_id == group_buy_id,
        Participation.member_id == mine,
        Participation.state == ParticipationState.JOINED,
    )
    if session.scalar(joined):
        raise Conflict("joined_do_not_wait")
    waiting = sa.select(sa.func.count()).where(
        WaitingEntry.group_buy_id == group_buy_id,
        WaitingEntry.member_id == mine,
        WaitingEntry.state == WaitingState.WAITING,
    )
    if (session.scalar(waiting) or 0) >= MOST_ENTRIES:
        raise Conflict("waiting_full", most=MOST_ENTRIES)
