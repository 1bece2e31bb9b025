"""Which pages a reader finds at the top, by role, in sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _

from marketplace.web.addresses import href

OVERSEERS = frozenset({"reviewer", "observer", "operator"})
BUYERS = frozenset({"park_manager", "lead_enterprise", "member"}) | OVERSEERS
CARRIER = frozenset({"carrier"})
ALL = BUYERS | CARRIER
BOOKKEEPERS = frozenset({"observer", "operator"})
"who look after the platform's own money"
Place = tuple[str, Any, frozenset[str]]


@dataclass(frozen=True)
class Entry:
    """One link: where to, what it is called, whether the reader is there."""

    href: str
    text: str
    here: bool


@dataclass(frozen=True)
class Section:
    """Links under one title, opened by a press; without a title they stand by themselves."""

    title: str
    entries: list[Entry]

    @property
    def here(self) -> bool:
        return any(entry.here for entry in self.entries)


FIRST: tuple[Place, ...] = (
    ("home.show", _("Home"), ALL),
    ("group_buy_pages.listing", _("Group buys"), BUYERS),
    ("rfq_pages.listing", _("Requests for quotes"), CARRIER),
    ("price_book_pages.listing", _("Price books"), CARRIER | OVERSEERS),
    ("notice_pages.listing", _("Award notices"), ALL),
)
LINES: tuple[Place, ...] = (
    ("contract_pages.listing", _("Contracts"), ALL - {"operator"}),
    (
        "installation_pages.listing",
        _("Installation"),
        frozenset({"member", "reviewer", "observer"}) | CARRIER,
    ),
    ("complaint_pages.listing", _("Service complaints"), ALL - {"operator"}),
)
MONEY: tuple[Place, ...] = (
    ("deposit_pages.listing", _("Deposits"), frozenset({"member"}) | OVERSEERS),
    ("deposit_claim_pages.listing", _("Claims"), CARRIER),
    (
        "line_money_pages.listing",
        _("Invoices and payments"),
        frozenset({"member", "reviewer", "observer"}) | CARRIER,
    ),
    ("fee_pages.listing", _("Service fees"), frozenset({"member"}) | CARRIER | BOOKKEEPERS),
    (
        "own_account_pages.listing",
        _("Own accounts"),
        frozenset({"member", "lead_enterprise", "park_manager"}) | CARRIER,
    ),
    ("ledger_pages.show", _("Ledger"), BOOKKEEPERS),
    ("payment_pages.show", _("Payments"), BOOKKEEPERS),
)
COMPLIANCE: tuple[Place, ...] = (
    ("finding_pages.listing", _("Findings"), ALL - {"operator"}),
    ("screen_pages.listing", _("Screens"), frozenset({"reviewer", "observer"})),
    ("archive_pages.overview", _("User archives"), frozenset({"member"})),
    ("premises_pages.listing", _("Premises"), frozenset({"park_manager"})),
    ("data_export_pages.listing", _("Data export"), frozenset({"member", "reviewer", "observer"})),
    ("licences.listing", _("Licences"), CARRIER | OVERSEERS),
    ("duty_pages.listing", _("Duties"), OVERSEERS),
)
MARKET: tuple[Place, ...] = (
    ("savings_pages.published", _("Savings"), ALL),
    ("corridors.listing", _("Corridors"), ALL),
)
PLATFORM: tuple[Place, ...] = (
    ("platform_pages.show", _("Platform"), OVERSEERS),
    ("organisations.listing", _("Organisations"), OVERSEERS),
    ("mails.listing", _("Mail"), frozenset({"operator"})),
    ("audit.listing", _("Audit log"), OVERSEERS),
)
SECTIONS: tuple[tuple[Any, tuple[Place, ...]], ...] = (
    ("", FIRST),
    (_("Lines and contracts"), LINES),
    (_("Money"), MONEY),
    (_("Compliance"), COMPLIANCE),
    (_("Market"), MARKET),
    (_("Administration"), PLATFORM),
)


def sections(user: Any, path: str) -> list[Section]:
    """The links for this user's roles; none for a stranger. One alone needs no title."""
    if not user.is_authenticated:
        return []
    roles = set(user.roles)
    found = []
    for title, places in SECTIONS:
        entries = list(_entries(places, roles, path))
        if entries:
            found.append(Section(str(title) if len(entries) > 1 else "", entries))
    return found


def _entries(places: tuple[Place, ...], roles: set[str], path: str) -> Iterator[Entry]:
    for endpoint, text, wanted in places:
        if wanted & roles and endpoint in current_app.view_functions:
            where = href(endpoint)
            yield Entry(where, str(text), _is_here(where, path))


def _is_here(href: str, path: str) -> bool:
    return path == href or path.startswith(href.rstrip("/") + "/")
