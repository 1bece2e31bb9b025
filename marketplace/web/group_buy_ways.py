"""What a group buy's page knows of its reader, and the other pages that lead on from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from marketplace.models import GroupBuy

AFTER_LOCK = ("locked", "quoting", "opened", "awarded")


@dataclass(frozen=True)
class Seen:
    """What the page knows of the group buy and its reader."""

    group_buy: GroupBuy
    now: datetime
    may_organise: bool
    may_join: bool
    sees_demand: bool
    own: Any = None
    "the reader's stay"
    figures: Any = None
    statement: Any = None
    "the organiser's statement, for those who may read it"
    record_signed: bool = False
    findings: list[Any] = field(default_factory=list)
    questions: list[Any] = field(default_factory=list)
    rfqs: list[Any] = field(default_factory=list)
    awards: list[Any] = field(default_factory=list)
    contracts: list[Any] = field(default_factory=list)
    own_deposit: Any = None
    deposit_terms: Any = None

    @property
    def accepting(self) -> bool:
        return bool(self.figures and self.figures.accepting)


@dataclass(frozen=True)
class Way:
    """Another page that belongs to the group buy."""

    href: str
    text: str
    mark: str


def ways(seen: Seen) -> Iterator[Way]:
    """Every other page of this group buy that the reader may open."""
    group_buy = seen.group_buy
    state, id = str(group_buy.state), group_buy.id
    draft, organises = state == "draft", seen.may_organise

    def way(endpoint: str, text: str, mark: str) -> Way:
        return Way(url_for(endpoint, group_buy_id=id), text, mark)

    if draft and organises:
        yield way("group_buy_pages.edit", _("Edit"), "pencil-square")
        yield way("deposit_terms_pages.edit", _("Deposit"), "banknotes")
    if seen.sees_demand and not draft:
        yield way("group_buy_pages.demand", _("Demand in the pool"), "table-cells")
    if seen.sees_demand and group_buy.mode == "directed":
        yield way("invitation_pages.show", _("Invitations"), "user-plus")
    if seen.deposit_terms and seen.sees_demand and not draft:
        yield way("deposit_terms_pages.members", _("Deposits"), "banknotes")
    if state in AFTER_LOCK and (seen.sees_demand or (seen.may_join and not seen.own)):
        yield way("waiting_pages.show", _("Waiting list"), "queue-list")
    if state in ("awarded", "concluded"):
        if seen.sees_demand:
            yield way("installation_pages.counts", _("Installation"), "wrench-screwdriver")
        yield way("savings_pages.group_buy", _("Savings"), "banknotes")
    if seen.statement and (seen.statement.version or (draft and organises)):
        text = _("Organiser's statement")
        yield way("organiser_statement_pages.show", text, "clipboard-document-list")
    if seen.statement and not draft:
        yield way("competition_record_pages.show", _("Effect on competition"), "scale")
