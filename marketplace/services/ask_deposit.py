"""BID-12 about a deposit that goes back because its contracts are signed: money, interest, time.

Nothing stops here: what is late, or left out, is kept as a finding of the platform, who mends it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import DepositFacts
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.lives import DepositState
from marketplace.domain.working_days import local_day
from marketplace.models import Deposit
from marketplace.services.find_deposit_standing import find_standings
from marketplace.services.find_platform import platform_query
from marketplace.services.judge_findings import About, judge
from marketplace.services.keep_findings import keep_findings, record_asking

BACK = (DepositState.RETURNED, DepositState.KEPT)


def ask_deposit(session: Session, deposit: Deposit, *, now: datetime) -> None:
    """Asked as it comes back, as its interest is paid, and each week that something is late.

    Of one that ends otherwise the rule says nothing. What a claim held back waited for a decision.
    """
    platform_id = session.scalar(platform_query())
    if deposit.ended_reason != "signed" or platform_id is None:
        return
    session.flush()
    about = About(
        "deposit", deposit.id, platform_id, deposit.group_buy_id, path=f"/deposits/{deposit.id}"
    )
    facts = facts_of_deposit(session, deposit, now=now)
    asked = judge(session, [(about, [facts])], gates=[Gate.CONTRACT], by=None, now=now)
    if keep_findings(session, asked.rows):
        record_asking(session, deposit, asked.rows, by=None, now=now)


def facts_of_deposit(session: Session, deposit: Deposit, *, now: datetime) -> DepositFacts:
    """Interest that is owed and not paid counts as left out once its time is over.

    The day of the last signature, or of the last other line's end: only then is there an end.
    """
    settled_at = find_standings(session, [deposit.id])[deposit.id].settled_at
    return DepositFacts(
        contract_signed_on=local_day(settled_at) if settled_at else None,
        returned_on=_returned_on(deposit),
        interest_returned=_interest_returned(deposit, now),
    )


def _returned_on(deposit: Deposit) -> date | None:
    done = [one.done_at for one in deposit.returns if one.done_at is not None]
    return local_day(max(done)) if done and deposit.state in BACK else None


def _interest_returned(deposit: Deposit, now: datetime) -> bool | None:
    """None: none is owed, or there is still time."""
    owed = [one for one in deposit.returns if one.interest_minor]
    if all(one.interest_paid_at is not None for one in owed):
        return True if owed else None
    in_time = deposit.return_due_at is not None and now <= deposit.return_due_at
    return None if in_time else False
