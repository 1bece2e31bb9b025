"""Everything that the gates up to the contract ask of a member's lines, put straight in place."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import Database, now_of
from marketplace.domain.archive import Capacity, PaperKind
from marketplace.domain.lives import PremisesState
from marketplace.models import (
    ArchivePaper,
    Commitment,
    CompanyProfile,
    Licence,
    Line,
    LineUse,
    Organisation,
    Premises,
    StoredFile,
)
from tests.factories.exported import settle_export
from tests.factories.people import Actor
from tests.factories.uploads import PDF, upload

LOOK_UP = {"looked_up_on": "2026-01-05", "lookup_note": "tsm.miit.gov.cn：编号、范围、有效期一致"}


def ready_company(database: Database, member: Actor) -> None:
    """The company's profile and papers, complete, and its data export; again does nothing."""
    member.app.extensions["marketplace"].storage.put(PDF)
    with database.unit_of_work() as session:
        if session.get(CompanyProfile, member.id) is None:
            now = now_of(session)
            session.add(a_profile(session, member, now))
            scans = {kind: a_scan(member, f"{kind}.pdf", now) for kind in PaperKind}
            session.add_all(scans.values())
            session.flush()  # all at once: every market of the tests makes these
            session.add_all(a_paper(member, kind, scan.id, now) for kind, scan in scans.items())
            settle_export(session, member, now)


def ready_lines(database: Database, member: Actor, group_buy_id: UUID | None = None) -> None:
    """Premises confirmed, far ends proved and letters signed for every line of the member.

    With `group_buy_id` for those in that group buy alone.
    """
    lines = sa.select(Line).where(Line.member_id == member.id)
    if group_buy_id is not None:
        lines = lines.where(Line.group_buy_id == group_buy_id)
    with database.unit_of_work() as session:
        now = now_of(session)
        for line in session.scalars(lines):
            use = line.use or LineUse(line_id=line.id, group_buy_id=line.group_buy_id)
            use.z_evidence_id = use.z_evidence_id or a_file(session, member, "chart.pdf", now)
            session.add(use)
            confirm_premises(session, member, line, now)
            session.add(a_letter(session, member, line, now))
            session.flush()


def ready(database: Database, member: Actor) -> None:
    """Both."""
    ready_company(database, member)
    ready_lines(database, member)


def a_profile(session: Session, member: Actor, now: datetime) -> CompanyProfile:
    company = session.get_one(Organisation, member.id)
    return CompanyProfile(
        organisation_id=company.id,
        customer_name=company.name_zh,
        country="CN",
        issuing_authority="中国（上海）自由贸易试验区临港新片区市场监督管理局",
        business_scope="汽车零部件的研发、制造与销售",
        business_address="上海市浦东新区环湖西二路888号",
        post_code="201306",
        staff=120,
        telecom_seller=False,
        legal_representative="张示例",
        contact_name="李示例",
        contact_phone="021-00000000",
        contact_email="contact@example.com",
        changed_at=now,
        changed_by=member.identity.user_id,
    )


def a_paper(
    member: Actor, kind: PaperKind, file_id: UUID, now: datetime, line: Line | None = None
) -> ArchivePaper:
    return ArchivePaper(
        member_id=member.id,
        group_buy_id=line.group_buy_id if line else None,
        line_id=line.id if line else None,
        kind=kind,
        file_id=file_id,
        kept_at=now,
        kept_by=member.identity.user_id,
    )


def a_scan(owner: Actor, name: str, now: datetime) -> StoredFile:
    """A row of a file, whose content `ready_company` has put into the storage."""
    return StoredFile(
        id=uuid4(),
        owner_id=owner.id,
        purpose="evidence",
        name=name,
        media_type="application/pdf",
        sha256=sha256(PDF).hexdigest(),
        size_bytes=len(PDF),
        created_at=now,
        created_by=owner.identity.user_id,
    )


def a_file(session: Session, owner: Actor, name: str, now: datetime) -> UUID:
    """The same put in place, for another row to name."""
    kept = a_scan(owner, name, now)
    session.add(kept)
    session.flush()
    return kept.id


def confirm_premises(session: Session, member: Actor, line: Line, now: datetime) -> None:
    """The line's A-end, proved and confirmed by the park."""
    query = sa.select(Premises).where(
        Premises.member_id == member.id,
        Premises.building == line.a_building,
        Premises.room == line.a_room,
    )
    if session.scalar(query) is None:
        place = Premises(
            member_id=member.id,
            building=line.a_building,
            room=line.a_room,
            proof_id=a_file(session, member, "lease.pdf", now),
            state=PremisesState.CONFIRMED,
            stated_at=now,
            stated_by=member.identity.user_id,
            decided_at=now,
        )
        session.add(place)


def a_letter(session: Session, member: Actor, line: Line, signed_at: datetime) -> Commitment:
    company = session.get_one(Organisation, member.id)
    return Commitment(
        line_id=line.id,
        group_buy_id=line.group_buy_id,
        member_id=member.id,
        version="CL-2026-2",
        text_sha256="c1" * 32,
        customer_name=company.name_zh,
        signer_id=member.identity.user_id,
        signer_name="张示例",
        capacity=Capacity.LEGAL_REPRESENTATIVE,
        signed_at=signed_at,
    )


def proved(carrier: Actor, reviewer: Actor, licence_id: str) -> None:
    """The carrier brings the scan of its licence, the reviewer has looked it up."""
    path = f"/licences/{licence_id}"
    etag = carrier.get(path).headers["ETag"]
    amended = carrier.patch(path, {"evidence_id": upload(carrier)}, etag=etag)
    assert amended.status_code == 200, amended.json
    looked_up = reviewer.post(f"{path}/look-up", LOOK_UP)
    assert looked_up.status_code == 200, looked_up.json


def ready_licence(database: Database, carrier: Actor, looked_up_on: date | None = None) -> None:
    """The carrier's licences with scan, look-up and gateway."""
    with database.unit_of_work() as session:
        now = now_of(session)
        for licence in session.scalars(sa.select(Licence).where(Licence.carrier_id == carrier.id)):
            licence.evidence_id = a_file(session, carrier, "licence.pdf", now)
            licence.looked_up_on = looked_up_on or now.date()
            licence.forged_or_lent = False
            licence.gateway_city, licence.handover_pop = "上海", "Equinix HK1"


def far_end_evidence(database: Database, group_buy_id: UUID) -> UUID:
    """The file that shows the relation of the far end of the group buy's one line."""
    query = sa.select(LineUse.z_evidence_id).where(LineUse.group_buy_id == group_buy_id)
    with database.single_statements() as session:
        found = session.scalars(query).one()
    assert found is not None
    return found
