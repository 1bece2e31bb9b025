"""The words of notifications: event to (subject, body) in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from marketplace.i18n.notices_acceptance import ACCEPTANCE
from marketplace.i18n.notices_accounts import ACCOUNTS
from marketplace.i18n.notices_archives import ARCHIVES
from marketplace.i18n.notices_awards import AWARDS
from marketplace.i18n.notices_data_export import DATA_EXPORT
from marketplace.i18n.notices_delivery import DELIVERY
from marketplace.i18n.notices_deposits import DEPOSITS
from marketplace.i18n.notices_fees import FEES
from marketplace.i18n.notices_findings import FINDINGS
from marketplace.i18n.notices_group_buys import GROUP_BUYS
from marketplace.i18n.notices_installation import INSTALLATION
from marketplace.i18n.notices_line_payments import LINE_PAYMENTS
from marketplace.i18n.notices_rfqs import RFQS
from marketplace.i18n.notices_screens import SCREENS

NOTICES: dict[str, dict[str, tuple[str, str]]] = {
    **ACCOUNTS,
    **GROUP_BUYS,
    **RFQS,
    **SCREENS,
    **AWARDS,
    **ACCEPTANCE,
    **DELIVERY,
    **INSTALLATION,
    **LINE_PAYMENTS,
    **DATA_EXPORT,
    **FINDINGS,
    **ARCHIVES,
    **FEES,
    **DEPOSITS,
}
"Parameters in braces; every body may use {due} when the notice has a due time"


SHANGHAI = timezone(timedelta(hours=8))


def notice(
    event: str, params: Mapping[str, Any], language: str, due_at: datetime | None = None
) -> tuple[str, str]:
    """Subject and body in `zh` or `en`; a param `x_zh`/`x_en` is {x} in that language."""
    subject, body = NOTICES[event][language]
    known = dict(params)
    if due_at is not None:
        known["due"] = f"{due_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    for name, value in params.items():
        if name.endswith(f"_{language}"):
            known[name.removesuffix(f"_{language}")] = value
    return subject.format_map(known), body.format_map(known)
