"""What waits for the caller now, by role, the earliest deadline first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

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
    Licence,
    Organisation,
    Participation,
    PriceBook,
    Rfq,
    RfqQuestion,
    SealedQuote,
)
from marketplace.security.identity import Identity
from marketplace.services.do_duty import count_due
from marketplace.services.find_answers_due import (
    lines_to_answer,
    places_to_take,
    prices_to_confirm,
)
from marketplace.services.find_contracts_due import archives_to_decide, contracts_to_sign
from marketplace.services.find_deposits_due import (
    claims_to_contest,
    claims_to_decide,
    deposits_to_pay,
)
from marketplace.services.find_exports_due import (
    exports_to_answer,
    exports_to_count,
    lines_without_export,
)
from marketplace.services.find_findings import count_own_stopped, count_waiting
from marketplace.services.find_group_buys import open_to
from marketplace.services.find_payments_due import (
    disputes_to_answer,
    invoices_to_pay,
    items_to_invoice,
    payments_to_confirm,
)
from marketplace.services.find_screens import count_held
from marketplace.services.hear_bidder import hearings_to_answer
from marketplace.services.remind_deposit import count_to_settle

NEVER = datetime.max.replace(tzinfo=UTC)
TITLES = (GroupBuy.title_zh, GroupBuy.title_en)


@dataclass(frozen=True)
class Task:
    """One thing to do: `kind` says what, the other fields about which thing and until when."""

    kind: str
    thing_id: UUID | None = None
    title_zh: str = ""
    title_en: str = ""
    due_at: datetime | None = None
    count: int = 1


def find_tasks(session: Session, *, identity: Identity, now: datetime) -> list[Task]:
    """At most a few dozen tasks, for the home page."""
    if not identity.confirmed:
        return []
    found: list[Task] = []
    for role, ask in _BY_ROLE.items():
        if identity.has(role):
            found += ask(session, identity, now)
    return sorted(found, key=lambda task: task.due_at or NEVER)


def _of_reviewer(session: Session, identity: Identity, _now: datetime) -> Iterator[Task]:
    counts = (
        ("organisations_waiting", Organisation, Organisation.state == OrganisationState.PENDING),
        ("licences_waiting", Licence, Licence.state == LicenceState.PENDING),
    )
    for kind, model, waiting in counts:
        count = session.scalar(sa.select(sa.func.count()).select_from(model).where(waiting)) or 0
        if count:
            yield Task(kind, count=count)
    if held := count_held(session):
        yield Task("screens_held", count=held)
    if undecided := count_waiting(session, identity):
        yield Task("findings_waiting", count=undecided)
    yield from _tasks(session, "decide_claim", claims_to_decide(identity))
    short = _rfqs().where(
        Rfq.state == RfqState.SHORT, Rfq.profile == RfqProfile.SIMPLE, Rfq.quotes_received > 0
    )
    yield from _tasks(session, "allow_opening", short)


def _of_organiser(session: Session, identity: Identity, _now: datetime) -> Iterator[Task]:
    kinds = {
        GroupBuyState.DRAFT: "open_draft",
        GroupBuyState.LOCKED: "issue_rfq",
        GroupBuyState.OPENED: "choose_award",
    }
    rows = session.execute(
        sa.select(GroupBuy.id, GroupBuy.state, *TITLES)
        .where(GroupBuy.organiser_id == identity.organisation_id, GroupBuy.state.in_(kinds))
        .order_by(GroupBuy.created_at.desc())
        .limit(20)
    )
    for row in rows:
        yield Task(kinds[row.state], row.id, row.title_zh, row.title_en)
    mine = GroupBuy.organiser_id == identity.organisation_id
    yield from _tasks(session, "rfq_short", _rfqs().where(mine, Rfq.state == RfqState.SHORT))
    yield from _tasks(session, "answer_questions", _unanswered().where(mine))
    yield from _tasks(session, "answer_complaints", _complained().where(mine))


def _rfqs() -> Any:
    """RFQs with the titles of their group buys."""
    return sa.select(Rfq.id, *TITLES).join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)


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


def _of_member(session: Session, identity: Identity, now: datetime) -> Iterator[Task]:
    mine = identity.organisation_id
    joined = sa.exists().where(
        Participation.group_buy_id == GroupBuy.id,
        Participation.member_id == mine,
        Participation.state == ParticipationState.JOINED,
    )
    yield from _tasks(
        session,
        "join",
        sa.select(GroupBuy.id, *TITLES, GroupBuy.locks_at.label("due_at")).where(
            open_to(identity),
            GroupBuy.state == GroupBuyState.OPEN,
            GroupBuy.locks_at > now,
            ~joined,
        ),
    )
    if stopped := count_own_stopped(session, identity):
        yield Task("findings_to_mend", count=stopped)
    yield from _tasks(session, "answer_award", lines_to_answer(identity, now))
    for award in places_to_take(session, identity, now):
        titles = award.group_buy.title_zh, award.group_buy.title_en
        yield Task("take_place", award.group_buy_id, *titles, award.acceptance_due_at)
    yield from _tasks(session, "pay_deposit", deposits_to_pay(identity, now))
    yield from _tasks(session, "contest_claim", claims_to_contest(identity, now))
    yield from _tasks(session, "sign_contract", contracts_to_sign(identity, "member"))
    yield from _tasks(session, "name_export", lines_without_export(identity))
    yield from _tasks(session, "answer_export", exports_to_answer(identity))
    yield from _tasks(session, "count_export", exports_to_count(identity))
    yield from _tasks(session, "pay_invoices", invoices_to_pay(identity))
    yield from _tasks(session, "answer_dispute", disputes_to_answer(identity))


def _of_carrier(session: Session, identity: Identity, now: datetime) -> Iterator[Task]:
    mine = identity.organisation_id
    if not _has(session, Licence, Licence.carrier_id == mine):
        yield Task("submit_licence")
    published = PriceBook.state == PriceBookState.PUBLISHED
    if not _has(session, PriceBook, PriceBook.carrier_id == mine, published):
        yield Task("publish_price_book")
    yield from _tasks(
        session,
        "quote",
        sa.select(Rfq.id, *TITLES, Rfq.quotes_due_at.label("due_at"))
        .join(GroupBuy, GroupBuy.id == Rfq.group_buy_id)
        .join(SealedQuote, SealedQuote.rfq_id == Rfq.id)
        .where(
            SealedQuote.carrier_id == mine,
            Rfq.state == RfqState.QUOTING,
            Rfq.quotes_due_at > now,
        ),
    )
    yield from _tasks(session, "state_case", hearings_to_answer(identity, now))
    yield from _tasks(session, "confirm_prices", prices_to_confirm(identity, now))
    yield from _tasks(session, "decide_archives", archives_to_decide(identity))
    yield from _tasks(session, "sign_contract", contracts_to_sign(identity, "carrier"))
    yield from _tasks(session, "invoice_lines", items_to_invoice(identity, now))
    yield from _tasks(session, "confirm_payments", payments_to_confirm(identity))
    yield from _tasks(session, "answer_dispute", disputes_to_answer(identity))


def _tasks(session: Session, kind: str, query: Any) -> Iterator[Task]:
    for row in session.execute(query.limit(20)).mappings():
        titles = row["title_zh"], row["title_en"]
        yield Task(kind, row["id"], *titles, row.get("due_at"), row.get("count", 1))


def _has(session: Session, model: Any, *where: Any) -> bool:
    return session.scalar(sa.select(model.id).where(*where).limit(1)) is not None


def _of_operator(session: Session, _identity: Identity, now: datetime) -> Iterator[Task]:
    if due := count_due(session, now=now):
        yield Task("duties_due", count=due)
    if owed := count_to_settle(session, now=now):
        yield Task("deposits_to_settle", count=owed)


_BY_ROLE = {
    Role.OPERATOR: _of_operator,
    Role.REVIEWER: _of_reviewer,
    Role.PARK_MANAGER: _of_organiser,
    Role.LEAD_ENTERPRISE: _of_organiser,
    Role.MEMBER: _of_member,
    Role.CARRIER: _of_carrier,
}
