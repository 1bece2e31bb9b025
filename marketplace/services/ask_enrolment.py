"""The gate of enrolment: asked when a reviewer would confirm a company or carrier."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import CompanyFacts
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.roles import OrganisationKind
from marketplace.models import Organisation
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import ask_at_gate
from marketplace.services.judge_findings import About

ASKED = (OrganisationKind.ENTERPRISE, OrganisationKind.CARRIER)
"Buyers and sellers; a park, a regulator and the platform are neither"


def ask_enrolment(
    session: Session, organisation: Organisation, *, by: Identity, now: datetime
) -> None:
    """Raises Stopped with everything that keeps the organisation out."""
    if organisation.kind in ASKED:
        thing = about_company(organisation), [facts_of_company(organisation)]
        ask_at_gate(session, organisation, [thing], gates=[Gate.ENROL], by=by, now=now)


def about_company(organisation: Organisation) -> About:
    return About("organisation", organisation.id, organisation.id, path="/account")


def facts_of_company(organisation: Organisation) -> CompanyFacts:
    """Only a legal entity with a credit code can sign up: no natural person, none abroad."""
    return CompanyFacts(
        name=organisation.name_zh,
        uscc=organisation.uscc,
        natural_person=False,
        overseas=False,
    )
