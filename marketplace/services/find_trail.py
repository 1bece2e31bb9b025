"""The trail of one object (留痕): who did what when, for those who may read the object itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace import models as m
from marketplace.errors import NotFound
from marketplace.models import AuditEntry, Organisation
from marketplace.security.grants import allowed, require
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission as P
from marketplace.services.find_archive import find_readable_line
from marketplace.services.find_audit_entries import ripe, visible_audit_entries
from marketplace.services.find_awards import find_solve
from marketplace.services.find_findings import find_finding
from marketplace.services.find_names import names_of, user_names
from marketplace.services.find_notice import find_noticed_award
from marketplace.services.find_payee_accounts import find_account
from marketplace.services.find_rfqs import find_rfq
from marketplace.services.find_timeline import HIDDEN

OWNED: dict[str, tuple[type, P]] = {
    "company_profile": (m.CompanyProfile, P.ARCHIVE_READ),
    "contract": (m.Contract, P.CONTRACT_READ),
    "data_export": (m.DataExport, P.DATA_EXPORT_READ),
    "deposit": (m.Deposit, P.DEPOSIT_READ),
    "deposit_claim": (m.DepositClaim, P.DEPOSIT_CLAIM_READ),
    "enrolment": (m.Enrolment, P.ENROLMENT_READ),
    "group_buy": (m.GroupBuy, P.GROUP_BUY_READ),
    "licence": (m.Licence, P.LICENCE_READ),
    "line_invoice": (m.LineInvoice, P.PAYMENT_READ),
    "organisation": (m.Organisation, P.ORGANISATION_READ),
    "premises": (m.Premises, P.PREMISES_READ),
    "price_book": (m.PriceBook, P.PRICE_BOOK_READ),
    "sealed_quote": (m.SealedQuote, P.RFQ_QUOTE),
    "service_complaint": (m.ServiceComplaint, P.SERVICE_COMPLAINT_READ),
    "service_fee": (m.ServiceFee, P.FEE_READ),
}
"An object that names its owners, and what it takes to read it"
FOUND: dict[str, Callable[[Session, UUID, Identity], object]] = {
    "award": find_noticed_award,
    "finding": lambda s, one, who: find_finding(s, one, identity=who),
    "line": lambda s, one, who: find_readable_line(s, one, identity=who),
    "payee_account": lambda s, one, who: find_account(s, one, identity=who),
    "rfq": lambda s, one, who: find_rfq(s, rfq_id=one, identity=who),
    "solve": lambda s, one, who: find_solve(s, solve_id=one, identity=who),
}
"An object whose finder knows more of who may read it"
SUBJECTS = frozenset(OWNED) | frozenset(FOUND)
RESERVED = frozenset({"award", "rfq"})
"Of these a reason may tell how many quotes came: parties read the reasons of their own acts only"


@dataclass(frozen=True)
class Act:
    """One entry as this reader sees it."""

    at: datetime
    event: str
    from_state: str | None
    to_state: str | None
    reason: str | None
    person: str | None
    "whom the reader may know by name"
    organisation: Organisation | None
    "an overseer knows all, a party its own"
    kind: str | None
    "of the organisation that acted; None: the marketplace itself"


def trail_of(
    session: Session, *, subject: str, subject_id: UUID, identity: Identity, now: datetime
) -> sa.Select[AuditEntry]:
    """The entries of one object, newest first. Raises NotFound, Forbidden.

    Overseers read what the audit log shows them; a party what it may read the object of. To a party
    what is not yet visible is not there, unless its own organisation did it.
    """
    if subject not in SUBJECTS:
        raise NotFound()
    if allowed(P.AUDIT_READ, identity):
        return visible_audit_entries(identity, now=now, subject=subject, subject_id=subject_id)
    thing = _read(session, subject, subject_id, identity)
    own = AuditEntry.organisation_id == identity.organisation_id
    query = sa.select(AuditEntry).where(
        AuditEntry.subject == subject,
        AuditEntry.subject_id == subject_id,
        sa.or_(own, ripe(now)),
    )
    if subject == "group_buy" and not allowed(P.GROUP_BUY_DEMAND_READ, identity, thing):
        query = query.where(AuditEntry.event.not_in(HIDDEN))
    return query.order_by(AuditEntry.at.desc(), AuditEntry.seq.desc())


def _read(session: Session, subject: str, subject_id: UUID, identity: Identity) -> object:
    """The object, as far as the caller may read it. Raises NotFound, Forbidden."""
    if subject in FOUND:
        return FOUND[subject](session, subject_id, identity)
    model, permission = OWNED[subject]
    thing = session.get(model, subject_id)
    if thing is None:
        raise NotFound()
    require(permission, identity, thing)
    return thing


def as_seen(session: Session, entries: Iterable[AuditEntry], identity: Identity) -> list[Act]:
    """The entries with the names that the reader may know, in two queries for all of them."""
    told, overseer = list(entries), allowed(P.AUDIT_READ, identity)
    named = [e for e in told if overseer or identity.is_of(e.organisation_id)]
    people = user_names(session, {e.actor_id for e in named if e.actor_id is not None})
    organisations = names_of(session, {e.organisation_id for e in told})
    acts = []
    for entry in told:
        whose = organisations.get(entry.organisation_id) if entry.organisation_id else None
        known = overseer or identity.is_of(entry.organisation_id)
        acts.append(
            Act(
                entry.at,
                entry.event,
                entry.from_state,
                entry.to_state,
                entry.reason if known or entry.subject not in RESERVED else None,
                people.get(entry.actor_id) if known and entry.actor_id else None,
                whose if known else None,
                None if whose is None else str(whose.kind),
            )
        )
    return acts
