"""Savings (节省): published for anyone, a member's own, and documents of present contracts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.roles import Role
from marketplace.domain.savings import LEAST
from marketplace.errors import invalid
from marketplace.services.document_present_contract import (
    document_present_contract,
    find_present_contract,
    find_present_evidence,
)
from marketplace.services.find_own_savings import find_own_savings
from marketplace.services.find_savings import find_group_buy_savings, find_published_savings
from marketplace.web import award_charts
from marketplace.web.call import act, page, public_page
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence

pages = Blueprint("savings_pages", __name__)
LINE = "/savings/lines/<uuid:line_id>"


@pages.get("/savings")
@public_page
def published(*, session: Any, identity: Any, now: Any) -> str:
    """What parks and group buys have saved, without names."""
    return render_template(
        "savings/published.html",
        parks=find_published_savings(session, now=now),
        least=LEAST,
        pair=pair,
        own=identity is not None and identity.confirmed and identity.has(Role.MEMBER),
    )


@pages.get("/savings/group-buys/<uuid:group_buy_id>")
@public_page
def group_buy(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_group_buy_savings(session, group_buy_id, identity=identity, now=now)
    return render_template("savings/group_buy.html", found=found, least=LEAST, pair=pair)


@pages.get("/savings/own")
@page
def own(*, session: Any, identity: Any, now: Any) -> str:
    found = find_own_savings(session, identity=identity)
    return render_template("savings/own.html", own=found, pair=pair)


@pages.get(LINE)
@page
def present(*, line_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_present_contract(session, line_id, identity=identity)
    return render_template("savings/present.html", found=found, accepted=ACCEPTED)


@pages.post(LINE)
@act(again=present)
def document(*, line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    find_present_contract(session, line_id, identity=identity)
    kept = sent_evidence(session, identity=identity, now=now)
    if kept is None:
        raise invalid("/evidence_id", "file_empty")
    document_present_contract(
        session, line_id=line_id, evidence_id=kept, identity=identity, now=now
    )
    flash(_("The document is on record; only your organisation reads it."))
    return redirect(url_for("savings_pages.present", line_id=line_id), 303)


@pages.get(LINE + "/evidence")
@page
def evidence(*, line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_present_evidence(session, line_id, identity=identity))


def pair(cell: Any, baseline: str) -> dict[str, Any]:
    """A drawing of two bars: the baseline, and what was agreed."""
    amounts = [(1, baseline, cell.baseline_minor), (2, _("agreed"), cell.agreed_minor)]
    return {
        "bars": award_charts.bars(amounts),
        "height": award_charts.height(2),
        "colours": {1: 8, 2: 1},
    }
