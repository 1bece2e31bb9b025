"""A line's archive as a package for the carrier: what it says, and the files it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.domain.archive import organisation_code
from marketplace.domain.compliance.days import months_after
from marketplace.domain.file_kinds import ENDINGS
from marketplace.domain.line_use import DECLARATIONS
from marketplace.domain.roles import OrganisationKind
from marketplace.models import ArchivePaper, CompanyProfile, LineUse, StoredFile
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.security.identity_numbers import open_number
from marketplace.services.find_archive import find_readable_line, note_archive_reading
from marketplace.services.find_archive_parts import ArchiveParts, find_archive_parts
from marketplace.services.keep_identity_numbers import place_of

FORMAT = "user-archive/1"
USE_FILES = {"z_evidence": "z_evidence_id", "resources_contract": "resources_contract_id"}
COMPANY = (
    "customer_name",
    "country",
    "issuing_authority",
    "business_scope",
    "business_address",
    "post_code",
    "staff",
    "telecom_seller",
    "legal_representative",
    "contact_name",
    "contact_phone",
    "contact_email",
    "contact_address",
)
USE = ("purpose", "purpose_text", "users", *DECLARATIONS, "internet_breakout", "voice")


@dataclass(frozen=True)
class PackedFile:
    """One file of the package: where it lies in it, and in the storage."""

    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class Package:
    """What goes into the package; its PDFs are printed from `document`."""

    document: dict[str, Any]
    files: tuple[PackedFile, ...]


def find_archive_package(
    session: Session, line_id: UUID, *, personal_key: str, identity: Identity, now: datetime
) -> Package:
    """The package of the line, and on record that it was taken.

    Identity numbers are in the clear for the line's member and its carrier; a reviewer gets them
    masked. Raises NotFound.
    """
    line = find_readable_line(session, line_id, identity=identity)
    note_archive_reading(session, line, identity=identity, now=now)
    (parts,) = find_archive_parts(session, [line])
    key = personal_key if _a_party(parts, identity) else None
    files = list(_files(session, parts))
    packed = [
        PackedFile(_path(number, kind, file), file.sha256, file.size_bytes)
        for number, (kind, file) in enumerate(files, 1)
    ]
    told = [
        {"kind": kind, "name": file.name, "media_type": file.media_type}
        | {"sha256": one.sha256, "size_bytes": one.size_bytes, "path": one.path}
        for (kind, file), one in zip(files, packed, strict=True)
    ]
    record(session, line, "export_archive", by=identity, now=now, files=len(packed))
    return Package(_document(parts, key, now) | {"papers": told}, tuple(packed))


def _a_party(parts: ArchiveParts, identity: Identity) -> bool:
    """Its member, or its carrier: no other carrier gets so far."""
    return identity.is_of(parts.line.member_id) or identity.kind == OrganisationKind.CARRIER


def _document(parts: ArchiveParts, key: str | None, now: datetime) -> dict[str, Any]:
    line, letter = parts.line, parts.commitment
    return {
        "format": FORMAT,
        "exported_at": now.isoformat(),
        "line": {
            "id": str(line.id),
            "label": line.label,
            "corridor": line.corridor.code,
            "product": str(line.product),
            "mbps": line.mbps,
            "term_months": line.term_months,
            "service_starts_on": line.wanted_on.isoformat(),
            "service_ends_on": months_after(line.wanted_on, line.term_months).isoformat(),
        },
        "ends": _ends(parts),
        "company": _company(parts, key),
        "use": _use(parts.use),
        "commitment": None
        if letter is None
        else {
            "version": letter.version,
            "text_sha256": letter.text_sha256,
            "customer_name": letter.customer_name,
            "signer_name": letter.signer_name,
            "capacity": str(letter.capacity),
            "signed_at": letter.signed_at.isoformat(),
        },
        "carrier_state": None if parts.carrier_state is None else str(parts.carrier_state),
    }


def _ends(parts: ArchiveParts) -> dict[str, Any]:
    line, use = parts.line, parts.use
    place = parts.premises
    return {
        "a": {
            "building": line.a_building,
            "room": line.a_room,
            "kind": _text(use and use.a_end),
            "park_confirmed": place is not None and place.state == "confirmed",
        },
        "z": {
            "region": line.corridor.z_region,
            "city": line.z_city,
            "address": line.z_address,
            "kind": _text(use and use.z_end),
            "occupant": line.z_occupant,
            "registration_number": use.z_registration_number if use else "",
            "relation": str(line.z_relation),
            "share_bps": use.z_share_bps if use else None,
        },
    }


def _company(parts: ArchiveParts, key: str | None) -> dict[str, Any]:
    profile, uscc = parts.profile, parts.member.uscc
    codes = {"uscc": uscc, "organisation_code": organisation_code(uscc)}
    if profile is None:
        return codes
    stated = {name: getattr(profile, name) for name in COMPANY}
    return codes | stated | _numbers(profile, key)


def _numbers(profile: CompanyProfile, key: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for person in ("legal", "contact"):
        sealed: bytes | None = getattr(profile, f"{person}_number_sealed")
        told[f"{person}_document_kind"] = _text(getattr(profile, f"{person}_document_kind"))
        told[f"{person}_number"] = (
            open_number(sealed, key, place_of(profile, person))
            if sealed and key
            else getattr(profile, f"{person}_number_masked")
        )
    return told


def _use(use: LineUse | None) -> dict[str, Any]:
    return {name: _plain(getattr(use, name, None)) for name in USE}


def _files(session: Session, parts: ArchiveParts) -> Iterator[tuple[str, StoredFile]]:
    """Every file that the archive names, by kind, papers first."""
    papers: list[ArchivePaper] = sorted(parts.papers.values(), key=lambda paper: paper.kind)
    for paper in papers:
        yield str(paper.kind), paper.file
    named = {kind: getattr(parts.use, column, None) for kind, column in USE_FILES.items()}
    named["a_end_proof"] = parts.premises.proof_id if parts.premises else None
    wanted = [file_id for file_id in named.values() if file_id]
    rows = session.scalars(sa.select(StoredFile).where(StoredFile.id.in_(wanted)))
    found = {row.id: row for row in rows}
    for kind, file_id in named.items():
        if file_id in found:
            yield kind, found[file_id]


def _path(number: int, kind: str, file: StoredFile) -> str:
    """A name of our own: nothing that a company called its file decides where it is unpacked."""
    return f"papers/{number:02d}-{kind}{ENDINGS[file.media_type]}"


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _plain(value: object) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)
