"""The facts of a carrier and of its right to quote, from its licences (SELL-01 to 08)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import CarrierFacts
from marketplace.domain.licences import LicenceClass, classes_of, is_listed
from marketplace.domain.lives import LicenceState
from marketplace.models import Licence, Organisation, SealedQuote


def find_carrier_facts(
    session: Session, carrier: Organisation, *, listed_groups: Iterable[str], on: date
) -> CarrierFacts:
    """What its licences say of the carrier; the one that proves most, when it has several.

    `listed_groups` is the setting of that name.
    """
    licences = find_counting_licences(session, carrier.id, on=on)
    best = best_of(licences)
    facts: dict[str, Any] = {"licensed": best is not None}
    if best is not None:
        facts |= {
            "licence_number": best.number,
            "licence_scopes": scopes_of(licences),
            "licence_valid_to": best.valid_to,
            "licence_scan": best.evidence_id is not None,
            "licence_checked_on": best.looked_up_on,
            "forged_or_lent": best.forged_or_lent,
            "gateway_city": best.gateway_city,
            "handover_pop": best.handover_pop,
        }
    return CarrierFacts(
        ref=str(carrier.id),
        legal_name=carrier.name_zh,
        uscc=carrier.uscc,
        listed_group=of_listed_group(carrier, best, listed_groups),
        **facts,
    )


def find_quote_right(
    session: Session, carrier: Organisation, *, rfq_id: UUID, on: date
) -> dict[str, Any]:
    """What QuoteFacts asks about the right to quote in an RFQ, by field."""
    licences = find_counting_licences(session, carrier.id, on=on)
    best = best_of(licences)
    if best is None:
        return {}
    return {
        "licence_scopes": scopes_of(licences),
        "licence_valid_to": best.valid_to,
        "branch": best.branch,
        "authorisation_letter": best.authorisation_id is not None,
        "other_quotes_of_legal_person": count_others(session, best, rfq_id=rfq_id, on=on),
    }


def find_counting_licences(session: Session, carrier_id: UUID, *, on: date) -> Sequence[Licence]:
    """Its verified licences that are valid that day."""
    query = sa.select(Licence).where(Licence.carrier_id == carrier_id, *counting(on))
    return session.scalars(query.order_by(Licence.valid_to.desc(), Licence.id)).all()


def counting(on: date) -> tuple[sa.ColumnElement[bool], ...]:
    """SQL: the licence is verified and valid that day."""
    return (
        Licence.state == LicenceState.VERIFIED,
        Licence.valid_from <= on,
        Licence.valid_to >= on,
    )


def best_of(licences: Sequence[Licence]) -> Licence | None:
    """The one of the first class that runs longest, else the one that runs longest."""
    first = [one for one in licences if LicenceClass.A1 in classes_of(one.number)]
    return next(iter(first or licences), None)


def scopes_of(licences: Iterable[Licence]) -> frozenset[str]:
    return frozenset(scope for one in licences for scope in one.scopes)


def of_listed_group(
    carrier: Organisation, licence: Licence | None, listed_groups: Iterable[str]
) -> bool:
    """Whether the legal person that would quote is of a group on the house's list (SELL-04)."""
    if licence is not None and licence.branch:
        return is_listed(licence.holder_name, licence.legal_person, listed_groups)
    return is_listed(carrier.name_zh, carrier.uscc, listed_groups)


def legal_person_sql() -> sa.ColumnElement[str]:
    """SQL: the credit code of a licence's legal person; needs Organisation joined as carrier."""
    return sa.func.coalesce(Licence.holder_uscc, Organisation.uscc)


def count_others(session: Session, licence: Licence, *, rfq_id: UUID, on: date) -> int:
    """How many other invited carriers of the same legal person the RFQ has.

    Invitations are counted, not quotes: a sealed quote is not looked at.
    """
    query = (
        sa.select(sa.func.count(sa.distinct(Licence.carrier_id)))
        .join(Organisation, Organisation.id == Licence.carrier_id)
        .join(SealedQuote, SealedQuote.carrier_id == Licence.carrier_id)
        .where(
            SealedQuote.rfq_id == rfq_id,
            Licence.carrier_id != licence.carrier_id,
            legal_person_sql() == licence.legal_person,
            *counting(on),
        )
    )
    return session.scalar(query) or 0
