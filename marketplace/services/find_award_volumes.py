"""What each carrier was awarded and what is taken from it by now, by lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.firmness import STAYS
from marketplace.domain.lives import AcceptanceState
from marketplace.domain.other_quotes import Volume
from marketplace.models import Award, AwardLine, Line, Lot, RfqLine

Volumes = dict[UUID, dict[str, Volume]]


@dataclass
class AwardVolumes:
    """By carrier and lot: `awarded` prices another line; `taken` is what uses up capacity.

    Taken is the awarded volume with the lines that members chose into the carrier and those that
    came from the waiting list, less the declined lines whose places these took.
    """

    awarded: Volumes = field(default_factory=lambda: defaultdict(lambda: defaultdict(Volume)))
    taken: Volumes = field(default_factory=lambda: defaultdict(lambda: defaultdict(Volume)))


def find_award_volumes(session: Session, award: Award) -> AwardVolumes:
    found = AwardVolumes()
    rows = session.execute(_query(award)).all()
    replaced = {row.place_of_line_id for row in rows if row.place_of_line_id is not None}
    for row in rows:
        for carrier_id, volume in _awarded(row):
            found.awarded[carrier_id][row.code] += volume
            if row.line_id not in replaced:
                found.taken[carrier_id][row.code] += volume
        for carrier_id, volume in _besides(row):
            found.taken[carrier_id][row.code] += volume
    return found


def _awarded(row: Any) -> Iterator[tuple[UUID, Volume]]:
    """A line carried over from before the re-award belongs to the carrier it stays with."""
    if row.held and row.taken_carrier_id is not None and row.acceptance in STAYS:
        yield row.taken_carrier_id, Volume(1, row.mbps, row.taken_list_minor)
    elif row.carrier_id is not None and (
        row.acceptance in STAYS if row.held else row.place_of_line_id is None
    ):
        yield row.carrier_id, Volume(1, row.mbps, row.list_minor)


def _besides(row: Any) -> Iterator[tuple[UUID, Volume]]:
    if row.held:
        return
    if row.acceptance == AcceptanceState.CHOSEN:
        yield row.taken_carrier_id, Volume(1, row.mbps, row.taken_list_minor)
    if row.place_of_line_id is not None and row.carrier_id is not None:
        yield row.carrier_id, Volume(1, row.mbps, row.list_minor)


def _query(award: Award) -> Any:
    return (
        sa.select(
            AwardLine.line_id,
            AwardLine.carrier_id,
            AwardLine.list_minor,
            AwardLine.taken_carrier_id,
            AwardLine.taken_list_minor,
            AwardLine.acceptance,
            AwardLine.held,
            AwardLine.place_of_line_id,
            Line.mbps,
            Lot.code,
        )
        .join(Line, Line.id == AwardLine.line_id)
        .join(
            RfqLine,
            sa.and_(RfqLine.line_id == AwardLine.line_id, RfqLine.rfq_id == award.rfq_id),
        )
        .join(Lot, Lot.id == RfqLine.lot_id)
        .where(AwardLine.award_id == award.id)
    )
