"""What the sweep does with service fees: invoice, remind, take back, and ask Stripe once more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.jobs.due import Due
from marketplace.runtime import Runtime
from marketplace.services.credit_fee import end_fee, find_fees_to_end
from marketplace.services.find_fee_steps import find_fees_waiting
from marketplace.services.issue_fee import ask_again, find_fees_to_issue, issue_due_fee
from marketplace.services.remind_fee import find_fees_to_remind, remind_fee


def _issue(runtime: Runtime, session: Session, fee_id: UUID, now: datetime) -> None:
    online = runtime.payments is not None
    issue_due_fee(session, fee_id=fee_id, online=online, jobs=runtime.jobs, now=now)


def _ask(runtime: Runtime, session: Session, fee_id: UUID, now: datetime) -> None:
    if runtime.payments is not None:
        ask_again(session, fee_id=fee_id, jobs=runtime.jobs, now=now)


FEE_DEADLINES = (
    Due(
        "end_fee",
        lambda session: find_fees_to_end(session, now=now_of(session)),
        lambda runtime, session, id_, now: end_fee(session, fee_id=id_, jobs=runtime.jobs, now=now),
    ),
    Due("issue_fee", find_fees_to_issue, _issue),
    Due(
        "settle_fee",
        lambda session: find_fees_waiting(session, now=now_of(session)),
        _ask,
    ),
    Due(
        "remind_fee",
        lambda session: find_fees_to_remind(session, now=now_of(session)),
        lambda _runtime, session, id_, now: remind_fee(session, fee_id=id_, now=now),
    ),
)
