"""Installation (报装进度): every line on its way to service, its steps, tests and record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.activation import FILING_DAYS
from marketplace.domain.line_abuse import NEXT
from marketplace.domain.lives import ContractState, MilestoneState
from marketplace.domain.working_days import local_day
from marketplace.schemas.installations import (
    LateCompensationSchema,
    MilestoneDelaySchema,
    MilestoneFinishSchema,
    NewLineTestSchema,
    SecurityFilingSchema,
)
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.delay_milestone import delay_milestone
from marketplace.services.find_delivery_evidence import (
    find_milestone,
    find_milestone_evidence,
    find_test_evidence,
)
from marketplace.services.find_installation_counts import find_installation_counts
from marketplace.services.find_installations import (
    Installation,
    find_installation,
    installations,
    visible_contract_lines,
)
from marketplace.services.find_line_abuses import abuses_of
from marketplace.services.finish_milestone import finish_milestone
from marketplace.services.record_late_compensation import record_late_compensation
from marketplace.services.record_line_test import record_line_test
from marketplace.services.record_security_filing import record_security_filing
from marketplace.web.call import act, page
from marketplace.web.delivery_charts import delivery_chart
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load
from marketplace.web.listing import asked_id, listing
from marketplace.web.words import word

pages = Blueprint("installation_pages", __name__, url_prefix="/installation")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    require(Permission.MARKET_READ, identity)
    late = request.args.get("late") == "1"
    query = visible_contract_lines(
        identity, now=now, late=late, contract_id=asked_id("contract_id")
    )
    page_ = listing(session, query)
    found = installations(session, page_.things, now=now)
    return render_template(
        "installation/listing.html",
        page=page_,
        found=found,
        delivery=delivery_chart([one for one in found if not one.line.live_on], local_day(now)),
        late=late,
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/lines/<uuid:contract_line_id>")
@page
def show(*, contract_line_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_installation(session, contract_line_id, identity=identity, now=now)
    contract = found.line.contract
    return render_template(
        "installation/show.html",
        found=found,
        works=_works(found, identity),
        handed_over=all(s.milestone.state == MilestoneState.DONE for s in found.steps),
        complains=identity.is_of(contract.member_id),
        files=allowed(Permission.SERVICE_STATE, identity, contract),
        pays=allowed(Permission.CONTRACT_DELIVER, identity, contract),
        file_by=found.line.live_on and found.line.live_on + timedelta(days=FILING_DAYS),
        days_left=(found.line.ends_on - local_day(now)).days if found.line.ends_on else None,
        today=local_day(now),
        accepted=ACCEPTED,
        next_words=_next_words,
        **_abuses(session, found, identity),
    )


def _abuses(session: Any, found: Installation, identity: Any) -> dict[str, Any]:
    """What is on record of an unlawful use, for those who may read it."""
    contract = found.line.contract
    if not allowed(Permission.ABUSE_READ, identity, contract):
        return {"abuses": None}
    return {
        "abuses": abuses_of(session, found.line.id),
        "records": allowed(Permission.ABUSE_RECORD, identity, contract),
    }


def _next_words(abuses: Any) -> list[tuple[str, str]]:
    """What may be recorded after what stands, with its name."""
    words = NEXT[abuses[0].word if abuses else None]
    return [(str(one), word("abuse_word", one)) for one in words]


def _works(found: Installation, identity: Any) -> bool:
    """The carrier installs it: in force and not live yet."""
    contract = found.line.contract
    running = contract.state == ContractState.IN_FORCE and found.line.live_on is None
    return running and allowed(Permission.CONTRACT_DELIVER, identity, contract)


@pages.post("/lines/<uuid:contract_line_id>/test")
@act(again=show)
def test(*, contract_line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    body = load(NewLineTestSchema())
    body["evidence_id"] = sent_evidence(session, identity=identity, now=now)
    done = record_line_test(
        session, contract_line_id=contract_line_id, identity=identity, now=now, **body
    )
    flash(_("The test has passed.") if done.passed else _("The test misses what was promised."))
    return _to_line(contract_line_id)


@pages.post("/lines/<uuid:contract_line_id>/security-filing")
@act(again=show)
def file_with_police(*, contract_line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    which = {"contract_line_id": contract_line_id, "identity": identity, "now": now}
    find_installation(session, **which)
    record_security_filing(session, **load(SecurityFilingSchema()), **which)
    flash(_("The filing is recorded."))
    return _to_line(contract_line_id)


@pages.post("/lines/<uuid:contract_line_id>/late-compensation")
@act(again=show)
def compensate(*, contract_line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    which = {"contract_line_id": contract_line_id, "identity": identity, "now": now}
    find_installation(session, **which)
    record_late_compensation(session, **load(LateCompensationSchema()), **which)
    flash(_("The compensation is recorded."))
    return _to_line(contract_line_id)


@pages.get("/milestones/<uuid:milestone_id>")
@page
def milestone(*, milestone_id: UUID, session: Any, identity: Any, now: Any) -> str:
    step = find_milestone(session, milestone_id, identity=identity, now=now)
    found = find_installation(session, step.contract_line_id, identity=identity, now=now)
    return render_template(
        "installation/milestone.html",
        found=found,
        step=step,
        works=_works(found, identity) and step.state == MilestoneState.PLANNED,
        today=local_day(now),
        accepted=ACCEPTED,
    )


@pages.post("/milestones/<uuid:milestone_id>/delay")
@act(again=milestone)
def delay(*, milestone_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    body = load(MilestoneDelaySchema())
    step = delay_milestone(session, milestone_id=milestone_id, identity=identity, now=now, **body)
    flash(_("The company is told of the new day and the reason."))
    return _to_line(step.contract_line_id)


@pages.post("/milestones/<uuid:milestone_id>/finish")
@act(again=milestone)
def finish(*, milestone_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    body = load(MilestoneFinishSchema())
    body["evidence_id"] = sent_evidence(session, identity=identity, now=now)
    step = finish_milestone(session, milestone_id=milestone_id, identity=identity, now=now, **body)
    flash(_("The step is reported done."))
    return _to_line(step.contract_line_id)


@pages.get("/milestones/<uuid:milestone_id>/evidence")
@page
def milestone_evidence(*, milestone_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_milestone_evidence(session, milestone_id, identity=identity, now=now))


@pages.get("/tests/<uuid:test_id>/evidence")
@page
def test_evidence(*, test_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_test_evidence(session, test_id, identity=identity, now=now))


@pages.get("/group-buys/<uuid:group_buy_id>")
@page
def counts(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    found = find_installation_counts(session, group_buy_id, identity=identity, now=now)
    return render_template("installation/counts.html", counts=found)


def _to_line(contract_line_id: UUID) -> Any:
    return redirect(url_for("installation_pages.show", contract_line_id=contract_line_id), 303)
