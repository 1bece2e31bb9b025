"""The one obvious next step on a group buy's page, for its organiser and for a member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from marketplace.domain.lives import AwardState, QuestionState, RfqState
from marketplace.web.group_buy_ways import Seen


@dataclass(frozen=True)
class NextStep:
    """What to do now; without `href` there is nothing to do but wait."""

    title: str
    text: str = ""
    label: str = ""
    href: str = ""
    mark: str = "arrow-right"
    sends: bool = False
    "the button sends a form"
    due_at: datetime | None = None


def organiser_step(seen: Seen) -> NextStep | None:
    steps = {"draft": _to_open, "open": _while_open, "locked": _to_ask, "quoting": _quoting}
    steps |= {"opened": _to_award, "awarded": award_step}
    found = steps.get(str(seen.group_buy.state))
    return found(seen) if found else None


def _to_open(seen: Seen) -> NextStep:
    id = seen.group_buy.id
    if not (seen.statement and seen.statement.version):
        return NextStep(
            _("Next: make the organiser's statement"),
            _("After it the group buy can open to companies."),
            _("Organiser's statement"),
            url_for("organiser_statement_pages.show", group_buy_id=id),
            "clipboard-document-list",
        )
    return NextStep(
        _("Next: open it to companies"),
        _("List prices and ladder are frozen then, and every company that may join is told."),
        _("Open to companies"),
        url_for("group_buy_pages.open_", group_buy_id=id),
        "lock-open",
        sends=True,
    )


def _while_open(seen: Seen) -> NextStep | None:
    group_buy = seen.group_buy
    if seen.now >= group_buy.locks_at:
        return NextStep(
            _("The lock time has come."),
            label=_("Lock the demand now"),
            href=url_for("group_buy_pages.lock", group_buy_id=group_buy.id),
            mark="lock-closed",
            sends=True,
        )
    if not seen.record_signed:
        return NextStep(
            _("One thing before the lock"),
            _("Its figures are filled in from the demand; you look them over and sign."),
            _("Sign the record of the effect on competition"),
            url_for("competition_record_pages.show", group_buy_id=group_buy.id),
            "clipboard-document-list",
            due_at=group_buy.locks_at,
        )
    if any(one.state == QuestionState.ASKED for one in seen.questions):
        return NextStep(
            _("A company has asked you something"),
            _("Your answer is read by every company that may join."),
            _("Read and answer"),
            url_for("group_buy_question_pages.listing", group_buy_id=group_buy.id),
            "chat-bubble-left-right",
        )
    if seen.may_join and not seen.own:
        return None
    if group_buy.mode == "directed":
        href, label = url_for("invitation_pages.show", group_buy_id=group_buy.id), _("Invitations")
    else:
        href, label = "#invite", _("Invite companies")
    text = _("Until the lock the group grows by every company that you bring in.")
    title = _("Companies join until the lock")
    return NextStep(title, text, label, href, "user-plus", due_at=group_buy.locks_at)


def _to_ask(seen: Seen) -> NextStep:
    return NextStep(
        _("Next: ask the carriers for quotes"),
        _(
            "Every carrier with a verified licence for a product in the demand is invited. It "
            "reads buildings and technical needs, no company names."
        ),
        _("Prepare the request for quotes"),
        url_for("rfq_room.ask", group_buy_id=seen.group_buy.id),
        "paper-airplane",
    )


def _quoting(seen: Seen) -> NextStep | None:
    for rfq in seen.rfqs:
        if rfq.state in (RfqState.QUOTING, RfqState.SHORT):
            return NextStep(
                _("The carriers are quoting"),
                _("Answer their questions; the sealed quotes open by themselves when due."),
                _("To the request for quotes"),
                url_for("rfq_room.show", rfq_id=rfq.id),
                "envelope",
                due_at=rfq.quotes_due_at,
            )
    return None


def _to_award(seen: Seen) -> NextStep | None:
    for rfq in seen.rfqs:
        if rfq.state == RfqState.OPENED:
            return NextStep(
                _("The quotes are open."),
                _("Next: compare them and publish the award."),
                _("Award room"),
                url_for("award_room.show", rfq_id=rfq.id),
                "scale",
            )
    return None


def award_step(seen: Seen) -> NextStep | None:
    for award in seen.awards:
        if award.state != AwardState.STANDING:
            continue
        href = url_for("notice_pages.show", award_id=award.id)
        if seen.now < award.acceptance_opens_at:
            text = _("Complaints are heard until then; after it each company accepts or declines.")
            title = _("The award is published: standstill")
            due_at = award.acceptance_opens_at
        elif seen.now < award.acceptance_due_at and not award.settled_at:
            title, text = _("Companies accept or decline"), ""
            href = url_for("acceptance_pages.show", award_id=award.id)
            due_at = award.acceptance_due_at
        else:
            title, text, due_at = (
                _("The award is settled: contracts and installation follow"),
                "",
                None,
            )
        return NextStep(title, text, _("Award notice"), href, "trophy", due_at=due_at)
    return None
