"""Service contracts (服务合同): archives, documents, signatures, the price schedule, an end."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from marketplace.domain.contract_document import printed
from marketplace.domain.lives import ContractState
from marketplace.domain.roles import Role
from marketplace.domain.working_days import local_day
from marketplace.errors import Forbidden
from marketplace.models import Contract
from marketplace.schemas.contracts import RefuseContractSchema, ReportLiveSchema, SignContractSchema
from marketplace.schemas.desk_sheets import CONTRACT_SHEET
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.desk_orders import CONTRACTS
from marketplace.services.desk_rows import exported
from marketplace.services.end_contract import refuse_contract
from marketplace.services.find_archives import find_ways_on
from marketplace.services.find_contract_ends import find_contract_ends, find_end_ways
from marketplace.services.find_contract_files import find_contract_files
from marketplace.services.find_contracts import find_contract, visible_contracts
from marketplace.services.find_fee_tables import find_fee_terms
from marketplace.services.find_fees import fees_of_contract
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_installations import installations
from marketplace.services.find_signers import find_signers
from marketplace.services.render_contract import facts_of
from marketplace.services.report_live import report_live
from marketplace.services.sign_contract import sign_contract
from marketplace.web.award_way import contract_way
from marketplace.web.call import act, page
from marketplace.web.delivery_charts import DeliveryChart, delivery_chart
from marketplace.web.desk import desk_sheet, in_order
from marketplace.web.evidence_files import ACCEPTED
from marketplace.web.forms import load
from marketplace.web.language import spoken
from marketplace.web.listing import chosen, listing
from marketplace.web.reasons import why_ended

pages = Blueprint("contract_pages", __name__, url_prefix="/contracts")


def _query(identity: Any) -> Any:
    """The contracts that `?state=&sort=` asks for."""
    return in_order(visible_contracts(identity, state=chosen(ContractState, "state")), CONTRACTS)


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    return render_template("contracts/listing.html", page=listing(session, _query(identity)))


pages.add_url_rule("", "listing", listed)


@pages.get("/contracts.<any(csv, xlsx):form>")
@page
def sheet(*, form: str, session: Any, identity: Any, now: Any) -> Response:
    found = exported(session, _query(identity))
    return desk_sheet(found, CONTRACT_SHEET, name="contracts", form=form, now=now)


@pages.get("/<uuid:contract_id>")
@page
def show(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> str:
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    drawn = contract.state == ContractState.DRAWN
    ends = find_contract_ends(session, contract)
    return render_template(
        "contracts/show.html",
        contract=contract,
        findings=find_own_findings(
            session, identity, subject_ids=[contract_id, *(line.id for line in contract.lines)]
        ),
        signers=find_signers(session, contract=contract, identity=identity),
        files=find_contract_files(session, contract=contract, identity=identity),
        ways=find_ways_on(session, contract=contract, identity=identity),
        ended=why_ended(contract.ended_reason),
        ends=ends,
        end_ways=find_end_ways(session, contract, ends, identity=identity),
        terms=find_fee_terms(session, contract.group_buy, now=now),
        fees=fees_of_contract(session, contract_id, identity=identity),
        own_side=_own_side(contract, identity),
        reads_archives=_own_side(contract, identity) or identity.has(Role.REVIEWER),
        may_sign=_may_sign(contract, identity),
        decides=drawn and allowed(Permission.ARCHIVE_DECIDE, identity, contract),
        delivers=contract.state == ContractState.IN_FORCE
        and allowed(Permission.CONTRACT_DELIVER, identity, contract),
        tried=(request.view_args or {}).get("line_id"),
        accepted=ACCEPTED,
        today=local_day(now),
        way=contract_way(contract),
        text=printed(facts_of(contract), spoken()) if drawn else None,
        delivery=_delivery(session, contract, now),
        now=now,
    )


def _delivery(session: Session, contract: Contract, now: datetime) -> DeliveryChart | None:
    """The steps of its lines, once it is in force."""
    if contract.state not in (ContractState.IN_FORCE, ContractState.COMPLETED):
        return None
    lines = [line for line in contract.standing_lines if line.ended_at is None]
    return delivery_chart(installations(session, lines, now=now), local_day(now))


def _own_side(contract: Contract, identity: Any) -> str | None:
    """The side that the reader may sign for."""
    if not allowed(Permission.CONTRACT_SIGN, identity, contract):
        return None
    return "member" if identity.is_of(contract.member_id) else "carrier"


def _may_sign(contract: Contract, identity: Any) -> bool:
    side = _own_side(contract, identity)
    return (
        side is not None
        and contract.state == ContractState.DRAWN
        and contract.document_sha256 is not None
        and getattr(contract, f"{side}_signed_at") is None
    )


@pages.post("/<uuid:contract_id>/sign")
@act(again=show)
def sign(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    seen = load(SignContractSchema())["document_sha256"]
    sign_contract(
        session, contract_id=contract_id, document_sha256=seen, identity=identity, now=now
    )
    flash(_("Signed for your side."))
    return to_contract(contract_id)


@pages.get("/<uuid:contract_id>/refuse")
@page
def refusing(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> str:
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    if _own_side(contract, identity) != "member":
        raise Forbidden(permission="contract.refuse")
    return render_template("contracts/refuse.html", contract=contract)


@pages.post("/<uuid:contract_id>/refuse")
@act(again=refusing)
def refuse(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(RefuseContractSchema())["reason"]
    refuse_contract(session, contract_id=contract_id, reason=reason, identity=identity, now=now)
    flash(_("Refused. The contract is cancelled and its lines are released."))
    return to_contract(contract_id)


@pages.post("/<uuid:contract_id>/lines/<uuid:line_id>/live")
@act(again=lambda contract_id, line_id: show(contract_id=contract_id))
def live(*, contract_id: UUID, line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    given = load(ReportLiveSchema())
    report_live(
        session,
        contract_id=contract_id,
        line_id=line_id,
        **given,
        identity=identity,
        now=now,
    )
    flash(_("The line is reported live."))
    return to_contract(contract_id)


def to_contract(contract_id: UUID) -> Any:
    """Back to the contract's page."""
    return redirect(url_for("contract_pages.show", contract_id=contract_id), 303)
