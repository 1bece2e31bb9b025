"""The facts of lines, their far ends, use and archives, for the rules to be asked of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from marketplace.domain.archive import PaperKind
from marketplace.domain.compliance.days import months_after
from marketplace.domain.compliance.facts import ArchiveFacts, FarEndFacts, LineFacts, UseFacts
from marketplace.domain.compliance.facts.line import Affiliation
from marketplace.domain.line_use import DECLARATIONS, Voice
from marketplace.domain.lives import PremisesState
from marketplace.domain.working_days import local_day
from marketplace.models import Line
from marketplace.services.find_archive_parts import ArchiveParts, find_archive_parts


@dataclass(frozen=True)
class FactsOfLine:
    """What the gates of joining, locking and contracting ask of one line."""

    line: LineFacts
    far_end: FarEndFacts
    use: UseFacts
    archive: ArchiveFacts


def find_facts_of_lines(session: Session, lines: Sequence[Line]) -> list[FactsOfLine]:
    """The facts of each line, in their order. Each `ref` is the line's id."""
    return [facts_of(parts) for parts in find_archive_parts(session, lines)]


def facts_of(parts: ArchiveParts) -> FactsOfLine:
    """The facts of one line from its parts."""
    return FactsOfLine(_line(parts), _far_end(parts), _use(parts), archive_facts(parts))


def _line(parts: ArchiveParts) -> LineFacts:
    line, use, place = parts.line, parts.use, parts.premises
    return LineFacts(
        ref=str(line.id),
        product=line.product,
        customer_uscc=parts.member.uscc,
        member_uscc=parts.member.uscc,
        shared_with_others=use.shared if use else None,
        a_address=line.a_building,
        a_room=line.a_room,
        a_address_proof=place is not None and place.proof_id is not None,
        a_in_park=place is not None and place.state == PremisesState.CONFIRMED,
        a_end=use.a_end if use else None,
        z_end=use.z_end if use else None,
        rack_or_cloud_contract=use is not None and use.resources_contract_id is not None,
    )


def _far_end(parts: ArchiveParts) -> FarEndFacts:
    line, use = parts.line, parts.use
    return FarEndFacts(
        ref=str(line.id),
        region=line.corridor.z_region,
        address=line.z_address,
        occupant=line.z_occupant,
        registration_number=use.z_registration_number if use else "",
        affiliation=Affiliation(str(line.z_relation)),
        share_bps=use.z_share_bps if use else None,
        evidence=use is not None and use.z_evidence_id is not None,
    )


def _use(parts: ArchiveParts) -> UseFacts:
    line, use, profile = parts.line, parts.use, parts.profile
    stated: dict[str, Any] = {}
    if use is not None:
        stated = {
            "purpose": use.purpose,
            "purpose_text": use.purpose_text or None,
            "users": use.users,
            "internet_breakout": use.internet_breakout,
            "voice": None if use.voice is None else use.voice != Voice.NONE,
            "pstn_interconnect": None if use.voice is None else use.voice == Voice.PUBLIC_NETWORK,
        } | {name: getattr(use, name) for name in DECLARATIONS}
    return UseFacts(
        ref=str(line.id),
        product=line.product,
        telecom_seller=profile.telecom_seller if profile else None,
        business_scope=(profile.business_scope or None) if profile else None,
        **stated,
    )


def archive_facts(parts: ArchiveParts) -> ArchiveFacts:
    """The archive of a line as the rules ask about it; what the company has not said is unknown."""
    line, profile, letter = parts.line, parts.profile, parts.commitment
    said: dict[str, Any] = {str(kind): kind in parts.papers for kind in PaperKind}
    if profile is not None:
        said |= {
            "customer_name": profile.customer_name,
            "country": profile.country,
            "legal_representative": profile.legal_representative,
            "contact": profile.contact_name,
            "contact_phone": profile.contact_phone,
            "business_scope": profile.business_scope,
            "issuing_authority": profile.issuing_authority,
            "business_address": profile.business_address,
            "post_code": profile.post_code,
            "email": profile.contact_email,
            "staff": profile.staff,
        }
    return ArchiveFacts(
        ref=str(line.id),
        uscc=parts.member.uscc,
        mbps=line.mbps,
        service_starts_on=line.wanted_on,
        service_ends_on=months_after(line.wanted_on, line.term_months),
        commitment_name=letter.customer_name if letter else None,
        commitment_signed_on=local_day(letter.signed_at) if letter else None,
        commitment_signer=letter.signer_name if letter else None,
        commitment_hash=letter.text_sha256 if letter else None,
        carrier_state=parts.carrier_state,
        **said,
    )
