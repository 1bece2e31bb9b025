"""Acceptance: what a member got and may answer, and how the organiser follows and settles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from marketplace.domain.roles import OrganisationKind
from marketplace.errors import NotFound
from marketplace.models import Award, Contract, Line
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_award_lines import award_lines_query, count_answers, seen
from marketplace.services.find_awards import find_award
from marketplace.services.find_contract_states import find_contract_states
from marketplace.services.find_firmness import find_firmness
from marketplace.services.find_other_quotes import other_quotes
from marketplace.services.find_promise import find_promises
from marketplace.services.find_successor import (
    confirmations_of,
    contracts_by_line,
    find_successor,
)
from marketplace.services.preview_contracts import preview_contracts
from marketplace.services.settle_acceptance import answers_left, settle_acceptance
from marketplace.web.acceptance_charts import firm_bars
from marketplace.web.award_way import award_way
from marketplace.web.call import act, page, runtime
from marketplace.web.listing import listing
from marketplace.web.price_comparison import price_comparison
from marketplace.web.typed import typed

pages = Blueprint("acceptance_pages", __name__, url_prefix="/awards/<uuid:award_id>/lines")
OPEN = ("before", "open", "stopped")
"Windows in which an answer can still be given, now or later"


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
    contracts = contracts_by_line(session, award, identity)
    return render_template(
        "acceptance/member.html",
        lines={row.line_id: row.line for row in rows},
        places=answer_places([row.id for row in rows]),
        others=other_quotes(session, award, rows),
        promises=find_promises(session, award.rfq_id, rows),
        present=present_minor,
        compared=lambda line, quotes, own: price_comparison(line, quotes, present_minor(own)),
        contracts=contracts,
        way=award_way(award, list({c.id: c for c in contracts.values()}.values()), now),
        previews=previews(session, award, identity, now) if about["window"] in OPEN else [],
        may_decide="member" in identity.roles and identity.confirmed,
        **about,
    )


def answer_places(award_line_ids: Sequence[UUID]) -> dict[UUID, int]:
    """The number of each line in the form: as it was sent, if it was; else one nobody had."""
    held = typed()
    sent = {str(held.value(f"answers-{n}-award_line_id")): n for n in held.rows("answers")}
    free = count(max(sent.values(), default=-1) + 1)
    return {one: sent[str(one)] if str(one) in sent else next(free) for one in award_line_ids}


def previews(session: Session, award: Award, identity: Any, now: Any) -> list[Contract]:
    """The contracts that all of the member's lines would lead to, not only those of one page."""
    query = award_lines_query(session, award_id=award.id, identity=identity, own=True)
    rows = session.scalars(query).unique().all()
    return preview_contracts(session, award, rows, config=runtime().config, now=now)


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
