"""The group buy of the random deposits: how it is founded and seen, and how a process dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import real_now_of
from marketplace.domain.lives import (
    ContractState,
    DepositState,
    GroupBuyState,
    LineState,
)
from marketplace.domain.payments import (
    Payment,
    PaymentState,
    Refund,
    RefundState,
    Seen,
)
from marketplace.errors import MarketplaceError
from marketplace.models import (
    Contract,
    ContractLine,
    Deposit,
    DepositTerms,
    GroupBuy,
    Line,
    Participation,
    StripeBooking,
)
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.reckon_deposit import reckon_anew
from tests.factories.deposited import Deposits
from tests.factories.locked import Locked
from tests.factories.stripe_trial import a_trial
from tests.factories.uploads import upload
from tests.model.deposit_cast import carrier_of, operator_of, park_of, reviewers_of

PRICE = 30_000_000
OVER = (DepositState.RETURNED, DepositState.KEPT, DepositState.RELEASED)
PATIENCE = 12
"rounds of sweeps, half a month each, after which every deposit is over"


NO_AWARDS = "ALTER TABLE contracts DROP CONSTRAINT IF EXISTS fk_contracts_award_id_group_buy_id"
"In this database contracts stand without their awards: no deposit asks for one"


class OneGroupBuy:
    """One group buy whose members owe a deposit, Stripe as its twin, and what both say of it."""

    def __init__(self, deposits: Deposits, *, saves: bool, seed: int) -> None:
        self.market, self.database = deposits, deposits.database
        self.random = Random(seed)
        self.now = deposits.clock.now()
        deposits.clock.freeze(self.now)
        with self.database.single_statements() as session:
            self.began = real_now_of(session)
        self.stripe = a_trial(clock=self._seconds)
        deposits.use(self.stripe)
        self.bag: list[Seen] = []
        self.pages: list[str] = []
        self.reviewers = reviewers_of(deposits)
        self.operator = operator_of(deposits)
        self.carrier = carrier_of(deposits)
        self.proof = UUID(upload(self.carrier))
        self._found(saves)

    def _seconds(self) -> float:
        return self.now.timestamp()

    def _found(self, saves: bool) -> None:
        """An open group buy, each member with two lines and a deposit that is due."""
        park, members = park_of(self.market)
        made = Locked(
            self.market.people, *([{}, {}] for _ in members), park=park, companies=members
        )
        self.members, self.id = members, made.id
        with self.database.unit_of_work() as session:
            session.execute(sa.text(NO_AWARDS))
            group_buy = session.get_one(GroupBuy, self.id)
            group_buy.state, group_buy.locked_at = GroupBuyState.OPEN, None
            group_buy.locks_at = self.now + timedelta(days=10)
            session.add(
                DepositTerms(
                    group_buy_id=self.id,
                    way="save" if saves else "charge",
                    rate_bps=200,
                    interest_bps=365,
                    hold_days=30,
                    confirm_days=2,
                    rule_version="DR-2026-1",
                )
            )
            session.flush()
            stays = sa.select(Participation).where(Participation.group_buy_id == self.id)
            for stay in session.scalars(stays).all():
                reckon_anew(session, stay, now=self.now)
        self.known = self.deposits()

    def move(self, by: timedelta) -> None:
        self.now += by
        self.market.clock.freeze(self.now)

    def deposits(self) -> list[Deposit]:
        with self.database.single_statements() as session:
            mine = sa.select(Deposit).where(Deposit.group_buy_id == self.id)
            ids = [one.id for one in session.scalars(mine.order_by(Deposit.id))]
        return [self.market.row(id_) for id_ in ids]

    def at_stripe(self) -> dict[UUID, tuple[int, int]]:
        """By deposit: fen charged there, and fen refunded there for good."""
        sums: dict[UUID, tuple[int, int]] = {}
        start = datetime.fromtimestamp(0).astimezone()
        for seen in self.stripe.payments.made_since(start):
            if seen.about is None or not isinstance(seen, Payment | Refund):
                continue
            paid, back = sums.get(seen.about.id, (0, 0))
            if isinstance(seen, Payment):
                paid += seen.amount_minor if seen.state is PaymentState.SUCCEEDED else 0
            else:
                gone = seen.state in (RefundState.SUCCEEDED, RefundState.PENDING)
                back += seen.amount_minor if gone else 0
            sums[seen.about.id] = paid, back
        return sums

    def saved_on(self, page_id: str) -> str:
        """The way to pay that a person saved on that page."""
        state = self.stripe.twin.state
        setup = state.get(state.get(page_id)["setup_intent"])
        return str(setup["payment_method"])

    def booked(self) -> dict[UUID | None, int]:
        """By deposit, what the bookings of Stripe's objects come to."""
        total = sa.func.sum(StripeBooking.amount_minor)
        query = sa.select(StripeBooking.about_id, total).group_by(StripeBooking.about_id)
        with self.database.single_statements() as session:
            return {id_: int(minor) for id_, minor in session.execute(query)}

    def _note(self, session: Session, group_buy: GroupBuy) -> None:
        """Whatever moves a group buy stands in its audit log."""
        record(session, group_buy, "move", by=None, now=self.now)

    def _deposit(self, at: int) -> Deposit:
        """As it was in the beginning: for what never changes of it."""
        return self.known[at % len(self.known)]

    def _identity(self, at: int) -> Identity:
        member_id = self._deposit(at).member_id
        return next(one.identity for one in self.members if one.id == member_id)

    def _ids(self, model: Any, *where: Any) -> list[UUID]:
        with self.database.single_statements() as session:
            mine = sa.select(model.id).where(model.group_buy_id == self.id, *where)
            return list(session.scalars(mine.order_by(model.id)))

    @contextmanager
    def _in_transaction(self) -> Iterator[Session]:
        """A refusal is an answer like another; a crash goes on."""
        try:
            with self.database.unit_of_work() as session:
                yield session
        except MarketplaceError:
            return


def sign_lines(
    session: Session, deposit: Deposit, carrier_id: UUID, now: datetime, *, most: int = 2
) -> None:
    """A contract in force of the member's lines. Its award is left out: no deposit asks for it.

    `most`: of so many lines at most, so that the others come into another contract.
    """
    query = sa.select(Line).where(
        Line.participation_id == deposit.participation_id,
        Line.state == LineState.POOLED,
        ~sa.exists().where(ContractLine.line_id == Line.id),
    )
    lines = session.scalars(query.limit(most)).all()
    if not lines:
        return
    contract = Contract(
        id=uuid4(),
        number=uuid4().hex,
        group_buy_id=deposit.group_buy_id,
        award_id=uuid4(),
        member_id=deposit.member_id,
        carrier_id=carrier_id,
        state=ContractState.IN_FORCE,
        total_minor=PRICE,
        vat_bps=900,
        drawn_at=now,
        member_signed_at=now,
        carrier_signed_at=now,
    )
    for number, line in enumerate(lines):
        payments = {"one_off_minor": 0, "first_month_minor": PRICE, "monthly_minor": 0}
        row = ContractLine(
            id=uuid4(),
            group_buy_id=deposit.group_buy_id,
            line_id=line.id,
            reference=f"L{number}",
            months=12,
            price_minor=PRICE,
            **payments,
        )
        contract.lines.append(row)
    session.add(contract)
    session.flush()
