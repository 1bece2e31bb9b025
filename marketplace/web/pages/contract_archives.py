"""The carrier's user archives (用户档案) to decide: the list, an approval, a denial with reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from marketplace.errors import NotFound
from marketplace.schemas.contracts import DenyArchiveSchema
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services.decide_archive import approve_archive, approve_archives, deny_archive
from marketplace.services.find_archives import pending_archives
from marketplace.services.find_contracts import find_contract
from marketplace.web.call import act, page, runtime
from marketplace.web.forms import load
from marketplace.web.listing import listing
from marketplace.web.pages.contracts import show, to_contract

pages = Blueprint("contract_archive_pages", __name__)
LINE = "/contracts/<uuid:contract_id>/lines/<uuid:line_id>"


@pages.get("/contract-archives")
@page
def listed(*, session: Any, identity: Any, now: Any) -> str:
    found = listing(session, pending_archives(identity))
    return render_template("contracts/archives.html", page=found, now=now)


@pages.post("/contracts/<uuid:contract_id>/approve-archives")
@act(again=show)
def approve_all(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    approve_archives(
        session, contract_id=contract_id, jobs=runtime().jobs, identity=identity, now=now
    )
    flash(_("All user archives that waited are approved."))
    return to_contract(contract_id)


@pages.post(LINE + "/approve-archive")
@act(again=lambda contract_id, line_id: show(contract_id=contract_id))
def approve(*, contract_id: UUID, line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    approve_archive(
        session,
        contract_id=contract_id,
        line_id=line_id,
        jobs=runtime().jobs,
        identity=identity,
        now=now,
    )
    flash(_("The user archive is approved."))
    return to_contract(contract_id)


@pages.get(LINE + "/deny-archive")
@page
def denying(*, contract_id: UUID, line_id: UUID, session: Any, identity: Any, now: Any) -> str:
    contract = find_contract(session, contract_id=contract_id, identity=identity)
    require(Permission.ARCHIVE_DECIDE, identity, contract)
    line = next((row for row in contract.lines if line_id == row.id), None)
    if line is None:
        raise NotFound()
    return render_template("contracts/deny.html", contract=contract, line=line)


@pages.post(LINE + "/deny-archive")
@act(again=denying)
def deny(*, contract_id: UUID, line_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(DenyArchiveSchema())["reason"]
    deny_archive(
        session,
        contract_id=contract_id,
        line_id=line_id,
        reason=reason,
        config=runtime().config,
        jobs=runtime().jobs,
        identity=identity,
        now=now,
    )
    flash(_("The user archive is denied; the member is told."))
    return to_contract(contract_id)
