"""The end of a contract that is in force, before any line is live: forms of the contract's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash
from flask_babel import gettext as _

from marketplace.schemas.contracts import ProposeEndSchema, RefuseEndSchema
from marketplace.services.end_contract_in_force import (
    agree_contract_end,
    end_broken_contract,
    propose_contract_end,
    refuse_contract_end,
    withdraw_contract_end,
)
from marketplace.web.call import act
from marketplace.web.forms import load
from marketplace.web.pages.contracts import show, to_contract

pages = Blueprint("contract_end_pages", __name__, url_prefix="/contracts/<uuid:contract_id>")
ONE = "/ends/<uuid:end_id>"


def shown_again(*, contract_id: UUID, end_id: UUID) -> Any:
    """The contract's page once more, after a refused answer to a proposal."""
    return show(contract_id=contract_id)


@pages.post("/ends")
@act(again=show)
def propose(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    reason = load(ProposeEndSchema())["reason"]
    propose_contract_end(
        session, contract_id=contract_id, reason=reason, identity=identity, now=now
    )
    flash(_("Proposed; the other side is told. The contract stays in force until it agrees."))
    return to_contract(contract_id)


@pages.post(ONE + "/agree")
@act(again=shown_again)
def agree(*, contract_id: UUID, end_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    agree_contract_end(session, end_id=end_id, identity=identity, now=now)
    flash(_("Agreed. The contract has ended and its lines are released."))
    return to_contract(contract_id)


@pages.post(ONE + "/refuse")
@act(again=shown_again)
def refuse(*, contract_id: UUID, end_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    answer = load(RefuseEndSchema())["answer"]
    refuse_contract_end(session, end_id=end_id, answer=answer, identity=identity, now=now)
    flash(_("Refused. The contract stays in force; the other side is told."))
    return to_contract(contract_id)


@pages.post(ONE + "/withdraw")
@act(again=shown_again)
def withdraw(*, contract_id: UUID, end_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    withdraw_contract_end(session, end_id=end_id, identity=identity, now=now)
    flash(_("Your proposal is taken back."))
    return to_contract(contract_id)


@pages.post("/end-broken")
@act(again=show)
def broken(*, contract_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    end_broken_contract(session, contract_id=contract_id, identity=identity, now=now)
    flash(_("The contract has ended as broken by the company; both sides are told."))
    return to_contract(contract_id)
