"""Home: what needs the reader now, what is going on, and the obvious next step."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template, url_for

from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_gains import find_gains
from marketplace.services.find_tasks import Task, find_tasks
from marketplace.services.find_under_way import UnderWay, find_under_way
from marketplace.web.call import page
from marketplace.web.home_words import figure, turn_words
from marketplace.web.task_words import told

pages = Blueprint("home", __name__)

PLACES: dict[str, tuple[str, str | None]] = {
    "organisations_waiting": ("organisations.listing", None),
    "licences_waiting": ("licences.listing", None),
    "screens_held": ("screen_pages.listing", None),
    "state_case": ("hearing_pages.show", "hearing_id"),
    "findings_waiting": ("finding_pages.listing", None),
    "findings_to_mend": ("finding_pages.listing", None),
    "duties_due": ("duty_pages.listing", None),
    "pay_deposit": ("deposit_pages.show", "deposit_id"),
    "pay_fee": ("fee_pages.show", "fee_id"),
    "contest_claim": ("deposit_claim_pages.show", "claim_id"),
    "decide_claim": ("deposit_claim_pages.show", "claim_id"),
    "deposits_to_settle": ("deposit_pages.listing", None),
    "open_draft": ("group_buy_pages.show", "group_buy_id"),
    "issue_rfq": ("group_buy_pages.show", "group_buy_id"),
    "choose_award": ("group_buy_pages.show", "group_buy_id"),
    "join": ("group_buy_pages.show", "group_buy_id"),
    "answer_award": ("acceptance_pages.show", "award_id"),
    "take_place": ("waiting_pages.show", "group_buy_id"),
    "confirm_prices": ("confirmation_pages.show", "confirmation_id"),
    "decide_archives": ("contract_pages.show", "contract_id"),
    "sign_contract": ("contract_pages.show", "contract_id"),
    "answer_end": ("contract_pages.show", "contract_id"),
    "invoice_lines": ("line_money_pages.contract", "contract_id"),
    "pay_invoices": ("line_money_pages.contract", "contract_id"),
    "confirm_payments": ("line_money_pages.contract", "contract_id"),
    "answer_dispute": ("line_money_pages.contract", "contract_id"),
    "submit_licence": ("licences.listing", None),
    "publish_price_book": ("price_book_pages.listing", None),
    "quote": ("rfq_pages.show", "rfq_id"),
    "allow_opening": ("rfq_change_pages.allow_form", "rfq_id"),
    "rfq_short": ("rfq_room.show", "rfq_id"),
    "answer_members": ("group_buy_question_pages.listing", "group_buy_id"),
    "answer_questions": ("rfq_question_pages.listing", "rfq_id"),
    "answer_service": ("complaint_pages.show", "complaint_id"),
    "premises_waiting": ("premises_pages.listing", None),
    "answer_complaints": ("notice_pages.show", "award_id"),
    "name_export": ("data_export_pages.listing", None),
    "answer_export": ("export_guide_pages.begin", "export_id"),
    "count_export": ("data_export_pages.show", "export_id"),
}
"Where each kind of task is done"
WAITING = ("organisations_waiting", "licences_waiting", "premises_waiting")


@pages.get("/home")
@page
def show(*, session: Any, identity: Any, now: Any) -> str:
    tasks = find_tasks(session, identity=identity, now=now)
    return render_template(
        "home.html",
        tasks=[(told(task), place(task), task.due_at) for task in tasks],
        under_way=find_under_way(session, identity=identity, now=now),
        way_to=way_to,
        turn_words=turn_words,
        figures=[figure(gain) for gain in find_gains(session, identity=identity, now=now)],
        may_draft=allowed(Permission.GROUP_BUY_CREATE, identity),
        now=now,
    )


def place(task: Task) -> str:
    endpoint, argument = PLACES[task.kind]
    if endpoint not in current_app.view_functions:
        return url_for("home.show")
    waiting = {"state": "pending"} if task.kind in WAITING else {}
    if task.kind == "deposits_to_settle":
        waiting = {"to_do": "1"}
    return url_for(endpoint, **({argument: task.thing_id} if argument else waiting))


def way_to(one: UnderWay) -> str:
    if one.rfq_id:
        return url_for("rfq_pages.show", rfq_id=one.rfq_id)
    return url_for("group_buy_pages.show", group_buy_id=one.group_buy_id)
