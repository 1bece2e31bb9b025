"""Service contracts (服务合同): the price schedule, signatures, lines going live."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import ContractState
from marketplace.domain.working_days import local_day
from marketplace.models import Contract
from marketplace.schemas.contracts import ReportLiveSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import find_contract, visible_contracts
from marketplace.services.find_signers import find_signers
from marketplace.services.report_live import report_live
from marketplace.services.sign_contract import sign_contract
from marketplace.web.call import act, page
from marketplace.web.forms import load
from marketplace.web.listing import listing

pages = Blueprint("contract_pages", __name__, url_prefix="/contracts")


@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, visible_contracts(identity))
    return render_template("contracts/listing.html", page=found)


pages.add_url_rule("", "listing", listed)


@pages.get("/<uuid:contract_id>")
@page
def show(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> str:
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    delivers = allowed(Permission.CONTRACT_DELIVER, identity, contract)
    tried = (request.view_args or {}).get("line_id")
    return render_template(
        "contracts/show.html",
        contract=contract,
        signers=find_signers(session, contract=contract, identity=identity),
        may_sign=_may_sign(contract, identity),
        delivers=delivers and contract.state == ContractState.IN_FORCE,
        tried=tried,
        today=local_day(now),
    )


def _may_sign(contract: Contract, identity: Any) -> bool:
    if contract.state != ContractState.DRAWN:
        return False
    mine = identity.is_of(contract.member_id)
    signed = contract.member_signed_at if mine else contract.carrier_signed_at
    return signed is None and allowed(Permission.CONTRACT_SIGN, identity, contract)


@pages.post("/<uuid:contract_id>/sign")
@act(again=show)
def sign(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    sign_contract(session, contract_id=contract_id, identity=identity, now=now)
    flash(_("Signed for your side."))
    return _to(contract_id)


@pages.post("/<uuid:contract_id>/lines/<uuid:line_id>/live")
@act(again=lambda contract_id, line_id: show(contract_id=contract_id))
def live(*, contract_id: UUID, line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    live_on = load(ReportLiveSchema())["live_on"]
    report_live(
        session,
        contract_id=contract_id,
        line_id=line_id,
        live_on=live_on,
        identity=identity,
        now=now,
    )
    flash(_("The line is reported live."))
    return _to(contract_id)


def _to(contract_id: UUID) -> Any:
    return redirect(url_for("contract_pages.show", contract_id=contract_id), 303)
