"""Periodic job: act on what has become due. Jobs only act; whether it is due, the clock says."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

from marketplace.db.session import now_of
from marketplace.errors import IllegalMove, TooEarly
from marketplace.jobs.deposit_deadlines import DEPOSIT_DEADLINES
from marketplace.jobs.due import Due
from marketplace.jobs.fee_deadlines import FEE_DEADLINES
from marketplace.runtime import Runtime
from marketplace.services.ask_before_lock import ask_before_lock, find_locking_soon
from marketplace.services.ask_changed import ask_changed_stay, find_changed_stays
from marketplace.services.ask_export_counts import ask_export_counts, find_exports_to_ask
from marketplace.services.ask_operation import ask_operation, find_operation_to_ask
from marketplace.services.conclude_group_buy import conclude_finished, find_finished_group_buys
from marketplace.services.decide_confirmation import (
    find_due_confirmations,
    release_unconfirmed,
)
from marketplace.services.do_duty import find_platforms_to_remind, remind_of_duties
from marketplace.services.draw_due_items import draw_for_line, find_lines_without_items
from marketplace.services.end_contract import find_lapsing_contracts, lapse_contract
from marketplace.services.find_awards import find_due_awards
from marketplace.services.find_group_buys import due_group_buys
from marketplace.services.find_rfqs import find_due_rfqs
from marketplace.services.lock_demand import lock_demand
from marketplace.services.mail_notification import find_unmailed, mail_notification
from marketplace.services.open_due_rfq import open_due_rfq
from marketplace.services.remind_commitment import find_letters_to_renew, remind_commitment
from marketplace.services.remind_export_filing import (
    find_filings_to_remind,
    remind_export_filing,
)
from marketplace.services.remind_renewal import find_lines_to_renew, remind_renewal
from marketplace.services.remind_security_filing import (
    find_lines_to_file,
    remind_security_filing,
)
from marketplace.services.screen_quotes import find_unscreened, screen_quotes
from marketplace.services.settle_acceptance import settle_due_award
from marketplace.services.tell_acceptance import find_untold_awards, tell_acceptance
from marketplace.services.tell_late import find_late_milestones, tell_late_milestone
from marketplace.services.tell_overdue_complaint import (
    find_overdue_complaints,
    tell_overdue_complaint,
)
from marketplace.services.tell_overdue_invoice import (
    find_overdue_invoices,
    tell_overdue_invoice,
)
from marketplace.services.wind_up import ended_with_waiting, wind_up_ended

log = logging.getLogger(__name__)


DEADLINES: list[Due] = [
    Due(
        "ask_changed",
        find_changed_stays,
        lambda _runtime, session, id_, now: ask_changed_stay(session, stay_id=id_, now=now),
    ),
    Due(
        "ask_before_lock",
        find_locking_soon,
        lambda _runtime, session, id_, now: ask_before_lock(session, group_buy_id=id_, now=now),
    ),
    Due(
        "lock_demand",
        due_group_buys,
        lambda runtime, session, id_, now: lock_demand(
            session, group_buy_id=id_, payments_on=runtime.payments is not None, now=now
        ),
    ),
    Due(
        "open_quotes",
        lambda session: find_due_rfqs(session, now=now_of(session)),
        lambda runtime, session, id_, now: open_due_rfq(
            session, rfq_id=id_, config=runtime.config, jobs=runtime.jobs, now=now
        ),
    ),
    Due(
        "screen_quotes",
        find_unscreened,
        lambda _runtime, session, id_, now: screen_quotes(session, rfq_id=id_, now=now),
    ),
    Due(
        "settle_acceptance",
        lambda session: find_due_awards(session, now=now_of(session)),
        lambda runtime, session, id_, now: settle_due_award(
            session, award_id=id_, config=runtime.config, jobs=runtime.jobs, now=now
        ),
    ),
    Due(
        "release_unconfirmed",
        lambda session: find_due_confirmations(session, now=now_of(session)),
        lambda runtime, session, id_, now: release_unconfirmed(
            session, confirmation_id=id_, config=runtime.config, now=now
        ),
    ),
    Due(
        "tell_acceptance",
        lambda session: find_untold_awards(session, now=now_of(session)),
        lambda _runtime, session, id_, now: tell_acceptance(session, award_id=id_, now=now),
    ),
    Due(
        "lapse_contract",
        lambda session: find_lapsing_contracts(session, now=now_of(session)),
        lambda _runtime, session, id_, now: lapse_contract(session, contract_id=id_, now=now),
    ),
    *DEPOSIT_DEADLINES,
    Due(
        "conclude_group_buy",
        find_finished_group_buys,
        lambda _runtime, session, id_, now: conclude_finished(session, group_buy_id=id_, now=now),
    ),
    Due(
        "end_waiting",
        ended_with_waiting,
        lambda _runtime, session, id_, now: wind_up_ended(session, group_buy_id=id_, now=now),
    ),
    Due(
        "tell_late_milestone",
        lambda session: find_late_milestones(session, now=now_of(session)),
        lambda _runtime, session, id_, now: tell_late_milestone(session, milestone_id=id_, now=now),
    ),
    Due(
        "remind_renewal",
        lambda session: find_lines_to_renew(session, now=now_of(session)),
        lambda _runtime, session, id_, now: remind_renewal(session, contract_line_id=id_, now=now),
    ),
    Due(
        "remind_security_filing",
        lambda session: find_lines_to_file(session, now=now_of(session)),
        lambda _runtime, session, id_, now: remind_security_filing(
            session, contract_line_id=id_, now=now
        ),
    ),
    Due(
        "remind_commitment",
        lambda session: find_letters_to_renew(session, now=now_of(session)),
        lambda _runtime, session, id_, now: remind_commitment(session, commitment_id=id_, now=now),
    ),
    Due(
        "tell_overdue_complaint",
        lambda session: find_overdue_complaints(session, now=now_of(session)),
        lambda _runtime, session, id_, now: tell_overdue_complaint(
            session, complaint_id=id_, now=now
        ),
    ),
    Due(
        "draw_due_items",
        find_lines_without_items,
        lambda _runtime, session, id_, now: draw_for_line(session, contract_line_id=id_, now=now),
    ),
    Due(
        "tell_overdue_invoice",
        lambda session: find_overdue_invoices(session, now=now_of(session)),
        lambda _runtime, session, id_, now: tell_overdue_invoice(session, invoice_id=id_, now=now),
    ),
    Due(
        "ask_export_counts",
        lambda session: find_exports_to_ask(session, now=now_of(session)),
        lambda _runtime, session, id_, now: ask_export_counts(session, export_id=id_, now=now),
    ),
    Due(
        "remind_export_filing",
        lambda session: find_filings_to_remind(session, now=now_of(session)),
        lambda _runtime, session, id_, now: remind_export_filing(session, export_id=id_, now=now),
    ),
    Due(
        "ask_operation",
        lambda session: find_operation_to_ask(session, now=now_of(session)),
        lambda _runtime, session, _id, now: ask_operation(session, now=now),
    ),
    Due(
        "remind_of_duties",
        lambda session: find_platforms_to_remind(session, now=now_of(session)),
        lambda _runtime, session, id_, now: remind_of_duties(session, organisation_id=id_, now=now),
    ),
    *FEE_DEADLINES,
    Due(
        "mail_notification",
        find_unmailed,
        lambda runtime, session, id_, now: mail_notification(
            session,
            notification_id=id_,
            base_url=runtime.config.base_url,
            jobs=runtime.jobs,
            now=now,
        ),
    ),
]
"Every deadline that is acted on without anybody asking"


def sweep_deadlines(runtime: Runtime, deadlines: Sequence[Due] | None = None) -> None:
    """Act on everything that is due now; what fails is recorded and stops nothing else."""
    for due in DEADLINES if deadlines is None else deadlines:
        try:
            with runtime.database.single_statements() as session:
                things = list(due.find(session))
        except Exception:
            log.exception("deadlines_not_found", extra={"what": due.what})
            continue
        for thing in things:
            act_on(runtime, due, thing)


def act_on(runtime: Runtime, due: Due, thing: UUID) -> None:
    """Act on one thing in a transaction of its own."""
    try:
        with runtime.database.unit_of_work() as session:
            due.act(runtime, session, thing, now_of(session))
    except (IllegalMove, TooEarly):  # another node, or the organiser, was faster
        log.info("deadline_met_elsewhere", extra={"what": due.what, "thing": thing})
    except Exception:
        log.exception("deadline_failed", extra={"what": due.what, "thing": thing})
