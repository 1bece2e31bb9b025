"""The gate of enrolment: asked when a reviewer would confirm a company or carrier."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.compliance.gates import Gate
from marketplace.domain.enrolment import ENROLLING
from marketplace.models import Enrolment, Organisation
from marketplace.security.identity import Identity
from marketplace.services.ask_at_gate import ask_at_gate
from marketplace.services.find_company_facts import about_company, facts_of_company
from marketplace.services.find_enrolment import find_checks


def ask_enrolment(
    session: Session, organisation: Organisation, *, by: Identity, now: datetime
) -> None:
    """Raises Stopped with everything that keeps the organisation out."""
    if organisation.kind not in ENROLLING:
        return
    file = session.get(Enrolment, organisation.id)
    checks = find_checks(session, organisation.id)
    facts = facts_of_company(organisation, file, checks[0] if checks else None)
    things = [(about_company(organisation), [facts])]
    ask_at_gate(session, organisation, things, gates=[Gate.ENROL], by=by, now=now)
