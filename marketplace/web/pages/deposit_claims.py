"""Claims against deposits (诚意金): a carrier files, a reviewer decides, the company complains."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import ClaimEvent, ClaimState
from marketplace.domain.roles import Role
from marketplace.models import Deposit, DepositClaim
from marketplace.schemas.deposits import (
    ClaimDecisionSchema,
    ContestSchema,
    NewClaimSchema,
    TransferSchema,
)
from marketplace.schemas.oversight_sheets import DEPOSIT_CLAIM_SHEET
from marketplace.security.grants import allowed, require
from marketplace.security.permissions import Permission
from marketplace.services.decide_deposit_claim import (
    answer_deposit_contest,
    contest_deposit_claim,
    decide_deposit_claim,
)
from marketplace.services.desk_money_orders import CLAIMS
from marketplace.services.desk_rows import exported
from marketplace.services.file_deposit_claim import (
    claim_until,
    file_deposit_claim,
    find_claimable,
    withdraw_deposit_claim,
)
from marketplace.services.find_contracts import find_contract
from marketplace.services.find_deposit_claims import (
    find_claim,
    find_claim_evidence,
    visible_claims,
)
from marketplace.services.settle_deposit import pay_on
from marketplace.web.call import act, page
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.evidence_files import ACCEPTED, file_page, sent_evidence
from marketplace.web.forms import load
from marketplace.web.listing import chosen, listing

pages = Blueprint("deposit_claim_pages", __name__, url_prefix="/deposit-claims")
ONE = "/<uuid:claim_id>"


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    claims = identity.has(Role.CARRIER)
    claimable = find_claimable(session, identity=identity, now=now) if claims else ()
    return render_template(
        "deposits/claims.html",
        page=listing(session, _query(identity)),
        claimable=claimable,
        claim_until=claim_until,
        now=now,
    )


pages.add_url_rule("", "listing", listed)


@pages.get("/deposit-claims.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = exported(session, _query(identity))
    return desk_sheet(found, DEPOSIT_CLAIM_SHEET, name="deposit-claims", form=form, now=now)


def _query(identity: Any) -> Any:
    """The claims that `?state=&sort=` asks for."""
    return in_order(visible_claims(identity, state=chosen(ClaimState, "state")), CLAIMS)


@pages.get("/new/<uuid:contract_id>")
@page
def new(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> str:
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    require(Permission.DEPOSIT_CLAIM, identity, contract)
    until = claim_until(contract)
    return render_template(
        "deposits/claim_new.html", contract=contract, until=until, accepted=ACCEPTED, now=now
    )


@pages.post("/new/<uuid:contract_id>")
@act(again=new)
def file(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    body = load(NewClaimSchema())
    body["evidence_id"] = sent_evidence(session, identity=identity, now=now)
    claim = file_deposit_claim(session, contract_id=contract_id, identity=identity, now=now, **body)
    flash(_("Your claim is filed; a reviewer decides it."))
    return _to(claim.id)


@pages.get(ONE)
@page
def show(*, claim_id: UUID, session: Any, identity: Any, now: Any) -> str:
    claim = find_claim(session, claim_id, identity=identity)
    deposit = session.get_one(Deposit, claim.deposit_id)
    return render_template(
        "deposits/claim.html",
        c=claim,
        most_minor=deposit.most_minor(claim),
        others=[one for one in deposit.claims if one.id != claim_id],
        may=lambda event: _may(claim, event, identity),
        decides=claim.state == ClaimState.FILED and _decides(claim, identity),
        answers=claim.state == ClaimState.CONTESTED
        and _decides(claim, identity)
        and claim.decided_by != identity.user_id,
        now=now,
    )


@pages.get(ONE + "/evidence")
@page
def evidence(*, claim_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    return file_page(find_claim_evidence(session, claim_id, identity=identity))


@pages.post(ONE + "/withdraw")
@act(again=show)
def withdraw(*, claim_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    withdraw_deposit_claim(session, claim_id=claim_id, identity=identity, now=now)
    return _to(claim_id)


@pages.post(ONE + "/decide")
@act(again=show)
def decide(*, claim_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    body = load(ClaimDecisionSchema())
    decide_deposit_claim(session, claim_id=claim_id, identity=identity, now=now, **body)
    flash(_("Your decision is recorded; both parties are told."))
    return _to(claim_id)


@pages.post(ONE + "/contest")
@act(again=show)
def contest(*, claim_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    text = load(ContestSchema())["text"]
    contest_deposit_claim(session, claim_id=claim_id, text=text, identity=identity, now=now)
    flash(_("Your complaint is filed; nothing is kept before another reviewer has answered it."))
    return _to(claim_id)


@pages.post(ONE + "/answer")
@act(again=show)
def answer(*, claim_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    body = load(ClaimDecisionSchema())
    answer_deposit_contest(session, claim_id=claim_id, identity=identity, now=now, **body)
    flash(_("Your answer is recorded; both parties are told."))
    return _to(claim_id)


@pages.post(ONE + "/pay-on")
@act(again=show)
def pay(*, claim_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reference = load(TransferSchema())["reference"]
    pay_on(session, claim_id=claim_id, reference=reference, identity=identity, now=now)
    flash(_("The bank transfer is recorded; the carrier is told."))
    return _to(claim_id)


PERMISSIONS = {
    ClaimEvent.WITHDRAW: Permission.DEPOSIT_CLAIM_WITHDRAW,
    ClaimEvent.CONTEST: Permission.DEPOSIT_CONTEST,
    ClaimEvent.PAY_ON: Permission.DEPOSIT_SETTLE,
}


def _may(claim: DepositClaim, event: str, identity: Any) -> bool:
    kind = ClaimEvent(event)
    fits = DepositClaim.life.allows(claim.state, kind)
    return fits and allowed(PERMISSIONS[kind], identity, claim)


def _decides(claim: DepositClaim, identity: Any) -> bool:
    return allowed(Permission.DEPOSIT_CLAIM_DECIDE, identity, claim)


def _to(claim_id: UUID) -> Any:
    return redirect(url_for("deposit_claim_pages.show", claim_id=claim_id), 303)
