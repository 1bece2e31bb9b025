"""The organiser's statement (组织方声明): a guided form while in draft, and what was stated."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import GroupBuyState
from marketplace.domain.uscc import is_organ
from marketplace.models import GroupBuy
from marketplace.schemas.organiser_statements import KeepOrganiserStatementSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.create_group_buy import find_draft
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_organiser_statement import find_approval, statement_of
from marketplace.services.keep_organiser_statement import keep_organiser_statement
from marketplace.web.call import act, page
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load, require_version
from marketplace.web.statement_words import questions

pages = Blueprint(
    "organiser_statement_pages", __name__, url_prefix="/group-buys/<uuid:group_buy_id>/statement"
)


@pages.get("")
@page
def show(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    group_buy = find_group_buy(session, group_buy_id, identity, Permission.STATEMENT_READ)
    return render_template(
        "group_buys/statement.html",
        group_buy=group_buy,
        statement=statement_of(session, group_buy),
        organ=is_organ(group_buy.organiser.uscc),
        may_state=_may_state(group_buy, identity),
        questions=questions(),
        accepted=ACCEPTED,
    )


@pages.post("")
@act(again=show)
def keep(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    group_buy = find_draft(session, group_buy_id, identity)
    statement = statement_of(session, group_buy)
    require_version(statement)
    given = load(KeepOrganiserStatementSchema(), without=("approval_id",))
    sent = sent_evidence(session, identity=identity, now=now, field="approval_id")
    given["approval_id"] = sent or statement.approval_id
    keep_organiser_statement(
        session, group_buy=group_buy, statement=statement, given=given, identity=identity, now=now
    )
    flash(_("Your statement is on record."))
    return redirect(url_for("group_buy_pages.show", group_buy_id=group_buy_id), 303)


@pages.get("/approval")
@page
def approval(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_approval(session, group_buy_id, identity))


def _may_state(group_buy: GroupBuy, identity: Any) -> bool:
    draft = group_buy.state == GroupBuyState.DRAFT
    return draft and allowed(Permission.GROUP_BUY_ORGANISE, identity, group_buy)
