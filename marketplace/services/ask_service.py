"""The gates of activation and operation, asked anew of a line that is in service.

Nothing stops here: what warns or holds is kept for its owner and the reviewers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
from marketplace.services.find_line_abuses import last_words
from marketplace.services.judge_findings import About, judge
from marketplace.services.keep_findings import keep_new, record_asking

Things = list[tuple[About, list[ActivationFacts | ServiceFacts]]]


def ask_service(
    session: Session,
    row: ContractLine,
    *,
    gates: Collection[Gate] = (Gate.ACTIVATION, Gate.OPERATE),
    by: Identity | None,
    now: datetime,
) -> None:
    """What the rules say of the line now, kept where it is new."""
    _ask(session, [row], gates, by, now)


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
        .options(joinedload(ContractLine.contract), joinedload(ContractLine.line))
    )
    _ask(session, session.scalars(query).all(), [Gate.OPERATE], by, now)


def _ask(
    session: Session,
    rows: Sequence[ContractLine],
    gates: Collection[Gate],
    by: Identity | None,
    now: datetime,
) -> None:
    """As many queries for many lines as for one; the audit log has an entry for each with news."""
    things: Things = []
    for row, facts in zip(rows, facts_of_services(session, rows), strict=True):
        things.append((about_delivery(row.contract, row), [facts_of_delivery(row)]))
        things.append((about_service(row.contract, row), [facts]))
    asked = judge(session, things, gates=gates, by=by, now=now)
    fresh = keep_new(session, asked.rows)
    for row in rows:
        said = [one for one in asked.rows if one["subject_id"] == str(row.id)]
        if any(one["id"] in fresh for one in said):
            record_asking(session, row, said, by=by, now=now)


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


def facts_of_services(session: Session, rows: Sequence[ContractLine]) -> list[ServiceFacts]:
    """With the letter signed last for each line, and an unlawful use that is known; two queries."""
    letters = (
        sa.select(Commitment.line_id, sa.func.max(Commitment.signed_at))
        .where(Commitment.line_id.in_([row.line_id for row in rows]))
        .group_by(Commitment.line_id)
    )
    signed = dict(session.execute(letters).all())
    words = last_words(session, [row.id for row in rows])
    return [
        ServiceFacts(
            live_on=row.live_on,
            security_filing=row.security_filing,
            commitment_signed_on=local_day(signed[row.line_id]) if row.line_id in signed else None,
            known_abuse=is_known(words.get(row.id)),
            suspended=words.get(row.id) == AbuseWord.STOPPED,
        )
        for row in rows
    ]
