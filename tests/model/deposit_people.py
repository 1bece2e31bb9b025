"""What members, carriers, reviewers and the operator do to deposits in the random histories."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.adapters.stripe_twin.cards import CARDS
from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.domain.lives import (
    ClaimState,
    GroupBuyEvent,
    GroupBuyState,
    LineState,
    ParticipationState,
    ReturnState,
)
from marketplace.models import (
    Contract,
    Deposit,
    DepositClaim,
    DepositReturn,
    GroupBuy,
    Participation,
)
from marketplace.services.ask_deposit_page import ask_deposit_page
from marketplace.services.decide_deposit_claim import (
    answer_deposit_contest,
    contest_deposit_claim,
    decide_deposit_claim,
)
from marketplace.services.file_deposit_claim import file_deposit_claim
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.reckon_deposit import reckon_anew
from marketplace.services.settle_deposit import pay_interest, pay_on, settle_return
from tests.model.dying import NoJobs
from tests.model.one_group_buy import (
    OneGroupBuy,
    sign_lines,
)


class People(OneGroupBuy):
    """Each act takes a number that says of whom, and how."""

    def ask(self, at: int) -> None:
        deposit = self._deposit(at)
        with self._in_transaction() as session:
            ask_deposit_page(
                session,
                deposit_id=deposit.id,
                language="zh",
                payments_on=True,
                jobs=NoJobs(),
                identity=self._identity(at),
                now=self.now,
            )
        self.work(at)

    def pay(self, at: int) -> None:
        """On any page that was ever opened, by any card."""
        for session in self.stripe.twin.state.all("checkout.session"):
            if session["id"] not in self.pages:
                self.pages.append(session["id"])
        if self.pages:
            page = self.pages[at % len(self.pages)]
            try:
                self.stripe.visitor.pay(page, self.random.choice(sorted(CARDS)))
            except TwinFault:
                return

    def take_line_out(self, at: int) -> None:
        with self._in_transaction() as session:
            group_buy = find_group_buy(session, self.id, None, for_update=True)
            stay = session.get_one(Participation, self._deposit(at).participation_id)
            pooled = [line for line in stay.lines if line.state == LineState.POOLED]
            if group_buy.state == GroupBuyState.OPEN and len(pooled) > 1:
                pooled[0].state = LineState.WITHDRAWN
                reckon_anew(session, stay, now=self.now)
                self._note(session, group_buy)

    def leave(self, at: int) -> None:
        with self._in_transaction() as session:
            group_buy = find_group_buy(session, self.id, None, for_update=True)
            stay = session.get_one(Participation, self._deposit(at).participation_id)
            if group_buy.state == GroupBuyState.OPEN and stay.state == ParticipationState.JOINED:
                stay.state, stay.left_at = ParticipationState.LEFT, self.now
                for line in stay.lines:
                    line.state = LineState.WITHDRAWN
                self._note(session, group_buy)

    def end(self, at: int) -> None:
        """The group buy is cancelled, or fails; seldom, for then all is over."""
        ways = {0: GroupBuyEvent.CANCEL, 1: GroupBuyEvent.MISS_THRESHOLDS}
        event = ways.get(at % 8)
        with self._in_transaction() as session:
            group_buy = find_group_buy(session, self.id, None, for_update=True)
            if event is not None and GroupBuy.life.allows(group_buy.state, event):
                group_buy.state = GroupBuy.life.after(group_buy.state, event)
                self._note(session, group_buy)

    def sign(self, at: int) -> None:
        """After the lock its lines are in one contract in force, or in one each."""
        with self._in_transaction() as session:
            group_buy = find_group_buy(session, self.id, None, for_update=True)
            if group_buy.state == GroupBuyState.LOCKED:
                most = 2 - at // len(self.known) % 2
                sign_lines(session, self._deposit(at), self.carrier.id, self.now, most=most)
                self._note(session, group_buy)

    def claim(self, at: int) -> None:
        with self._in_transaction() as session:
            contract = sa.select(Contract.id).where(
                Contract.group_buy_id == self.id, Contract.member_id == self._deposit(at).member_id
            )
            found = session.scalars(contract.order_by(Contract.number)).all()
            if found:
                file_deposit_claim(
                    session,
                    contract_id=found[at // 3 % len(found)],
                    cost_minor=1 + at % 2_000_000,
                    text="broken",
                    evidence_id=self.proof,
                    identity=self.carrier.identity,
                    now=self.now,
                )

    def judge(self, at: int) -> None:
        """A reviewer decides, the member complains, another answers: whatever comes next."""
        with self._in_transaction() as session:
            mine = DepositClaim.group_buy_id == self.id
            for claim in session.scalars(sa.select(DepositClaim).where(mine)).all():
                self._judge(session, claim, at)

    def _judge(self, session: Session, claim: DepositClaim, at: int) -> None:
        act = {"claim_id": claim.id, "now": self.now}
        if claim.state == ClaimState.FILED:
            most = session.get_one(Deposit, claim.deposit_id).most_minor(claim)
            amount = most * (at % 3) // 2
            said = {"amount_minor": amount, "reason": "so", "identity": self.reviewers[0]}
            decide_deposit_claim(session, **said, **act)
        elif claim.state == ClaimState.PROPOSED and at % 2:
            who = next(one for one in self.members if one.id == claim.member_id)
            contest_deposit_claim(session, text="no", identity=who.identity, **act)
        elif claim.state == ClaimState.CONTESTED:
            most = session.get_one(Deposit, claim.deposit_id).most_minor(claim)
            amount = most * (at % 3) // 2
            said = {"amount_minor": amount, "reason": "so", "identity": self.reviewers[1]}
            answer_deposit_contest(session, **said, **act)

    def transfer(self, _at: int) -> None:
        """The operator makes every bank transfer that is owed, one in a transaction."""
        for return_id in self._ids(DepositReturn, DepositReturn.state == ReturnState.FAILED):
            self._settled(settle_return, return_id=return_id)
        for return_id in self._ids(DepositReturn, DepositReturn.interest_minor > 0):
            self._settled(pay_interest, return_id=return_id)
        for claim_id in self._ids(DepositClaim, DepositClaim.state == ClaimState.KEPT):
            self._settled(pay_on, claim_id=claim_id)

    def _settled(self, act: Callable[..., Any], **what: UUID) -> None:
        with self._in_transaction() as session:
            who = self.operator.identity
            act(session, reference="T-1", identity=who, now=self.now, **what)
