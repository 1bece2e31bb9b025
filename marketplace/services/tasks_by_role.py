"""What can wait for each role: a query per kind of task.

Each query gives some of the columns id, title_zh, title_en, due_at and count; a kind without one
of them is about no thing, has no title or no time, or counts as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from marketplace.domain.lives import (
    AwardComplaintState,
    GroupBuyState,
    LicenceState,
    OrganisationState,
    ParticipationState,
    PriceBookState,
    QuestionState,
    RfqProfile,
    RfqState,
)
from marketplace.domain.roles import Role
from marketplace.models import (
    Award,
    AwardComplaint,
    GroupBuy,
    GroupBuyQuestion,
    Licence,
    Organisation,
    Participation,
    PriceBook,
    Rfq,
    RfqQuestion,
    SealedQuote,
)
from marketplace.security.identity import Identity
from marketplace.services.caller_parameters import ASKED_AT
from marketplace.services.find_answers_due import (
    lines_to_answer,
    places_to_take,
    prices_to_confirm,
)
from marketplace.services.find_contracts_due import (
    archives_to_decide,
    contracts_to_sign,
    ends_to_answer,
)
from marketplace.services.find_deposits_due import (
    claims_to_contest,
    claims_to_decide,
    deposits_to_pay,
)
from marketplace.services.find_desk import quote_stands
from marketplace.services.find_exports_due import (
    exports_to_answer,
    exports_to_count,
    lines_without_export,
)
from marketplace.services.find_fees_due import fees_to_pay
from marketplace.services.find_findings import own_stopped, waiting_findings
from marketplace.services.find_group_buys import open_to
from marketplace.services.find_payments_due import (
    disputes_to_answer,
    invoices_to_pay,
    items_to_invoice,
    payments_to_confirm,
)
from marketplace.services.find_screens import held_awards
from marketplace.services.find_words_due import places_to_confirm, service_to_answer
from marketplace.services.hear_bidder import hearings_to_answer

TITLES = (GroupBuy.title_zh, GroupBuy.title_en)
OVER = (GroupBuyState.CONCLUDED, GroupBuyState.FAILED, GroupBuyState.CANCELLED)
PLACE_TO_TAKE = "take_place"
"its rows are awards in which a place may be free; whether one is needs a look at each"
Asked = Iterator[tuple[str, Any]]


def tasks_of(caller: Identity) -> Asked:
    """The kinds of tasks that a caller of these roles can have, each with its query."""
    for role, ask in _BY_ROLE.items():
        if caller.has(role):
            yield from ask(caller)


def _of_reviewer(caller: Identity) -> Asked:
    pending = sa.select(Organisation.id).where(Organisation.state == OrganisationState.PENDING)
    yield "organisations_waiting", _counted(pending)
    pending = sa.select(Licence.id).where(Licence.state == LicenceState.PENDING)
    yield "licences_waiting", _counted(pending)
    yield "screens_held", _counted(held_awards())
    yield "findings_waiting", _counted(waiting_findings(caller))
    yield "decide_claim", claims_to_decide(caller)
    short = _rfqs().where(
        Rfq.state == RfqState.SHORT, Rfq.profile == RfqProfile.SIMPLE, Rfq.quotes_received > 0
    )
    yield "allow_opening", short


def _of_organiser(caller: Identity) -> Asked:
    mine = GroupBuy.organiser_id == caller.organisation_id
    newest = sa.select(GroupBuy.id, *TITLES).where(mine).order_by(GroupBuy.created_at.desc())
    yield "open_draft", newest.where(GroupBuy.state == GroupBuyState.DRAFT)
    yield "issue_rfq", newest.where(GroupBuy.state == GroupBuyState.LOCKED)
    yield "choose_award", newest.where(GroupBuy.state == GroupBuyState.OPENED)
    yield "rfq_short", _rfqs().where(mine, Rfq.state == RfqState.SHORT)
    yield "answer_members", _asked_by_members().where(mine)
    yield "answer_questions", _unanswered().where(mine)
    yield "answer_complaints", _complained().where(mine)
    yield "answer_service", service_to_answer(caller)
    if caller.has(Role.PARK_MANAGER):
        yield "premises_waiting", _counted(places_to_confirm(caller))


def _of_member(caller: Identity) -> Asked:
    yield "join", _to_join(caller)
    yield "findings_to_mend", _counted(own_stopped(caller))
    yield "answer_award", lines_to_answer(caller, ASKED_AT)
    yield PLACE_TO_TAKE, places_to_take(caller, ASKED_AT)
    yield "pay_deposit", deposits_to_pay(caller, ASKED_AT)
    yield "contest_claim", claims_to_contest(caller, ASKED_AT)
    yield "sign_contract", contracts_to_sign(caller, "member")
    yield "answer_end", ends_to_answer(caller, "member")
    yield "name_export", lines_without_export(caller)
    yield "answer_export", exports_to_answer(caller)
    yield "count_export", exports_to_count(caller)
    yield "pay_invoices", invoices_to_pay(caller)
    yield "answer_dispute", disputes_to_answer(caller)
    yield "pay_fee", fees_to_pay(caller)


def _of_carrier(caller: Identity) -> Asked:
    mine = caller.organisation_id
    yield "submit_licence", _unless(sa.exists().where(Licence.carrier_id == mine))
    published = sa.exists().where(
        PriceBook.carrier_id == mine, PriceBook.state == PriceBookState.PUBLISHED
    )
    yield "publish_price_book", _unless(published)
    yield "quote", _to_quote(caller)
    yield "answer_service", service_to_answer(caller)
    yield "state_case", hearings_to_answer(caller, ASKED_AT)
    yield "confirm_prices", prices_to_confirm(caller, ASKED_AT)
    yield "decide_archives", archives_to_decide(caller)
    yield "sign_contract", contracts_to_sign(caller, "carrier")
    yield "answer_end", ends_to_answer(caller, "carrier")
    yield "invoice_lines", items_to_invoice(caller, ASKED_AT)
    yield "confirm_payments", payments_to_confirm(caller)
    yield "answer_dispute", disputes_to_answer(caller)
    yield "pay_fee", fees_to_pay(caller)


_BY_ROLE = {
    Role.REVIEWER: _of_reviewer,
    Role.PARK_MANAGER: _of_organiser,
    Role.LEAD_ENTERPRISE: _of_organiser,
    Role.MEMBER: _of_member,
    Role.CARRIER: _of_carrier,
}


def _to_join(caller: Identity) -> Any:
    """Group buys that are open to the company and that it is not in."""
    joined = sa.exists().where(
        Participation.group_buy_id == GroupBuy.id,
        Participation.member_id == caller.organisation_id,
        Participation.state == ParticipationState.JOINED,
    )
    return sa.select(GroupBuy.id, *TITLES, GroupBuy.locks_at.label("due_at")).where(
        open_to(caller),
        GroupBuy.state == GroupBuyState.OPEN,
        GroupBuy.locks_at > ASKED_AT,
        ~joined,
    )


def _to_quote(caller: Identity) -> Any:
    """RFQs that the carrier is invited to and has no sealed quote in, before quotes are due."""
    return (
        _rfqs()
        .add_columns(Rfq.quotes_due_at.label("due_at"))
        .join(SealedQuote, SealedQuote.rfq_id == Rfq.id)
        .where(
            SealedQuote.carrier_id == caller.organisation_id,
            Rfq.state == RfqState.QUOTING,
            Rfq.quotes_due_at > ASKED_AT,
            ~quote_stands(caller),
        )
    )


def _rfqs() -> Any:
    """RFQs with the titles of their group buys."""
    return sa.select(Rfq.id, *TITLES).join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)


def _asked_by_members() -> Any:
    """Group buys under way with how many questions of companies wait; before the lock, until it."""
    until = sa.case((GroupBuy.locks_at > ASKED_AT, GroupBuy.locks_at))
    due_at = sa.case((GroupBuy.state == GroupBuyState.OPEN, until)).label("due_at")
    return (
        sa.select(GroupBuy.id, *TITLES, due_at, sa.func.count().label("count"))
        .join(GroupBuyQuestion, GroupBuyQuestion.group_buy_id == GroupBuy.id)
        .where(
            GroupBuyQuestion.state == QuestionState.ASKED,
            GroupBuy.state.not_in(OVER),
        )
        .group_by(GroupBuy.id)
    )


def _unanswered() -> Any:
    """RFQs still quoting, with how many questions wait for an answer."""
    return (
        _rfqs()
        .add_columns(Rfq.quotes_due_at.label("due_at"), sa.func.count().label("count"))
        .join(RfqQuestion, RfqQuestion.rfq_id == Rfq.id)
        .where(Rfq.state == RfqState.QUOTING, RfqQuestion.state == QuestionState.ASKED)
        .group_by(Rfq.id, *TITLES)
    )


def _complained() -> Any:
    """Awards with how many complaints against them wait for an answer."""
    return (
        sa.select(Award.id, *TITLES, sa.func.count().label("count"))
        .join(AwardComplaint, AwardComplaint.award_id == Award.id)
        .join(GroupBuy, GroupBuy.id == Award.group_buy_id)
        .where(AwardComplaint.state == AwardComplaintState.FILED)
        .group_by(Award.id, *TITLES)
    )


def _counted(query: sa.Select[Any]) -> sa.Select[Any]:
    """How many rows the query has; no row for none."""
    rows = query.order_by(None).subquery()
    return sa.select(sa.func.count().label("count")).select_from(rows).having(sa.func.count() > 0)


def _unless(there: Any) -> sa.Select[Any]:
    """One row unless the thing is there."""
    return sa.select(sa.literal(1).label("count")).where(~there)
