"""Which pages a reader finds at the top, by role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import lazy_gettext as _

OVERSEERS = frozenset({"reviewer", "observer", "operator"})
BUYERS = frozenset({"park_manager", "lead_enterprise", "member"}) | OVERSEERS
ALL = BUYERS | {"carrier"}


@dataclass(frozen=True)
class Entry:
    """One link: where to, what it is called, whether the reader is there."""

    href: str
    text: str
    here: bool


PLACES: tuple[tuple[str, Any, frozenset[str]], ...] = (
    ("home.show", _("Home"), ALL),
    ("group_buy_pages.listing", _("Group buys"), BUYERS),
    ("rfq_pages.listing", _("Requests for quotes"), frozenset({"carrier"})),
    ("price_book_pages.listing", _("Price books"), frozenset({"carrier"}) | OVERSEERS),
    ("screen_pages.listing", _("Screens"), frozenset({"reviewer", "observer"})),
    ("notice_pages.listing", _("Award notices"), ALL),
    ("archive_pages.overview", _("User archives"), frozenset({"member"})),
    ("premises_pages.listing", _("Premises"), frozenset({"park_manager"})),
    ("contract_pages.listing", _("Contracts"), ALL - {"operator"}),
    (
        "installation_pages.listing",
        _("Installation"),
        frozenset({"member", "carrier", "reviewer", "observer"}),
    ),
    (
        "data_export_pages.listing",
        _("Data export"),
        frozenset({"member", "reviewer", "observer"}),
    ),
    ("deposit_pages.listing", _("Deposits"), frozenset({"member"}) | OVERSEERS),
    ("deposit_claim_pages.listing", _("Claims"), frozenset({"carrier"})),
    ("complaint_pages.listing", _("Service complaints"), ALL - {"operator"}),
    ("savings_pages.published", _("Savings"), ALL),
    ("licences.listing", _("Licences"), frozenset({"carrier"}) | OVERSEERS),
    ("finding_pages.listing", _("Findings"), ALL - {"operator"}),
    ("duty_pages.listing", _("Duties"), OVERSEERS),
    ("platform_pages.show", _("Platform"), OVERSEERS),
    ("organisations.listing", _("Organisations"), OVERSEERS),
    ("corridors.listing", _("Corridors"), ALL),
    ("ledger_pages.show", _("Ledger"), frozenset({"observer", "operator"})),
    ("payment_pages.show", _("Payments"), frozenset({"observer", "operator"})),
    ("mails.listing", _("Mail"), frozenset({"operator"})),
    ("audit.listing", _("Audit log"), OVERSEERS),
)


def entries(user: Any, path: str) -> list[Entry]:
    """The links for this user's roles; none for a stranger."""
    if not user.is_authenticated:
        return []
    roles = set(user.roles)
    return [
        Entry(href := url_for(endpoint), str(text), _is_here(href, path))
        for endpoint, text, wanted in PLACES
        if wanted & roles and endpoint in current_app.view_functions
    ]


def _is_here(href: str, path: str) -> bool:
    return path == href or path.startswith(href.rstrip("/") + "/")
