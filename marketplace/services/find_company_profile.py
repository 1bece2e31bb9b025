"""The caller's own company profile, as it is or as it would begin."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.models import CompanyProfile, Enrolment, Organisation
from marketplace.security.grants import require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission

CHINA = "CN"
UNSAID = (
    "issuing_authority",
    "business_scope",
    "post_code",
    "legal_representative",
    "legal_number_masked",
    "contact_name",
    "contact_phone",
    "contact_email",
    "contact_address",
    "contact_number_masked",
)


def find_company_profile(
    session: Session, *, identity: Identity, for_update: bool = False
) -> CompanyProfile:
    """The profile of the caller's company. Raises Forbidden to who is no member.

    Of a company that has said nothing yet: what is known from its enrolment, version 0, not stored.
    """
    found = session.get(
        CompanyProfile, identity.organisation_id, with_for_update=True if for_update else None
    )
    profile = found or _beginning(session, identity)
    require(Permission.ARCHIVE_MANAGE, identity, profile)
    return profile


def _beginning(session: Session, identity: Identity) -> CompanyProfile:
    """What the company's papers most likely say, and its enrolment file says already."""
    company = session.get_one(Organisation, identity.organisation_id)
    known = dict.fromkeys(UNSAID, "")
    if file := session.get(Enrolment, company.id):
        known["legal_representative"] = file.legal_representative
        known["contact_name"], known["contact_phone"] = file.person_acting, file.agent_phone
    return CompanyProfile(
        organisation_id=company.id,
        customer_name=company.name_zh,
        country=CHINA,
        business_address=company.address,
        version=0,
        **known,
    )
