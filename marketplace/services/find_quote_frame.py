"""What an RFQ and a carrier's licences allow its quote to say."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.quote_faults import QuoteFrame, lot_code
from marketplace.domain.working_days import local_day
from marketplace.models import SealedQuote
from marketplace.services.build_problem import find_wanted_lines
from marketplace.services.open_group_buy import carrier_scopes


def find_quote_frame(session: Session, invitation: SealedQuote, *, now: datetime) -> QuoteFrame:
    """Of an invitation as `find_invitation` gives it.

    Lots whose lines were all released are asked for no more.
    """
    rfq = invitation.rfq
    held = carrier_scopes(session, local_day(now))
    lines = find_wanted_lines(session, rfq.id)
    return QuoteFrame(
        lots=frozenset(lot_code(line.key.corridor, line.key.product) for line in lines),
        rtt_floors_us={lot.corridor.code: lot.corridor.rtt_floor_us for lot in rfq.lots},
        scopes=held.get(invitation.carrier_id, frozenset()),
        due_on=local_day(rfq.quotes_due_at),
        lines={line.reference: line for line in lines},
    )
