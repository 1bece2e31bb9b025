"""Acceptance: the member answers line by line, the organiser follows and settles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domain.roles import OrganisationKind
from marketplace.errors import NotFound
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
from marketplace.services.find_firmness import find_firmness
from marketplace.services.find_other_quotes import other_quotes
from marketplace.services.find_successor import (
    confirmations_of,
    contracts_by_line,
    find_successor,
)
from marketplace.services.settle_acceptance import answers_left, settle_acceptance
from marketplace.web.acceptance_charts import firm_bars
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load
from marketplace.web.listing import listing

pages = Blueprint("acceptance_pages", __name__, url_prefix="/awards/<uuid:award_id>/lines")


@pages.get("")
@page
def show(*, award_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """A member's own page; for all others the overview of what they may see."""
    award = find_award(session, award_id=award_id, identity=identity)
    reads_all = allowed(Permission.AWARD_READ, identity, award.group_buy)
    if identity.kind == OrganisationKind.ENTERPRISE and not reads_all:
        return _member_page(session, award, identity, now)
    return _overview(session, award, identity, now, reads_all)


@pages.get("/own")
@page
def own(*, award_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """The own lines of a lead enterprise, whose first page is the overview."""
    if identity.kind != OrganisationKind.ENTERPRISE:
        raise NotFound()
    award = find_award(session, award_id=award_id, identity=identity)
    return _member_page(session, award, identity, now)


def window(award: Award, now: Any) -> str:
    """`before`, `stopped`, `open`, `over` (not yet settled) or `settled`."""
    if award.settled_at is not None or award.state != "standing":
        return "settled"
    if award.clock_stopped_at is not None:
        return "stopped"
    if now < award.acceptance_opens_at:
        return "before"
    return "open" if now < award.acceptance_due_at else "over"


def _about(session: Any, award: Award, identity: Any, now: Any, *, own: bool) -> dict[str, Any]:
    mine = {"award_id": award.id, "identity": identity, "own": own}
    return {
        "award": award,
        "page": listing(session, award_lines_query(session, **mine)),
        "answers": count_answers(session, **mine),
        "window": window(award, now),
        "successor": find_successor(session, award),
        "now": now,
    }


def _member_page(session: Any, award: Award, identity: Any, now: Any) -> str:
    about = _about(session, award, identity, now, own=True)
    found = about["page"]
    rows = list(found.things)
    found.things[:] = seen(session, rows, identity)
    return render_template(
        "acceptance/member.html",
        lines={row.line_id: row.line for row in rows},
        others=other_quotes(session, award, rows),
        present=present_minor,
        contracts=contracts_by_line(session, award, identity),
        may_decide="member" in identity.roles and identity.confirmed,
        **about,
    )


def present_minor(line: Line) -> int | None:
    """What the present contract would cost over the same term, its exit fee included."""
    if line.present_monthly_minor is None:
        return None
    return line.present_monthly_minor * line.term_months + (line.present_exit_minor or 0)


def _overview(session: Any, award: Award, identity: Any, now: Any, reads_all: bool) -> str:
    about = _about(session, award, identity, now, own=False)
    about["page"].things[:] = seen(session, about["page"].things, identity)
    over = about["window"] == "over"
    firm = find_firmness(session, award_id=award.id, identity=identity)
    return render_template(
        "acceptance/overview.html",
        reads_all=reads_all,
        takes_part=identity.kind == OrganisationKind.ENTERPRISE,
        may_organise=allowed(Permission.RFQ_ORGANISE, identity, award.group_buy),
        may_settle=over or (about["window"] == "open" and not answers_left(session, award)),
        firm=firm_bars(firm),
        confirmations=confirmations_of(session, award, identity),
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
    return to(award_id, session, identity)


@pages.post("/accept")
@act(again=show)
def accept_all(*, award_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    count = accept_pending_lines(session, award_id=award_id, identity=identity, now=now)
    flash(ngettext("One line accepted.", "%(num)s lines accepted.", count))
    return to(award_id, session, identity)


@pages.get("/<uuid:award_line_id>/decline")
@page
def ask_decline(
    *, award_id: UUID, award_line_id: UUID, session: Any, identity: Any, now: Any
) -> str:
    """The line once more, with a field for the reason."""
    award = find_award(session, award_id=award_id, identity=identity)
    return render_template(
        "acceptance/decline.html",
        award=award,
        back=own_lines(award, identity),
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
    return to(award_id, session, identity)


@pages.post("/settle")
@act(again=show)
def settle(*, award_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    held = runtime()
    award = settle_acceptance(
        session,
        award_id=award_id,
        config=held.config,
        jobs=held.jobs,
        identity=identity,
        now=now,
    )
    if award.state == "superseded":
        flash(_("Too little was accepted for every price to hold: the re-award is computed."))
    else:
        flash(_("Acceptance is closed; contracts are drawn for the accepted lines."))
    return redirect(url_for("acceptance_pages.show", award_id=award_id), 303)


def own_lines(award: Award, identity: Any) -> str:
    """Where the member reads its own lines; a lead enterprise has the overview elsewhere."""
    leads = allowed(Permission.AWARD_READ, identity, award.group_buy)
    return url_for("acceptance_pages.own" if leads else "acceptance_pages.show", award_id=award.id)


def to(award_id: UUID, session: Any, identity: Any) -> Any:
    """Back to the member's own lines."""
    award = find_award(session, award_id=award_id, identity=identity)
    return redirect(own_lines(award, identity), 303)
