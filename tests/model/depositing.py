"""Deposits of one group buy under whatever may happen, with a process that may die anywhere.

The group buy stands in the database without rules, quotes and awards: its lines are pooled, and
their contracts are there when the history says so. Stripe is the twin; what is seen there is kept
and delivered late, twice, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.adapters.stripe_twin.cards import CARDS
from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.refunds import end_refund
from marketplace.domain.lives import (
    ClaimState,
    GroupBuyEvent,
    GroupBuyState,
    LineState,
    ParticipationState,
    ReturnState,
)
from marketplace.domain.payments import (
    PaymentsFailed,
)
from marketplace.models import (
    Contract,
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
    find_due_claims,
    settle_due_claim,
)
from marketplace.services.end_deposit import end_deposit, find_deposits_to_end
from marketplace.services.file_deposit_claim import file_deposit_claim
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.lapse_deposit import find_unconfirmed_deposits, lapse_deposit
from marketplace.services.lock_deposits import lock_deposits, release_unpaid, settle_deposits
from marketplace.services.reckon_deposit import reckon_anew
from marketplace.services.record_deposit import record_deposit
from marketplace.services.settle_deposit import pay_interest, pay_on, settle_return
from tests.model.one_group_buy import (
    OVER,
    PATIENCE,
    Crash,
    NoJobs,
    OneGroupBuy,
    dying,
    sign_lines,
)


class Histories(OneGroupBuy):
    """What happens to the deposits of one group buy."""

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

    def leave(self, at: int) -> None:
        with self._in_transaction() as session:
            group_buy = find_group_buy(session, self.id, None, for_update=True)
            stay = session.get_one(Participation, self._deposit(at).participation_id)
            if group_buy.state == GroupBuyState.OPEN and stay.state == ParticipationState.JOINED:
                stay.state, stay.left_at = ParticipationState.LEFT, self.now
                for line in stay.lines:
                    line.state = LineState.WITHDRAWN

    def end(self, at: int) -> None:
        """The group buy is cancelled; seldom, for then all is over."""
        if at % 5 == 0:
            with self._in_transaction() as session:
                group_buy = find_group_buy(session, self.id, None, for_update=True)
                if GroupBuy.life.allows(group_buy.state, GroupBuyEvent.CANCEL):
                    group_buy.state = GroupBuyState.CANCELLED

    def sign(self, at: int) -> None:
        """After the lock its lines are in a contract in force."""
        with self._in_transaction() as session:
            group_buy = find_group_buy(session, self.id, None, for_update=True)
            if group_buy.state == GroupBuyState.LOCKED:
                sign_lines(session, self._deposit(at), self.carrier.id, self.now)

    def claim(self, at: int) -> None:
        with self._in_transaction() as session:
            contract = sa.select(Contract.id).where(
                Contract.group_buy_id == self.id, Contract.member_id == self._deposit(at).member_id
            )
            found = session.scalar(contract)
            if found is not None:
                file_deposit_claim(
                    session,
                    contract_id=found,
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
            amount = min(claim.cost_minor, claim.reserved_minor) * (at % 3) // 2
            said = {"amount_minor": amount, "reason": "so", "identity": self.reviewers[0]}
            decide_deposit_claim(session, **said, **act)
        elif claim.state == ClaimState.PROPOSED and at % 2:
            who = next(one for one in self.members if one.id == claim.member_id)
            contest_deposit_claim(session, text="no", identity=who.identity, **act)
        elif claim.state == ClaimState.CONTESTED:
            amount = (claim.decided_minor or 0) * (at % 3) // 2
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

    # What the machinery does

    def work(self, at: int) -> None:
        self.market.work(self._deposit(at).id)

    def sweep(self, _at: int) -> None:
        self.market.sweep()

    def act_on_deadlines(self, _at: int) -> None:
        sweeps = (
            (find_unconfirmed_deposits, lapse_deposit, "deposit_id"),
            (find_due_claims, settle_due_claim, "claim_id"),
            (find_deposits_to_end, end_deposit, "deposit_id"),
        )
        for find, act, name in sweeps:
            with self.database.single_statements() as session:
                found = find(session, now=self.now)
            for thing in found:
                with self._in_transaction() as session:
                    act(session, now=self.now, **{name: thing})

    def lock(self, _at: int) -> None:
        """The lock as the demand's own does it, once its time has come."""
        with self._in_transaction() as session:
            group_buy = find_group_buy(session, self.id, None, for_update=True)
            if group_buy.state != GroupBuyState.OPEN or self.now < group_buy.locks_at:
                return
            lock_deposits(session, group_buy)
            release_unpaid(session, group_buy, by=None, now=self.now)
            group_buy.state, group_buy.locked_at = GroupBuyState.LOCKED, self.now
            settle_deposits(session, group_buy, now=self.now)

    def look(self, _at: int) -> None:
        """What is seen at Stripe now, unless the network fails; it may be delivered much later."""
        payments, start = self.stripe.payments, datetime.fromtimestamp(0).astimezone()
        with suppress(PaymentsFailed):
            for page in list(self.stripe.twin.state.all("checkout.session")):
                self.bag.append(payments.read_page(page["id"]))
            self.bag += [seen for seen in payments.made_since(start) if seen.about is not None]

    def deliver(self, at: int) -> None:
        """Some of what was seen, in any order; it stays in the bag and may come again."""
        for _ in range(1 + at % 4):
            if self.bag:
                seen = self.random.choice(self.bag)
                with self._in_transaction() as session:
                    record_deposit(session, seen, now=self.now)

    def bank(self, at: int) -> None:
        """A refund that was under way ends, or one that was done fails after all."""
        for refund in list(self.stripe.twin.state.all("refund")):
            if refund["_later"] == "pending" and refund["status"] == "pending":
                end_refund(self.stripe.twin.state, refund, fails=at % 2 == 0)
            elif refund["_later"] == "failed_later" and refund["status"] == "succeeded" and at % 3:
                end_refund(self.stripe.twin.state, refund, fails=True)

    def wait(self, at: int) -> None:
        hours = (1, 7, 30, 24 * 3, 24 * 11)[at % 5]
        self.move(timedelta(hours=hours))

    @contextmanager
    def broken(self, at: int) -> Iterator[None]:
        """The network fails at some request, or the process dies at some statement or commit."""
        kind, count = at % 4, 1 + at // 4 % 12
        if kind == 0:
            yield
        elif kind < 3:
            faults = (NetworkFault.BEFORE, NetworkFault.AFTER)
            with self._network(count, faults[kind - 1]):
                yield
        else:
            with dying(self.database.engine, count):
                try:
                    yield
                except Crash:
                    return

    @contextmanager
    def _network(self, count: int, fault: NetworkFault) -> Iterator[None]:
        left = [count]

        def fail(_method: str, _path: str) -> NetworkFault | None:
            left[0] -= 1
            return fault if left[0] <= 0 and left[0] > -3 else None

        self.stripe.client.fail = fail
        try:
            yield
        finally:
            self.stripe.client.fail = lambda _method, _path: None

    # What must be true

    def to_the_end(self) -> None:
        """Nothing breaks any more, time goes on, and people do their duty."""
        for _ in range(PATIENCE):
            if all(one.state in OVER for one in self.deposits()):
                break
            for act in (self.look, self.sweep, self.act_on_deadlines, self.lock, self.bank):
                act(1)
            for seen in self.bag:
                with self._in_transaction() as session:
                    record_deposit(session, seen, now=self.now)
            self.bag.clear()
            self.sweep(0)
            self.transfer(0)
            self.move(timedelta(days=15))
        self.look(0)
        for seen in self.bag:
            with self._in_transaction() as session:
                record_deposit(session, seen, now=self.now)
        self.transfer(0)
