"""The demo's enrolment files: companies and carriers state who they are, the reviewer checks it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from marketplace.cli.demo_archives import upload
from marketplace.cli.demo_files import checked
from marketplace.cli.demo_stage import Stage
from marketplace.domain.archive import Capacity
from marketplace.domain.compliance.facts.company import RegistryStatus
from marketplace.domain.enrolment import IdentityHow
from marketplace.domain.holdings import NOTICE_VERSION
from marketplace.schemas.enrolments import EnrolmentChangeSchema, EnrolmentCheckSchema
from marketplace.services.check_enrolment import check_enrolment
from marketplace.services.find_enrolment import find_enrolment
from marketplace.services.keep_enrolment import keep_enrolment

PHONE = "021-00000000"


def bring_enrolment(
    stage: Stage, key: str, named: dict[str, str], now: datetime, *, half: bool = False
) -> None:
    """What the organisation says of itself; `half`: the papers are still to come.

    `named` has the contact, who acts with a letter, and the legal representative.
    """
    identity = stage.who(key)
    body: dict[str, Any] = {
        "legal_representative": named["legal_representative"],
        "acts": str(Capacity.AUTHORISED),
        "agent_name": named["contact_name"],
        "agent_phone": named.get("contact_phone") or PHONE,
        "notice_version": NOTICE_VERSION,
    }
    if not half:
        body |= {
            "business_licence_id": str(upload(stage, "Business Licence", identity, now)),
            "authorisation_letter_id": str(upload(stage, "Authorisation Letter", identity, now)),
            "state_owned": False,
            "fiscal_funds": False,
        }
    keep_enrolment(
        stage.session,
        file=find_enrolment(stage.session, identity.organisation_id, identity=identity),
        given=checked(EnrolmentChangeSchema(), body),
        personal_key=stage.config.personal_key,
        identity=identity,
        now=now,
    )


def check(stage: Stage, organisation_id: UUID, now: datetime) -> None:
    """The reviewer found everything well."""
    reviewer = stage.who("reviewer")
    file = find_enrolment(stage.session, organisation_id, identity=reviewer)
    body = {
        "file_version": file.version,
        "identity_verified": True,
        "identity_how": str(IdentityHow.VIDEO),
        "phone_verified": True,
        "registry_status": str(RegistryStatus.ACTIVE),
        "registry_evidence_id": str(upload(stage, "Register Extract", reviewer, now)),
        "risk_found": False,
    }
    given = checked(EnrolmentCheckSchema(), body)
    check_enrolment(
        stage.session, organisation_id=organisation_id, given=given, identity=reviewer, now=now
    )
