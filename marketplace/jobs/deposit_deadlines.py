"""What is due about deposits without anybody asking: reminders, ends, claims that time decides."""

from __future__ import annotations

from marketplace.db.session import now_of
from marketplace.jobs.due import Due
from marketplace.services.decide_deposit_claim import find_due_claims, settle_due_claim
from marketplace.services.end_deposit import end_deposit, find_deposits_to_end
from marketplace.services.lapse_deposit import find_unconfirmed_deposits, lapse_deposit
from marketplace.services.look_at_deposits import find_group_buys_with_news, note_look
from marketplace.services.remind_deposit import (
    find_deposits_to_remind,
    find_overdue_deposits,
    remind_deposit,
    tell_overdue_deposit,
)

DEPOSIT_DEADLINES = (
    Due(
        "remind_deposit",
        lambda session: find_deposits_to_remind(session, now=now_of(session)),
        lambda _runtime, session, id_, now: remind_deposit(session, deposit_id=id_, now=now),
    ),
    Due(
        "lapse_deposit",
        lambda session: find_unconfirmed_deposits(session, now=now_of(session)),
        lambda runtime, session, id_, now: lapse_deposit(
            session, deposit_id=id_, payments_on=runtime.payments is not None, now=now
        ),
    ),
    Due(
        "settle_due_claim",
        lambda session: find_due_claims(session, now=now_of(session)),
        lambda _runtime, session, id_, now: settle_due_claim(session, claim_id=id_, now=now),
    ),
    Due(
        "end_deposit",
        lambda session: find_deposits_to_end(session, now=now_of(session)),
        lambda _runtime, session, id_, now: end_deposit(session, deposit_id=id_, now=now),
    ),
    Due(
        "note_look",
        lambda session: find_group_buys_with_news(session, now=now_of(session)),
        lambda _runtime, session, id_, now: note_look(session, group_buy_id=id_, now=now),
    ),
    Due(
        "tell_overdue_deposit",
        lambda session: find_overdue_deposits(session, now=now_of(session)),
        lambda _runtime, session, id_, now: tell_overdue_deposit(session, deposit_id=id_, now=now),
    ),
)
