"""Enrolment (入驻): whose file is kept, and how a reviewer tells that a person is who they say."""

from __future__ import annotations

import re
from enum import StrEnum

from marketplace.domain.roles import OrganisationKind

ENROLLING = frozenset({OrganisationKind.ENTERPRISE, OrganisationKind.CARRIER})
"Buyers and sellers; a park, a regulator and the platform are neither"
PAPERS = ("business_licence", "authorisation_letter", "internal_approval")
"Uploads of an enrolment file; the column of each ends in `_id`"
PERSONS = ("legal", "agent")
"Of whom an identity number may be kept"
WHO_ACTS = (
    "legal_representative",
    "legal_document_kind",
    "acts",
    "agent_name",
    "agent_phone",
    "agent_document_kind",
)
"What a check of the person acting holds to, with the numbers: a change wants the check anew"
MOST_WAITING_FILES = 60
"Uploads that an organisation may make before it is confirmed"
_PHONE = re.compile(r"\+?[0-9][0-9 \-]{4,28}[0-9]", re.ASCII)


class IdentityHow(StrEnum):
    """How the identity of the person acting was verified."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    IDENTITY_SERVICE = "identity_service"
    "of the authorities or a bank"
    OTHER = "other"


def is_phone(text: str) -> bool:
    """Whether the text can be a phone number: digits, with blanks, hyphens and a leading plus."""
    return bool(_PHONE.fullmatch(text))
