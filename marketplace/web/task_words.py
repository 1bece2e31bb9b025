"""What each kind of task asks of the reader, in one sentence."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.services.find_tasks import Task
from marketplace.web.language import in_language


def told(task: Task) -> str:
    """The task as a sentence in the reader's language."""
    return SENTENCES[task.kind](in_language(task, "title"), task.count)


SENTENCES: dict[str, Callable[[str, int], str]] = {
    "organisations_waiting": lambda title, number: ngettext(
        "One organisation waits for confirmation",
        "%(num)s organisations wait for confirmation",
        number,
    ),
    "licences_waiting": lambda title, number: ngettext(
        "One licence waits for verification", "%(num)s licences wait for verification", number
    ),
    "screens_held": lambda title, number: ngettext(
        "One finding of a screen holds an award",
        "%(num)s findings of screens hold awards",
        number,
    ),
    "state_case": lambda title, number: _(
        "State your case about your quote for “%(title)s”", title=title
    ),
    "findings_waiting": lambda title, number: ngettext(
        "One finding of the rules waits for a reviewer",
        "%(num)s findings of the rules wait for a reviewer",
        number,
    ),
    "findings_to_mend": lambda title, number: ngettext(
        "One thing to mend before the demand locks",
        "%(num)s things to mend before the demand locks",
        number,
    ),
    "duties_due": lambda title, number: ngettext(
        "One duty of the operator is due", "%(num)s duties of the operator are due", number
    ),
    "pay_deposit": lambda title, number: _("Pay the deposit of “%(title)s”", title=title),
    "pay_fee": lambda title, number: _("Pay the service fee %(title)s", title=title),
    "contest_claim": lambda title, number: _(
        "Your deposit may be kept: read why and complain in time: “%(title)s”", title=title
    ),
    "decide_claim": lambda title, number: _(
        "Decide a claim against a deposit: “%(title)s”", title=title
    ),
    "deposits_to_settle": lambda title, number: ngettext(
        "One deposit waits for a bank transfer, or is late",
        "%(num)s deposits wait for a bank transfer, or are late",
        number,
    ),
    "open_draft": lambda title, number: _("Open the draft “%(title)s” to members", title=title),
    "issue_rfq": lambda title, number: _(
        "Ask the carriers for quotes: “%(title)s” is locked", title=title
    ),
    "choose_award": lambda title, number: _("Compare quotes and award: “%(title)s”", title=title),
    "join": lambda title, number: _("“%(title)s” is gathering demand: see your price", title=title),
    "answer_award": lambda title, number: ngettext(
        "Accept or decline one awarded line: “%(title)s”",
        "Accept or decline %(num)s awarded lines: “%(title)s”",
        number,
        title=title,
    ),
    "answer_complaints": lambda title, number: ngettext(
        "Answer one complaint against the award: “%(title)s”",
        "Answer %(num)s complaints against the award: “%(title)s”",
        number,
        title=title,
    ),
    "answer_service": lambda title, number: _(
        "Answer the service complaint “%(title)s”", title=title
    ),
    "premises_waiting": lambda title, number: ngettext(
        "One place of a company waits for your confirmation",
        "%(num)s places of companies wait for your confirmation",
        number,
    ),
    "name_export": lambda title, number: _(
        "Check which procedure your data export needs before %(title)s goes live", title=title
    ),
    "answer_export": lambda title, number: _(
        "Finish the data-export self-check of “%(title)s”", title=title
    ),
    "count_export": lambda title, number: _(
        "Bring this year's export counts of “%(title)s” up to date", title=title
    ),
    "decide_archives": lambda title, number: _(
        "Decide the user archives of %(title)s", title=title
    ),
    "take_place": lambda title, number: _("A place is free for you: “%(title)s”", title=title),
    "confirm_prices": lambda title, number: _(
        "Confirm your awarded prices or release the lines: “%(title)s”", title=title
    ),
    "invoice_lines": lambda title, number: ngettext(
        "One payment of contract %(title)s can be invoiced",
        "%(num)s payments of contract %(title)s can be invoiced",
        number,
        title=title,
    ),
    "pay_invoices": lambda title, number: ngettext(
        "Pay one invoice of contract %(title)s",
        "Pay %(num)s invoices of contract %(title)s",
        number,
        title=title,
    ),
    "confirm_payments": lambda title, number: ngettext(
        "Confirm one transfer for contract %(title)s",
        "Confirm %(num)s transfers for contract %(title)s",
        number,
        title=title,
    ),
    "answer_dispute": lambda title, number: ngettext(
        "Answer one dispute about an invoice of contract %(title)s",
        "Answer %(num)s disputes about invoices of contract %(title)s",
        number,
        title=title,
    ),
    "answer_end": lambda title, number: _(
        "Answer the proposal to end contract %(title)s", title=title
    ),
    "sign_contract": lambda title, number: _("Sign contract %(title)s", title=title),
    "submit_licence": lambda title, number: _("Submit your telecom licence"),
    "publish_price_book": lambda title, number: _("Publish a price book"),
    "quote": lambda title, number: _("Quote for “%(title)s”", title=title),
    "allow_opening": lambda title, number: _(
        "Decide on the opening of too few quotes: “%(title)s”", title=title
    ),
    "rfq_short": lambda title, number: _(
        "Too few quotes came: decide how “%(title)s” goes on", title=title
    ),
    "answer_members": lambda title, number: ngettext(
        "Answer one question of a company: “%(title)s”",
        "Answer %(num)s questions of companies: “%(title)s”",
        number,
        title=title,
    ),
    "answer_questions": lambda title, number: ngettext(
        "Answer one question of the carriers: “%(title)s”",
        "Answer %(num)s questions of the carriers: “%(title)s”",
        number,
        title=title,
    ),
}
"By kind, from the title of what it is about and how many there are"
