"""Another bidder's quote for a line: the figures beside the award's, consent, and the choice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from marketplace.errors import NotFound
from marketplace.schemas.acceptance import ConsentSchema
from marketplace.services.choose_other_quote import choose_other_quote
from marketplace.services.find_award_lines import find_award_line
from marketplace.services.find_awards import find_award
from marketplace.services.find_other_quotes import find_other_quotes
from marketplace.services.find_promise import find_promise
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.pages.acceptance import own_lines, to, window

pages = Blueprint("other_quote_pages", __name__)
PATH = "/awards/<uuid:award_id>/lines/<uuid:award_line_id>/quotes/<uuid:carrier_id>"


@pages.get(PATH)
@page
def show(
    *,
    award_id: UUID,
    award_line_id: UUID,
    carrier_id: UUID,
    session: Any,
    identity: Any,
    now: Any,
) -> str:
    quotes = find_other_quotes(session, award_line_id=award_line_id, identity=identity)
    quote = next((one for one in quotes if one.carrier.id == carrier_id), None)
    line = find_award_line(session, award_line_id=award_line_id, identity=identity)
    if quote is None or line.award_id != award_id:
        raise NotFound()
    award = find_award(session, award_id=award_id, identity=identity)
    return render_template(
        "acceptance/other_quote.html",
        award=award,
        back=own_lines(award, identity),
        line=line,
        quote=quote,
        awarded=find_promise(
            session,
            rfq_id=award.rfq_id,
            carrier_id=line.carrier.id if line.carrier else None,
            line_id=line.line_id,
        ),
        may_decide=window(award, now) == "open" and _is_own(line, identity),
        now=now,
    )


def _is_own(line: Any, identity: Any) -> bool:
    member = line.member is not None and identity.is_of(line.member.id)
    return bool(member and "member" in identity.roles and identity.confirmed)


@pages.post(PATH)
@act(again=show)
def choose(
    *,
    award_id: UUID,
    award_line_id: UUID,
    carrier_id: UUID,
    session: Any,
    identity: Any,
    now: Any,
) -> Any:
    choose_other_quote(
        session,
        award_line_id=award_line_id,
        carrier_id=carrier_id,
        identity=identity,
        now=now,
        **load(ConsentSchema()),
    )
    flash(_("Taken. The price is fixed; you may change your answer until the window closes."))
    return to(award_id, session, identity)
