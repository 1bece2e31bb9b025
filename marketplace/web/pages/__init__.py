"""The pages, one file per subject."""

from __future__ import annotations

from marketplace.web.pages import (
    acceptance,
    account,
    audit,
    award_room,
    contracts,
    corridors,
    group_buys,
    home,
    invitations,
    licences,
    mails,
    notices,
    notifications,
    organisations,
    own_quotes,
    price_books,
    price_changes,
    public,
    quotes,
    rate_cards,
    receipts,
    rfq_room,
    rfqs,
    stay,
    waiting,
)

BLUEPRINTS = tuple(
    subject.pages
    for subject in (
        public,
        account,
        home,
        organisations,
        licences,
        corridors,
        price_books,
        price_changes,
        group_buys,
        invitations,
        stay,
        waiting,
        rfqs,
        quotes,
        rate_cards,
        receipts,
        own_quotes,
        rfq_room,
        award_room,
        notices,
        acceptance,
        contracts,
        notifications,
        mails,
        audit,
    )
)
