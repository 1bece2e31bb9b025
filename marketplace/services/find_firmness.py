"""By carrier, how much of what it was awarded is accepted, and whether its prices hold."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.firmness import STAYS, Answer, Firmness, firmness
from marketplace.domain.roles import OrganisationKind
from marketplace.models import Award, AwardLine, Line, Organisation, Quote
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import find_award


def firmness_of(session: Session, award: Award, rows: Iterable[AwardLine]) -> dict[UUID, Firmness]:
    """By carrier, over all of the award's rows, whose lines are loaded."""
    return firmness(map(answer_of, rows), firm_down_to(session, award))


def answer_of(row: AwardLine) -> Answer[UUID]:
    """A line carried over by a re-award counts as awarded to the carrier that it stays with."""
    stays_with = row.agreed_carrier_id if row.acceptance in STAYS else None
    return Answer(
        row.line.mbps,
        stays_with if row.held else row.carrier_id,
        stays_with,
        placed=row.place_of_line_id is not None and not row.held,
    )


def firm_down_to(session: Session, award: Award) -> dict[UUID, int]:
    found = sa.select(Quote.carrier_id, Quote.firm_down_to_bps).where(Quote.rfq_id == award.rfq_id)
    return dict(session.execute(found).all())


def find_firmness(
    session: Session, *, award_id: UUID, identity: Identity
) -> list[tuple[Organisation, Firmness]]:
    """For those who read the whole award every carrier's, the largest first; a carrier its own.

    Members read none. Raises NotFound.
    """
    award = find_award(session, award_id=award_id, identity=identity)
    own = identity.kind == OrganisationKind.CARRIER
    if not own and not allowed(Permission.AWARD_READ, identity, award.group_buy):
        return []
    rows = session.scalars(
        sa.select(AwardLine)
        .join(Line, Line.id == AwardLine.line_id)
        .options(sa.orm.contains_eager(AwardLine.line).load_only(Line.mbps))
        .where(AwardLine.award_id == award.id)
    )
    found = firmness_of(session, award, rows)
    carriers = session.scalars(sa.select(Organisation).where(Organisation.id.in_(list(found))))
    named = [(carrier, found[carrier.id]) for carrier in carriers]
    mine = [one for one in named if not own or identity.is_of(one[0].id)]
    return sorted(mine, key=lambda one: (-one[1].awarded_mbps, one[0].uscc))
