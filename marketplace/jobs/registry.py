"""The jobs that can be enqueued, by name: what `JobQueue.defer` names, the worker finds here."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.jobs.act_on_deposit import act_on_deposit
from marketplace.jobs.check_payments import check_payments
from marketplace.jobs.explain_award import explain_award
from marketplace.jobs.print_export_record import print_export_record
from marketplace.jobs.process_stripe_event import process_stripe_event
from marketplace.jobs.render_contract import render_contract
from marketplace.jobs.screen_quotes import screen_quotes
from marketplace.jobs.send_mail import send_mail
from marketplace.jobs.settle_fee import settle_fee
from marketplace.jobs.solve_award import solve_award
from marketplace.jobs.solve_scenarios import solve_scenarios
from marketplace.jobs.sweep_deadlines import sweep_deadlines

JOBS: dict[str, Callable[..., None]] = {
    "act_on_deposit": act_on_deposit,
    "check_payments": check_payments,
    "explain_award": explain_award,
    "print_export_record": print_export_record,
    "process_stripe_event": process_stripe_event,
    "render_contract": render_contract,
    "screen_quotes": screen_quotes,
    "send_mail": send_mail,
    "settle_fee": settle_fee,
    "solve_award": solve_award,
    "solve_scenarios": solve_scenarios,
    "sweep_now": sweep_deadlines,
}
"Each takes the runtime and its own arguments by name; each may run twice without harm"
