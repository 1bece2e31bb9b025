"""API: acceptance beyond accept and decline: other quotes, firmness, confirmations, places."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import tagged
from marketplace.errors import NotFound
from marketplace.models import AwardLine
from marketplace.schemas import acceptance as schemas
from marketplace.schemas.awards import AwardLineSchema
from marketplace.services.answer_award_lines import Answer, answer_award_lines
from marketplace.services.choose_other_quote import choose_other_quote
from marketplace.services.decide_confirmation import confirm_prices, decline_prices
from marketplace.services.find_award_lines import award_lines_query, seen
from marketplace.services.find_confirmations import find_confirmation, visible_confirmations
from marketplace.services.find_firmness import find_firmness
from marketplace.services.find_other_quotes import find_other_quotes
from marketplace.services.take_place import find_place_offer, take_place

blp = Blueprint("acceptance_api", __name__, description="Acceptance · 成员确认")
Body = dict[str, Any]
LINE = "/award-lines/<uuid:award_line_id>"
CONFIRMATION = "/award-confirmations/<uuid:confirmation_id>"
PLACE = "/group-buys/<uuid:group_buy_id>/waiting-entries/<uuid:entry_id>/place"


@blp.route(LINE + "/quotes")
@reading
@blp.response(200, schemas.OtherQuoteSchema(many=True))
def list_other_quotes(award_line_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """Every other usable quote that prices your line, the cheapest first."""
    return find_other_quotes(session, award_line_id=award_line_id, identity=identity)


@blp.route(LINE + "/choose", methods=["POST"])
@creating
@blp.response(200, AwardLineSchema)
@blp.arguments(schemas.ChoiceSchema)
def post_choice(body: Body, award_line_id: UUID, **call: Any) -> Any:
    """Take another bidder's quote for your line; above your ceiling only with `consent`."""
    line = choose_other_quote(award_line_id=award_line_id, **body, **call)
    call["session"].flush()
    return seen(call["session"], [line], call["identity"])[0]


@blp.route("/awards/<uuid:award_id>/answers", methods=["POST"])
@creating
@blp.response(200, AwardLineSchema(many=True))
@blp.arguments(schemas.LineAnswersSchema)
def post_answers(body: Body, award_id: UUID, **call: Any) -> Any:
    """Answer several of your lines at once: every answer is kept, or none.

    Each fault names its line (`award_line_id`) and its answer (`/answers/1`). An answer that
    stands already is not given again.
    """
    said = [_answer(**one) for one in body["answers"]]
    answer_award_lines(award_id=award_id, answers=said, **call)
    session, identity = call["session"], call["identity"]
    session.flush()
    query = award_lines_query(session, award_id=award_id, identity=identity, own=True)
    named = [one.award_line_id for one in said]
    rows = session.scalars(query.where(AwardLine.id.in_(named))).unique().all()
    return seen(session, sorted(rows, key=lambda row: named.index(row.id)), identity)


def _answer(*, answer: schemas.AnswerKind, **said: Any) -> Answer:
    return Answer(**said, accept=answer == schemas.AnswerKind.ACCEPT)


@blp.route("/awards/<uuid:award_id>/firmness")
@reading
@blp.response(200, schemas.FirmnessSchema(many=True))
def list_firmness(award_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """By carrier, accepted against needed bandwidth; a carrier reads its own, members none."""
    found = find_firmness(session, award_id=award_id, identity=identity)
    names = ("awarded_mbps", "accepted_mbps", "needed_mbps", "missing_mbps")
    more = ("firm_down_to_bps", "holds")
    return [
        {"carrier": carrier} | {name: getattr(firm, name) for name in names + more}
        for carrier, firm in found
    ]


@blp.route("/award-confirmations")
@reading
@blp.response(200, schemas.ConfirmationSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_confirmations(paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """The confirmations asked of you as a carrier, or in your awards, the newest first."""
    return page(session, visible_confirmations(identity), **paging)


@blp.route(CONFIRMATION)
@reading
@blp.response(200, schemas.ConfirmationSchema)
def get_confirmation(confirmation_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """One confirmation."""
    return tagged(find_confirmation(session, confirmation_id=confirmation_id, identity=identity))


@blp.route(CONFIRMATION + "/confirm", methods=["POST"])
@creating
@blp.response(200, schemas.ConfirmationSchema)
def post_confirm(confirmation_id: UUID, **call: Any) -> Any:
    """Keep your awarded prices although less was accepted; the contracts are drawn."""
    config = runtime().config
    return tagged(confirm_prices(confirmation_id=confirmation_id, config=config, **call))


@blp.route(CONFIRMATION + "/release", methods=["POST"])
@creating
@blp.response(200, schemas.ConfirmationSchema)
def post_release(confirmation_id: UUID, **call: Any) -> Any:
    """Let your lines of the award go; no answer by the due time releases them too."""
    config = runtime().config
    return tagged(decline_prices(confirmation_id=confirmation_id, config=config, **call))


@blp.route(PLACE)
@reading
@blp.response(200, schemas.PlaceSchema)
def get_place(group_buy_id: UUID, entry_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The place that your waiting line may take now; 404 while there is none."""
    which = {"group_buy_id": group_buy_id, "entry_id": entry_id}
    offer = find_place_offer(session, **which, identity=identity, now=now)
    if offer is None:
        raise NotFound()
    return offer


@blp.route(PLACE, methods=["POST"])
@creating
@blp.response(200, AwardLineSchema)
def post_place(group_buy_id: UUID, entry_id: UUID, **call: Any) -> Any:
    """Take the place: you join with this line, accepted at the award's carrier and price."""
    row = take_place(group_buy_id=group_buy_id, entry_id=entry_id, **call)
    return seen(call["session"], [row], call["identity"])[0]
