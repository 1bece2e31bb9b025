"""Acceptance: the member answers line by line, the organiser follows and settles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domain.lives import AcceptanceState
from marketplace.domain.roles import OrganisationKind
from marketplace.models import Award, Line
from marketplace.schemas.awards import DeclineSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.decide_award_line import (
    accept_award_line,
    accept_pending_lines,
    decline_award_line,
)
from marketplace.services.find_award_lines import (
    award_lines_query,
    count_answers,
    find_award_line,
    seen,
)
from marketplace.services.find_awards import find_award
from marketplace.services.find_contract_states import find_contract_states
from marketplace.services.find_contracts import visible_contracts
from marketplace.services.settle_acceptance import settle_acceptance
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load
from marketplace.web.listing import Listing, listing

pages = Blueprint("acceptance_pages", __name__, url_prefix="/awards/<uuid:award_id>/lines")


@pages.get("")
@page
def show(*, award_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """A member's own page; for all others the overview of what they may see."""
    award = find_award(session, award_id=award_id, identity=identity)
    found = listing(session, award_lines_query(session, award_id=award_id, identity=identity))
    answers = count_answers(session, award_id=award_id, identity=identity)
    about = {"award": award, "answers": answers, "window": _window(award, now), "now": now}
    if identity.kind == OrganisationKind.ENTERPRISE:
        return _member_page(session, award, found, about, identity)
    return _overview(session, award, found, about, identity, now)


def _window(award: Award, now: Any) -> str:
    """`before`, `open`, `over` (not yet settled) or `settled`."""
    if award.settled_at is not None or award.state != "standing":
        return "settled"
    if now < award.acceptance_opens_at:
        return "before"
    return "open" if now < award.acceptance_due_at else "over"


def _member_page(
    session: Any, award: Award, found: Listing, about: dict[str, Any], identity: Any
) -> str:
    lines = {row.line_id: row.line for row in found.things}
    found.things[:] = seen(session, found.things, identity)
    contracts = session.scalars(visible_contracts(identity, award.group_buy_id)).unique()
    return render_template(
        "acceptance/member.html",
        page=found,
        lines=lines,
        present=present_minor,
        contracts={c.carrier_id: c for c in contracts if c.award_id == award.id},
        may_decide="member" in identity.roles and identity.confirmed,
        **about,
    )


def present_minor(line: Line) -> int | None:
    """What the present contract would cost over the same term, its exit fee included."""
    if line.present_monthly_minor is None:
        return None
    return line.present_monthly_minor * line.term_months + (line.present_exit_minor or 0)


def _overview(
    session: Any, award: Award, found: Listing, about: dict[str, Any], identity: Any, now: Any
) -> str:
    found.things[:] = seen(session, found.things, identity)
    waiting = about["answers"][AcceptanceState.PENDING].lines
    reads_all = allowed(Permission.AWARD_READ, identity, award.group_buy)
    return render_template(
        "acceptance/overview.html",
        page=found,
        reads_all=reads_all,
        may_organise=allowed(Permission.RFQ_ORGANISE, identity, award.group_buy),
        may_settle=about["window"] == "over" or (about["window"] == "open" and not waiting),
        contracts=_contract_states(session, award, identity) if reads_all else [],
        **about,
    )


def _contract_states(session: Any, award: Award, identity: Any) -> Any:
    return find_contract_states(
        session, award_id=award.id, group_buy_id=award.group_buy_id, identity=identity
    )


@pages.post("/<uuid:award_line_id>/accept")
@act(again=lambda award_id, award_line_id: show(award_id=award_id))
def accept(*, award_id: UUID, award_line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    accept_award_line(session, award_line_id=award_line_id, identity=identity, now=now)
    flash(_("Accepted. You may change your answer until the window closes."))
    return _to(award_id)


@pages.post("/accept")
@act(again=show)
def accept_all(*, award_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    count = accept_pending_lines(session, award_id=award_id, identity=identity, now=now)
    flash(ngettext("One line accepted.", "%(num)s lines accepted.", count))
    return _to(award_id)


@pages.get("/<uuid:award_line_id>/decline")
@page
def ask_decline(
    *, award_id: UUID, award_line_id: UUID, session: Any, identity: Any, now: Any
) -> str:
    """The line once more, with a field for the reason."""
    return render_template(
        "acceptance/decline.html",
        award=find_award(session, award_id=award_id, identity=identity),
        line=find_award_line(session, award_line_id=award_line_id, identity=identity),
        now=now,
    )


@pages.post("/<uuid:award_line_id>/decline")
@act(again=ask_decline)
def decline(*, award_id: UUID, award_line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(DeclineSchema())["reason"]
    decline_award_line(
        session, award_line_id=award_line_id, reason=reason, identity=identity, now=now
    )
    flash(_("Declined. You may change your answer until the window closes."))
    return _to(award_id)


@pages.post("/settle")
@act(again=show)
def settle(*, award_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    held = runtime()
    settle_acceptance(
        session,
        award_id=award_id,
        config=held.config,
        jobs=held.jobs,
        identity=identity,
        now=now,
    )
    flash(_("Acceptance is closed; contracts are drawn for the accepted lines."))
    return _to(award_id)


def _to(award_id: UUID) -> Any:
    return redirect(url_for("acceptance_pages.show", award_id=award_id), 303)
