"""What waits for a payer of the service fee: invoices to be paid, until when."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from marketplace.db.local_date import end_of_local_day
from marketplace.models import ServiceFee
from marketplace.security.identity import Identity
from marketplace.services.find_fees import CLAIMED

NUMBERS = (ServiceFee.number.label("title_zh"), ServiceFee.number.label("title_en"))


def fees_to_pay(identity: Identity) -> Any:
    """The caller's invoices that are open or overdue, each until the end of its due day."""
    due_at = end_of_local_day(ServiceFee.due_on)
    return sa.select(ServiceFee.id, *NUMBERS, due_at.label("due_at")).where(
        ServiceFee.organisation_id == identity.organisation_id, ServiceFee.state.in_(CLAIMED)
    )
