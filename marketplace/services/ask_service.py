"""The gates of activation and operation, asked anew of a line that is in service.

Nothing stops here: what warns or holds is kept for its owner and the reviewers.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from marketplace.domain.compliance.facts import ActivationFacts, ServiceFacts
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.line_abuse import AbuseWord, is_known
from marketplace.domain.working_days import local_day
from marketplace.models import Commitment, Contract, ContractLine
from marketplace.security.identity import Identity
from marketplace.services.find_line_abuses import last_word
from marketplace.services.judge_findings import About, judge
from marketplace.services.keep_findings import keep_findings, record_asking

Things = list[tuple[About, list[ActivationFacts | ServiceFacts]]]


def ask_service(
    session: Session,
    contract: Contract,
    row: ContractLine,
    *,
    gates: Collection[Gate] = (Gate.ACTIVATION, Gate.OPERATE),
    by: Identity | None,
    now: datetime,
) -> None:
    """What the rules say of the line now, kept where it is new."""
    things: Things = [
        (about_delivery(contract, row), [facts_of_delivery(row)]),
        (about_service(contract, row), [facts_of_service(session, row)]),
    ]
    asked = judge(session, things, gates=gates, by=by, now=now)
    if keep_findings(session, asked.rows):
        record_asking(session, row, asked.rows, by=by, now=now)


def ask_lines_in_service(
    session: Session, line_ids: Collection[UUID], *, by: Identity | None, now: datetime
) -> None:
    """The gate of operation about those of the lines that are live, such as after a new letter."""
    query = (
        sa.select(ContractLine)
        .where(
            ContractLine.line_id.in_(line_ids),
            ContractLine.live_on.is_not(None),
            ContractLine.ended_at.is_(None),
        )
        .options(joinedload(ContractLine.contract))
    )
    for row in session.scalars(query).all():
        ask_service(session, row.contract, row, gates=[Gate.OPERATE], by=by, now=now)


def about_service(contract: Contract, row: ContractLine) -> About:
    """The line as its company runs it."""
    path = f"/installation/lines/{row.id}#f-"
    return About("contract_line", row.id, contract.member_id, contract.group_buy_id, path=path)


def about_delivery(contract: Contract, row: ContractLine) -> About:
    """The line as its carrier delivered it: what is to be mended there is the carrier's."""
    path = f"/installation/lines/{row.id}#f-"
    return About("contract_line", row.id, contract.carrier_id, contract.group_buy_id, path=path)


def facts_of_delivery(row: ContractLine, live_on: date | None = None) -> ActivationFacts:
    """Of a line in service, or of one that is to go live on that day.

    A VPN's filing is what the carrier stated; what it left out is not filed. Of compensation for
    lateness nothing is known before the line is live.
    """
    paid = row.late_compensation_minor is not None
    return ActivationFacts(
        product=row.line.product,
        promised_on=row.due_on,
        live_on=live_on or row.live_on,
        vpn_filing=row.vpn_filing or "",
        late_compensation=None if live_on else paid,
    )


def facts_of_service(session: Session, row: ContractLine) -> ServiceFacts:
    """With the commitment letter signed last for the line, and an unlawful use that is known."""
    letters = sa.select(sa.func.max(Commitment.signed_at)).where(Commitment.line_id == row.line_id)
    signed_at = session.scalar(letters)
    word = last_word(session, row.id)
    return ServiceFacts(
        live_on=row.live_on,
        security_filing=row.security_filing,
        commitment_signed_on=None if signed_at is None else local_day(signed_at),
        known_abuse=is_known(word),
        suspended=word == AbuseWord.STOPPED,
    )
