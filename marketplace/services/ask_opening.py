"""The gate at which an organiser opens a group buy for joining."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import Facts, GroupBuyFacts, OrganiserFacts
from marketplace.domain.compliance.facts.group_buy import Procedure
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.organiser_statement import OF_GROUP_BUY, OF_ORGANISER
from marketplace.models import GroupBuy, OrganiserStatement
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import ask_at_gate
from marketplace.services.find_deposit_terms import find_terms
from marketplace.services.judge_findings import About


def ask_opening(
    session: Session,
    group_buy: GroupBuy,
    statement: OrganiserStatement,
    *,
    by: Identity,
    now: datetime,
) -> None:
    """Raises Stopped with everything that keeps the draft from opening."""
    thing = about_draft(group_buy), facts_of_draft(session, group_buy, statement)
    ask_at_gate(session, group_buy, [thing], gates=[Gate.OPEN], by=by, now=now)


def about_draft(group_buy: GroupBuy) -> About:
    path = f"/group-buys/{group_buy.id}/statement#f-"
    return About("group_buy", group_buy.id, group_buy.organiser_id, group_buy.id, path=path)


def facts_of_draft(
    session: Session, group_buy: GroupBuy, statement: OrganiserStatement
) -> list[Facts]:
    """What the organiser stated; what the marketplace sees to by its build is stated as built.

    Every group buy is a sealed RFQ; members accept line by line and leave freely before the lock;
    nobody sets a floor, a ceiling for all or a bond; carriers contract with members
    directly and the organiser is no party.
    """
    return [
        OrganiserFacts(
            uscc=group_buy.organiser.uscc,
            signs_for_members=False,
            counterparty=False,
            internal_approval=statement.approval_id is not None,
            **{name: getattr(statement, name) for name in OF_ORGANISER},
        ),
        GroupBuyFacts(
            procedure=Procedure.SEALED_RFQ,
            platform_certified=False,
            binds_without_acceptance=False,
            exit_before_lock=True,
            deposit_bps=_most_bps(session, group_buy),
            performance_bond_bps=0,
            floor_price=False,
            forced_below_floor=False,
            **{name: getattr(statement, name) for name in OF_GROUP_BUY},
        ),
    ]


def _most_bps(session: Session, group_buy: GroupBuy) -> int:
    terms = find_terms(session, group_buy.id)
    return 0 if terms is None else terms.most_bps
