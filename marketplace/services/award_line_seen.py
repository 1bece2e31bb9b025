"""One award line as each reader may see it; no carrier reads another's price or a limit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketplace.domain.lives import AcceptanceState
from marketplace.domain.offer_figures import figures_of
from marketplace.domain.roles import OrganisationKind
from marketplace.models import AwardLine, Organisation, RfqLine
from marketplace.security.identity import Identity
from pricing.terms import Comparable


@dataclass(frozen=True)
class TakenQuote:
    """Another bidder's quote that the member took, in fen for the whole term."""

    carrier: Organisation
    list_minor: int | None
    discount_bps: int | None
    price_minor: int | None
    one_off_minor: int | None
    first_month_minor: int | None
    monthly_minor: int | None
    consented_at: datetime | None
    "express consent to a price above the ceiling"


@dataclass(frozen=True)
class AwardLineSeen:
    """One awarded line for one reader; what is not the reader's to know is None."""

    id: UUID
    line_id: UUID
    award_id: UUID
    reference: str
    label: str | None
    lot: str
    mbps: int
    term_months: int
    member: Organisation | None
    carrier: Organisation | None
    list_minor: int | None
    "the reference list price of the group buy"
    ceiling_minor: int | None
    carrier_list_minor: int | None
    "the carrier's price before its ladder"
    discount_bps: int | None
    price_minor: int | None
    saving_minor: int | None
    "against the list price, of what was agreed"
    one_off_minor: int | None
    first_month_minor: int | None
    monthly_minor: int | None
    acceptance: AcceptanceState
    decided_at: datetime | None
    decline_reason: str | None
    held: bool
    "carried over by a re-award: the answer is final"
    pair_reference: str | None
    "of the other line of a pair with two carriers: accepted only together"
    placed: bool
    "came from the waiting list"
    taken: TakenQuote | None

    @property
    def figures(self) -> Comparable | None:
        """Of the award's own offer; None to those who may not know its price."""
        return figures_of(self, self.term_months, self.mbps)

    @property
    def taken_figures(self) -> Comparable | None:
        return None if self.taken is None else figures_of(self.taken, self.term_months, self.mbps)

    @property
    def agreed_carrier(self) -> Organisation | None:
        return self.carrier if self.taken is None else self.taken.carrier

    @property
    def agreed_price_minor(self) -> int | None:
        return self.price_minor if self.taken is None else self.taken.price_minor


@dataclass(frozen=True)
class Answered:
    """Lines with the same answer: how many, at what price, against which list price, in fen."""

    lines: int
    price_minor: int
    list_minor: int


def line_seen(
    row: AwardLine,
    asked: RfqLine,
    identity: Identity,
    contracted: Collection[UUID],
    pair_reference: str | None,
) -> AwardLineSeen:
    """The view; `contracted`: lines that the reading carrier has a contract for.

    The carrier learns the member's name once an acceptance can no longer be taken back.
    """
    line, carrier_reads = row.line, identity.kind == OrganisationKind.CARRIER
    awarded = not carrier_reads or identity.is_of(row.carrier_id)
    taken = row.taken_carrier is not None and (
        not carrier_reads or identity.is_of(row.taken_carrier_id)
    )
    agreed = row.agreed_price_minor
    return AwardLineSeen(
        id=row.id,
        line_id=row.line_id,
        award_id=row.award_id,
        reference=asked.reference,
        label=None if carrier_reads else line.label,
        lot=asked.lot.code,
        mbps=line.mbps,
        term_months=line.term_months,
        member=None if carrier_reads and row.line_id not in contracted else line.member,
        carrier=row.carrier if awarded else None,
        list_minor=None if carrier_reads else line.list_minor,
        ceiling_minor=None if carrier_reads else row.ceiling_minor,
        carrier_list_minor=row.list_minor if awarded else None,
        discount_bps=row.discount_bps if awarded else None,
        price_minor=row.price_minor if awarded else None,
        saving_minor=None if carrier_reads or agreed is None else line.list_minor - agreed,
        one_off_minor=row.one_off_minor if awarded else None,
        first_month_minor=row.first_month_minor if awarded else None,
        monthly_minor=row.monthly_minor if awarded else None,
        acceptance=row.acceptance,
        decided_at=row.decided_at,
        decline_reason=None if carrier_reads else row.decline_reason,
        held=row.held,
        pair_reference=None if carrier_reads else pair_reference,
        placed=row.place_of_line_id is not None,
        taken=_taken(row) if taken else None,
    )


def _taken(row: AwardLine) -> TakenQuote | None:
    if row.taken_carrier is None:
        return None
    return TakenQuote(
        row.taken_carrier,
        row.taken_list_minor,
        row.taken_discount_bps,
        row.taken_price_minor,
        row.taken_one_off_minor,
        row.taken_first_month_minor,
        row.taken_monthly_minor,
        row.consented_at,
    )
