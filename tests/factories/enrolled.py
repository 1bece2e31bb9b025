"""Enrolment files that are complete and checked, put straight in place."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from marketplace.domain.archive import Capacity
from marketplace.domain.compliance.facts.company import RegistryStatus
from marketplace.domain.enrolment import IdentityHow
from marketplace.domain.holdings import NOTICE_VERSION
from marketplace.domain.working_days import local_day
from marketplace.models import Enrolment, EnrolmentCheck, StoredFile

PDF = b"%PDF-1.7\nevidence\n%%EOF\n"
"A scan that every check of uploads lets pass"


def enrolment_of(organisation_id: UUID, user_id: UUID, now: datetime) -> list[Any]:
    """The rows of a complete file: its legal representative acts, and a check found all well."""
    licence = StoredFile(
        id=uuid4(),
        owner_id=organisation_id,
        purpose="evidence",
        name="business-licence.pdf",
        media_type="application/pdf",
        sha256=sha256(PDF).hexdigest(),
        size_bytes=len(PDF),
        created_at=now,
        created_by=user_id,
    )
    file = Enrolment(
        organisation_id=organisation_id,
        legal_representative="张示例",
        acts=Capacity.LEGAL_REPRESENTATIVE,
        agent_phone="021-00000000",
        business_licence=licence,
        state_owned=False,
        fiscal_funds=False,
        notice_version=NOTICE_VERSION,
        notice_accepted_at=now,
        notice_accepted_by=user_id,
        changed_at=now,
        changed_by=user_id,
    )
    check = EnrolmentCheck(
        organisation_id=organisation_id,
        file_version=1,
        identity_verified=True,
        identity_how=IdentityHow.IN_PERSON,
        identity_checked_on=local_day(now),
        phone_verified=True,
        registry_status=RegistryStatus.ACTIVE,
        registry_checked_on=local_day(now),
        risk_found=False,
        checked_at=now,
        checked_by=user_id,
    )
    return [licence, file, check]
