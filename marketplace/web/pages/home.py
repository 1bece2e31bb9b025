"""Home: what needs the reader now, what is going on, and the obvious next step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_group_buys import visible_group_buys
from marketplace.services.find_tasks import Task, find_tasks
from marketplace.services.find_users import find_me
from marketplace.web.call import page
from marketplace.web.language import in_language

pages = Blueprint("home", __name__)

PLACES: dict[str, tuple[str, str | None]] = {
    "organisations_waiting": ("organisations.listing", None),
    "licences_waiting": ("licences.listing", None),
    "screens_held": ("screen_pages.listing", None),
    "state_case": ("hearing_pages.show", "hearing_id"),
    "findings_waiting": ("finding_pages.listing", None),
    "findings_to_mend": ("finding_pages.listing", None),
    "duties_due": ("duty_pages.listing", None),
    "open_draft": ("group_buy_pages.show", "group_buy_id"),
    "issue_rfq": ("group_buy_pages.show", "group_buy_id"),
    "choose_award": ("group_buy_pages.show", "group_buy_id"),
    "join": ("group_buy_pages.show", "group_buy_id"),
    "answer_award": ("acceptance_pages.show", "award_id"),
    "take_place": ("waiting_pages.show", "group_buy_id"),
    "confirm_prices": ("confirmation_pages.show", "confirmation_id"),
    "decide_archives": ("contract_pages.show", "contract_id"),
    "sign_contract": ("contract_pages.show", "contract_id"),
    "submit_licence": ("licences.listing", None),
    "publish_price_book": ("price_book_pages.listing", None),
    "quote": ("rfq_pages.show", "rfq_id"),
    "allow_opening": ("rfq_change_pages.allow_form", "rfq_id"),
    "rfq_short": ("rfq_room.show", "rfq_id"),
    "answer_questions": ("rfq_question_pages.listing", "rfq_id"),
    "answer_complaints": ("notice_pages.show", "award_id"),
    "name_export": ("data_export_pages.listing", None),
    "answer_export": ("export_guide_pages.begin", "export_id"),
    "count_export": ("data_export_pages.show", "export_id"),
}
"Where each kind of task is done"
WAITING = ("organisations_waiting", "licences_waiting")


@pages.get("/home")
@page
def show(*, session: Any, identity: Any, now: Any) -> str:
    tasks = find_tasks(session, identity=identity, now=now)
    return render_template(
        "home.html",
        me=find_me(session, identity=identity),
        tasks=[(told(task), place(task), task.due_at) for task in tasks],
        recent=session.scalars(visible_group_buys(identity).limit(6)).all(),
        may_draft=allowed(Permission.GROUP_BUY_CREATE, identity),
        now=now,
    )


def place(task: Task) -> str:
    endpoint, argument = PLACES[task.kind]
    if endpoint not in current_app.view_functions:
        return url_for("home.show")
    waiting = {"state": "pending"} if task.kind in WAITING else {}
    return url_for(endpoint, **({argument: task.thing_id} if argument else waiting))


def told(task: Task) -> str:
    """The task as a sentence in the reader's language."""
    title = in_language(task, "title")
    number = task.count
    sentences: dict[str, Callable[[], str]] = {
        "organisations_waiting": lambda: ngettext(
            "One organisation waits for confirmation",
            "%(num)s organisations wait for confirmation",
            number,
        ),
        "licences_waiting": lambda: ngettext(
            "One licence waits for verification", "%(num)s licences wait for verification", number
        ),
        "screens_held": lambda: ngettext(
            "One finding of a screen holds an award",
            "%(num)s findings of screens hold awards",
            number,
        ),
        "state_case": lambda: _("State your case about your quote for “%(title)s”", title=title),
        "findings_waiting": lambda: ngettext(
            "One finding of the rules waits for a reviewer",
            "%(num)s findings of the rules wait for a reviewer",
            number,
        ),
        "findings_to_mend": lambda: ngettext(
            "One thing to mend before the demand locks",
            "%(num)s things to mend before the demand locks",
            number,
        ),
        "duties_due": lambda: ngettext(
            "One duty of the operator is due", "%(num)s duties of the operator are due", number
        ),
        "open_draft": lambda: _("Open the draft “%(title)s” to members", title=title),
        "issue_rfq": lambda: _("Ask the carriers for quotes: “%(title)s” is locked", title=title),
        "choose_award": lambda: _("Compare quotes and award: “%(title)s”", title=title),
        "join": lambda: _("“%(title)s” is gathering demand: see your price", title=title),
        "answer_award": lambda: ngettext(
            "Accept or decline one awarded line: “%(title)s”",
            "Accept or decline %(num)s awarded lines: “%(title)s”",
            number,
            title=title,
        ),
        "answer_complaints": lambda: ngettext(
            "Answer one complaint against the award: “%(title)s”",
            "Answer %(num)s complaints against the award: “%(title)s”",
            number,
            title=title,
        ),
        "name_export": lambda: _(
            "Check which procedure your data export needs before %(title)s goes live", title=title
        ),
        "answer_export": lambda: _("Finish the data-export self-check of “%(title)s”", title=title),
        "count_export": lambda: _(
            "Bring this year's export counts of “%(title)s” up to date", title=title
        ),
        "decide_archives": lambda: _("Decide the user archives of %(title)s", title=title),
        "take_place": lambda: _("A place is free for you: “%(title)s”", title=title),
        "confirm_prices": lambda: _(
            "Confirm your awarded prices or release the lines: “%(title)s”", title=title
        ),
        "sign_contract": lambda: _("Sign contract %(title)s", title=title),
        "submit_licence": lambda: _("Submit your telecom licence"),
        "publish_price_book": lambda: _("Publish a price book"),
        "quote": lambda: _("Quote for “%(title)s”", title=title),
        "allow_opening": lambda: _(
            "Decide on the opening of too few quotes: “%(title)s”", title=title
        ),
        "rfq_short": lambda: _("Too few quotes came: decide how “%(title)s” goes on", title=title),
        "answer_questions": lambda: ngettext(
            "Answer one question of the carriers: “%(title)s”",
            "Answer %(num)s questions of the carriers: “%(title)s”",
            number,
            title=title,
        ),
    }
    return str(sentences[task.kind]())
