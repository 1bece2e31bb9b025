"""The demo's deposits, where a trial Stripe answers: paid, saved, charged at the lock, given back.

The companies pay as a visitor does, on the trial's own pages. Without the trial the group buys ask
for none.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from marketplace.cli.demo_archives import upload
from marketplace.cli.demo_files import checked
from marketplace.cli.demo_stage import Story
from marketplace.cli.demo_visitor import pay_on_page
from marketplace.domain.deposits import CLAIM_DAYS
from marketplace.models import Contract, Deposit, DepositClaim, DepositReturn, DepositTry
from marketplace.payment_settings import Mode
from marketplace.schemas.deposits import NewDepositTermsSchema
from marketplace.services.ask_deposit_page import ask_deposit_page, look_again
from marketplace.services.decide_deposit_claim import decide_deposit_claim
from marketplace.services.end_deposit import end_deposit, find_deposits_to_end
from marketplace.services.file_deposit_claim import file_deposit_claim
from marketplace.services.find_deposit_acts import find_deposits_to_act_on
from marketplace.services.set_deposit_terms import set_deposit_terms
from marketplace.services.settle_deposit import pay_interest

THOUGHT = timedelta(hours=1)
"From joining to paying"
CLAIMED, DECIDED = timedelta(days=1), timedelta(days=4)
"from the signatures"
BACK, INTEREST = timedelta(days=CLAIM_DAYS, hours=1), timedelta(days=6)
CARD = "pm_card_visa"


def set_terms(story: Story, now: datetime) -> None:
    """The draft asks for the deposit that the file says, if anybody could pay one."""
    entry, stage = story.entry.get("deposit"), story.stage
    if entry is None or stage.config.payments.mode is not Mode.TRIAL:
        return
    set_deposit_terms(
        stage.session,
        group_buy_id=story.known_id,
        terms=checked(NewDepositTermsSchema(), entry["terms"]),
        payments_on=True,
        identity=story.organiser,
        now=now,
    )
    story.deposits = entry


def schedule_paying(story: Story, company: str, now: datetime) -> None:
    """A company that has joined pays a little later, unless the file has it wait."""
    if company in story.deposits.get("waiting", [company]):
        return
    when = min(now + THOUGHT, story.stage.calendar.start)
    story.stage.agenda.at(when, partial(_pay, story, company))


def _pay(story: Story, company: str, now: datetime) -> None:
    stage, who = story.stage, story.stage.who(company)
    mine = sa.select(Deposit).where(
        Deposit.group_buy_id == story.known_id, Deposit.member_id == who.organisation_id
    )
    deposit = stage.session.scalars(mine).one()
    page = ask_deposit_page(
        stage.session,
        deposit_id=deposit.id,
        language="zh",
        payments_on=True,
        jobs=stage.jobs,
        identity=who,
        now=now,
    )
    opened = stage.session.get_one(DepositTry, page.id, populate_existing=True)
    pay_on_page(opened.page_url, story.deposits.get("by", {}).get(company, CARD))
    look_again(stage.session, deposit, jobs=stage.jobs)


def tend(story: Story, now: datetime) -> None:
    """As the sweeps do: deposits end whose end has come, and Stripe is asked for what is due."""
    if not story.deposits:
        return
    session = story.stage.session
    for deposit_id in find_deposits_to_end(session, now=now):
        end_deposit(session, deposit_id=deposit_id, now=now)
    session.flush()
    for deposit_id in find_deposits_to_act_on(session, now=now):
        story.stage.jobs.defer(session, "act_on_deposit", deposit_id=str(deposit_id))


def schedule_returns(story: Story, signed: datetime) -> None:
    """After the signatures: a claim where the file has one, then all go back, with interest."""
    stage = story.stage
    if not story.deposits:
        return
    if "claim" in story.deposits:
        stage.agenda.at(signed + CLAIMED, partial(_claim, story))
        stage.agenda.at(signed + DECIDED, partial(_decide, story))
    for when in (signed + BACK, signed + DECIDED):
        stage.agenda.at(when, partial(tend, story))
    stage.agenda.at(signed + INTEREST, partial(_pay_interest, story))


def _claim(story: Story, now: datetime) -> None:
    """The carrier thinks that the company will not go on with its contract."""
    stage, entry = story.stage, story.deposits["claim"]
    member = stage.who(entry["company"]).organisation_id
    mine = sa.select(Contract).where(
        Contract.group_buy_id == story.known_id, Contract.member_id == member
    )
    contract = stage.session.scalars(mine.order_by(Contract.number)).all()[-1]
    carrier = stage.who(contract.carrier_id)
    file_deposit_claim(
        stage.session,
        contract_id=contract.id,
        cost_minor=entry["cost_minor"],
        text=entry["text"],
        evidence_id=upload(stage, "Survey invoice", carrier, now),
        identity=carrier,
        now=now,
    )


def _decide(story: Story, now: datetime) -> None:
    stage, entry = story.stage, story.deposits["claim"]
    claims = sa.select(DepositClaim.id).where(DepositClaim.group_buy_id == story.known_id)
    for claim_id in stage.session.scalars(claims).all():
        decide_deposit_claim(
            stage.session,
            claim_id=claim_id,
            amount_minor=0,
            reason=entry["decision"],
            identity=stage.who("reviewer"),
            now=now,
        )


def _pay_interest(story: Story, now: datetime) -> None:
    """The operator transfers the interest, all but the last one: that is still to be done."""
    stage = story.stage
    for number, return_id in enumerate(_owed(story)[:-1], start=1):
        pay_interest(
            stage.session,
            return_id=return_id,
            reference=f"示例流水-利息-{number:03d}",
            identity=stage.who("operator"),
            now=now,
        )


def _owed(story: Story) -> list[UUID]:
    """Returns that bear interest."""
    query = sa.select(DepositReturn.id).where(
        DepositReturn.group_buy_id == story.known_id, DepositReturn.interest_minor > 0
    )
    return list(
        story.stage.session.scalars(query.order_by(DepositReturn.done_at, DepositReturn.id))
    )
