"""The pages, one file per subject."""

from __future__ import annotations

from marketplace.web.pages import (
    account,
    audit,
    corridors,
    home,
    licences,
    mails,
    organisations,
    public,
)

BLUEPRINTS = (
    public.pages,
    account.pages,
    home.pages,
    organisations.pages,
    licences.pages,
    corridors.pages,
    mails.pages,
    audit.pages,
)
