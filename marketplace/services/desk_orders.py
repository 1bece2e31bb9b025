"""The orders that a desk's list takes by the heads of its table, on pages and in the API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa

from marketplace.models import (
    AuditEntry,
    Contract,
    GroupBuy,
    KeptFinding,
    Licence,
    MailMessage,
    Organisation,
    ScreenHit,
    ServiceComplaint,
)
from marketplace.services.find_duties import DutySeen, DutyState
from marketplace.services.find_findings import standing_column
from marketplace.services.find_screens import heaviest_first, state_column

DOWN = "-"
"Before a head's name: the other way"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Named:
    """A column of its own for each language of the reader."""

    zh: Any
    en: Any


Orders = Mapping[str, Any]


def in_order(query: sa.Select[Any], asked: str, orders: Orders, language: str) -> sa.Select[Any]:
    """As `name` of a head asks, `-name` the other way; else as it is. Equals stay in its order."""
    found = orders.get(asked.removeprefix(DOWN))
    if found is None:
        return query
    column = getattr(found, language) if isinstance(found, Named) else found
    usual = query._order_by_clauses
    first = sa.desc(column) if asked.startswith(DOWN) else sa.asc(column)
    return query.order_by(None).order_by(first.nulls_last(), *usual)


def rows_in_order(
    rows: Sequence[Row], asked: str, keys: Mapping[str, Callable[[Row], Any]]
) -> list[Row]:
    """The same of rows that no query orders: nothing comes last, whichever way."""
    key = keys.get(asked.removeprefix(DOWN))
    if key is None:
        return list(rows)
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=asked.startswith(DOWN))
    return known + [row for row in rows if key(row) is None]


def name_of(whose: Any) -> Named:
    """The organisation's name, by the column that holds its id."""
    return _beside(Organisation, whose, "name")


def title_of(group_buy_id: Any) -> Named:
    """The group buy's title, by the column that holds its id."""
    return _beside(GroupBuy, group_buy_id, "title")


def _beside(model: Any, whose: Any, name: str) -> Named:
    texts = (getattr(model, f"{name}_{language}") for language in ("zh", "en"))
    return Named(*(sa.select(one).where(model.id == whose).scalar_subquery() for one in texts))


ORGANISATIONS: Orders = {
    "name": Named(Organisation.name_zh, Organisation.name_en),
    "kind": Organisation.kind,
    "state": Organisation.state,
    "signed_up": Organisation.created_at,
}
LICENCES: Orders = {
    "number": Licence.number,
    "carrier": name_of(Licence.carrier_id),
    "valid_to": Licence.valid_to,
    "state": Licence.state,
}
CONTRACTS: Orders = {
    "number": Contract.number,
    "total": Contract.total_minor,
    "state": Contract.state,
    "drawn": Contract.drawn_at,
}
COMPLAINTS: Orders = {
    "number": ServiceComplaint.number,
    "state": ServiceComplaint.state,
    "filed": ServiceComplaint.filed_at,
    "due": ServiceComplaint.answer_due_at,
}
AUDIT: Orders = {"at": AuditEntry.at, "event": AuditEntry.event}
FINDINGS: Orders = {
    "rule": KeptFinding.code,
    "whose": name_of(KeptFinding.organisation_id),
    "state": standing_column(),
    "found": KeptFinding.asked_at,
}
SCREENS: Orders = {
    "screen": ScreenHit.screen,
    "weight": heaviest_first(),
    "state": state_column(),
    "found": ScreenHit.found_at,
}
MAILS: Orders = {
    "subject": MailMessage.subject,
    "recipient": MailMessage.recipient,
    "written": MailMessage.created_at,
    "sent": MailMessage.sent_at,
}


def duty_orders(language: str) -> dict[str, Callable[[DutySeen], Any]]:
    """Of duties, which no query lists: what each head sorts by."""
    urgency = list(DutyState)
    return {
        "duty": lambda one: one.duty.title.in_language(language),
        "due": lambda one: one.due_on,
        "state": lambda one: (urgency.index(one.state), one.due_on or date.max),
        "done": lambda one: one.last and one.last.done_on,
    }


DUTY_HEADS = tuple(duty_orders("zh"))
