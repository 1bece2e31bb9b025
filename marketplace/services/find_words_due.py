"""What waits for a word of the caller: complaints of service, places to confirm."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marketplace.domain.lives import PremisesState, ServiceComplaintState
from marketplace.models import GroupBuy, Organisation, Premises, ServiceComplaint
from marketplace.security.identity import Identity


def service_to_answer(identity: Identity) -> Any:
    """Complaints of service to the caller: to a carrier, or to the organiser of the group buy."""
    mine, complaint = identity.organisation_id, ServiceComplaint
    subject = complaint.subject
    return (
        sa.select(
            complaint.id,
            subject.label("title_zh"),
            subject.label("title_en"),
            complaint.answer_due_at.label("due_at"),
        )
        .join(GroupBuy, GroupBuy.id == complaint.group_buy_id)
        .where(
            complaint.state == ServiceComplaintState.FILED,
            sa.or_(complaint.carrier_id == mine, GroupBuy.organiser_id == mine),
            complaint.member_id != mine,
        )
        .order_by(complaint.answer_due_at)
    )


def places_to_confirm(identity: Identity) -> sa.Select[Any]:
    """Places that companies of the caller's park stated."""
    return (
        sa.select(Premises.id)
        .join(Organisation, Organisation.id == Premises.member_id)
        .where(
            Premises.state == PremisesState.PENDING,
            Organisation.park_id == identity.organisation_id,
        )
    )
