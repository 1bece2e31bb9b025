"""The facts of a company for the rules: its own word, its uploads, and what a reviewer checked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marketplace.domain.archive import Capacity
from marketplace.domain.compliance.facts import CompanyFacts
from marketplace.models import Enrolment, EnrolmentCheck, Organisation
from marketplace.services.judge_findings import About


def about_company(organisation: Organisation) -> About:
    return About("organisation", organisation.id, organisation.id, path=way_of(organisation.id))


def about_stay(group_buy_id: UUID, participation_id: UUID, member_id: UUID) -> About:
    """The company as it takes part in one group buy; a decision holds for its stay there."""
    return About(
        "participation",
        participation_id,
        member_id,
        group_buy_id,
        path=way_of(member_id),
        same=f"{group_buy_id} {member_id}",
    )


def way_of(organisation_id: UUID) -> str:
    """Where a reviewer states what it checked; what the company states is on a page of its own."""
    return f"/organisations/{organisation_id}#f-"


def facts_of_company(
    organisation: Organisation, file: Enrolment | None, check: EnrolmentCheck | None = None
) -> CompanyFacts:
    """What is known; only a legal entity can sign up: no natural person, none abroad.

    A check of the person acting counts until the persons in the file are changed.
    """
    named: dict[str, Any] = {"name": organisation.name_zh, "uscc": organisation.uscc}
    if file is None:
        return CompanyFacts(**named, natural_person=False, overseas=False)
    persons = check if check and check.file_version >= file.persons_version else None
    return CompanyFacts(
        **named,
        natural_person=False,
        overseas=False,
        business_licence=file.business_licence_id is not None,
        legal_representative=file.legal_representative or None,
        agent_verified=persons.identity_verified if persons else None,
        agent_phone=persons.phone_verified if persons else None,
        registry_status=check.registry_status if check else None,
        registry_checked_on=check.registry_checked_on if check else None,
        signer_is_legal_representative=(
            None if file.acts is None else file.acts == Capacity.LEGAL_REPRESENTATIVE
        ),
        authorisation_letter=file.authorisation_letter_id is not None,
        state_owned=file.state_owned,
        internal_approval=file.internal_approval_id is not None,
        fiscal_funds=file.fiscal_funds,
        risk_flag=check.risk_found if check else None,
        privacy_notice_shown=file.notice_accepted_at is not None,
        identity_document_taken=bool(file.legal_number_masked or file.agent_number_masked),
        separate_consent=file.consented_at is not None,
    )
