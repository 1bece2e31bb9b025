"""Who may do what: the one map, asked through `require` right after loading.

The thing that a predicate gets is named beside each permission. Two more facts that a predicate
cannot know (invited to an RFQ, has a line in an award) are asked by the finders, which return
nothing to those who may not see.
"""

from __future__ import annotations

from typing import Any

from marketplace.domain.roles import Role, Scope
from marketplace.errors import Forbidden, NotFound
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission as P
from marketplace.security.predicates import (
    Predicate,
    all_of,
    any_of,
    anyone,
    carrier_of,
    enrols,
    is_public,
    may_take_part,
    member_of,
    organiser_of,
    own_organisation,
    owner_of,
    park_of,
    role,
)

_party = any_of(
    role(Role.MEMBER), role(Role.LEAD_ENTERPRISE), role(Role.PARK_MANAGER), role(Role.CARRIER)
)
_overseer = any_of(role(Role.OBSERVER), role(Role.REVIEWER), role(Role.OPERATOR))
_organises = all_of(any_of(role(Role.PARK_MANAGER), role(Role.LEAD_ENTERPRISE)), organiser_of)

GRANTS: dict[P, Predicate] = {
    P.ACCOUNT_READ: anyone,
    P.ACCOUNT_MANAGE: anyone,
    # thing: Organisation
    P.ORGANISATION_READ: any_of(own_organisation, _overseer),
    P.ORGANISATION_DECIDE: role(Role.REVIEWER),
    P.ORGANISATION_LIST: _overseer,
    P.ORGANISATION_LEAVE: all_of(_party, own_organisation),
    P.ORGANISATION_LEAVE_RECORD: role(Role.OPERATOR),
    # thing: Enrolment (organisation_id); an organisation that waits has one too
    P.ENROLMENT_READ: any_of(owner_of, role(Role.REVIEWER)),
    P.ENROLMENT_MANAGE: all_of(enrols, owner_of),
    P.ENROLMENT_CHECK: role(Role.REVIEWER),
    P.CATALOGUE_READ: anyone,
    P.CORRIDOR_MANAGE: role(Role.OPERATOR),
    # thing: Licence, PriceBook (carrier_id)
    P.LICENCE_READ: any_of(carrier_of, _overseer),
    P.LICENCE_MANAGE: all_of(role(Role.CARRIER), carrier_of),
    P.LICENCE_DECIDE: role(Role.REVIEWER),
    P.PRICE_BOOK_READ: any_of(carrier_of, _overseer),
    P.PRICE_BOOK_MANAGE: all_of(role(Role.CARRIER), carrier_of),
    # thing: GroupBuy
    P.GROUP_BUY_READ: any_of(organiser_of, all_of(is_public, any_of(may_take_part, _overseer))),
    P.GROUP_BUY_CREATE: any_of(role(Role.PARK_MANAGER), role(Role.LEAD_ENTERPRISE)),
    P.GROUP_BUY_ORGANISE: _organises,
    P.GROUP_BUY_JOIN: all_of(role(Role.MEMBER), may_take_part),
    P.STATEMENT_READ: any_of(
        organiser_of, role(Role.REVIEWER), all_of(is_public, role(Role.OBSERVER))
    ),
    # no thing; who has the link is invited
    P.INVITATION_CLAIM: role(Role.MEMBER),
    P.GROUP_BUY_DEMAND_READ: any_of(_organises, role(Role.REVIEWER)),
    # Any token that may read at all; the finders say which RFQs, awards and quotes.
    P.MARKET_READ: anyone,
    # thing: GroupBuy
    P.RFQ_READ: any_of(organiser_of, _overseer),
    P.RFQ_ORGANISE: _organises,
    # thing: SealedQuote
    P.RFQ_QUOTE: all_of(role(Role.CARRIER), carrier_of),
    P.RFQ_ASK: all_of(role(Role.CARRIER), carrier_of),
    # thing: GroupBuy
    P.RFQ_ALLOW: role(Role.REVIEWER),
    P.QUOTES_READ: any_of(_organises, role(Role.OBSERVER), role(Role.REVIEWER)),
    # no thing: figures, addresses and names of all bidders
    P.SCREEN_READ: any_of(role(Role.REVIEWER), role(Role.OBSERVER)),
    P.SCREEN_DECIDE: role(Role.REVIEWER),
    # thing: GroupBuy; that an award is held and by what kind of sign
    P.SCREEN_STATE_READ: any_of(_organises, role(Role.OBSERVER), role(Role.REVIEWER)),
    # thing: ScreenHearing
    P.HEARING_READ: any_of(carrier_of, role(Role.OBSERVER), role(Role.REVIEWER)),
    P.HEARING_STATE: all_of(role(Role.CARRIER), carrier_of),
    # thing: GroupBuy
    P.AWARD_READ: any_of(_organises, role(Role.OBSERVER), role(Role.REVIEWER)),
    # thing: Line
    P.AWARD_LINE_DECIDE: all_of(role(Role.MEMBER), member_of),
    # no thing; the service asks whether the caller is a bidder or a member of the award
    P.AWARD_COMPLAIN: any_of(role(Role.MEMBER), role(Role.CARRIER)),
    # thing: GroupBuy
    P.AWARD_COMPLAINT_ANSWER: any_of(_organises, role(Role.REVIEWER)),
    # thing: AwardConfirmation
    P.AWARD_CONFIRM: all_of(role(Role.CARRIER), carrier_of),
    # thing: Contract
    P.CONTRACT_READ: any_of(member_of, carrier_of, role(Role.OBSERVER), role(Role.REVIEWER)),
    P.CONTRACT_SIGN: any_of(
        all_of(role(Role.MEMBER), member_of), all_of(role(Role.CARRIER), carrier_of)
    ),
    P.CONTRACT_END: any_of(
        all_of(role(Role.MEMBER), member_of), all_of(role(Role.CARRIER), carrier_of)
    ),
    P.CONTRACT_BREAK: any_of(all_of(role(Role.CARRIER), carrier_of), role(Role.REVIEWER)),
    P.CONTRACT_SCAN_READ: any_of(member_of, carrier_of),
    P.CONTRACT_DELIVER: all_of(role(Role.CARRIER), carrier_of),
    P.SERVICE_STATE: all_of(role(Role.MEMBER), member_of),
    # thing: Contract, LineInvoice, Remittance (member_id, carrier_id); never the organiser
    P.PAYMENT_READ: any_of(member_of, carrier_of, role(Role.OBSERVER), role(Role.REVIEWER)),
    P.INVOICE_RECORD: all_of(role(Role.CARRIER), carrier_of),
    P.INVOICE_PAY: all_of(role(Role.MEMBER), member_of),
    P.INVOICE_DISPUTE: any_of(
        all_of(role(Role.MEMBER), member_of), all_of(role(Role.CARRIER), carrier_of)
    ),
    # thing: PayeeAccount (carrier_id); the finder lets in the carrier's customers
    P.PAYEE_ACCOUNT_READ: any_of(carrier_of, role(Role.OBSERVER), role(Role.REVIEWER)),
    P.PAYEE_ACCOUNT_MANAGE: all_of(role(Role.CARRIER), carrier_of),
    # thing: Contract
    P.ARCHIVE_DECIDE: all_of(role(Role.CARRIER), carrier_of),
    # thing: Line, CompanyProfile, ArchivePaper, Premises (member_id); the finder lets in the
    # carrier whose contract holds the line
    P.ARCHIVE_READ: any_of(member_of, role(Role.REVIEWER)),
    P.ARCHIVE_MANAGE: all_of(role(Role.MEMBER), member_of),
    # thing: Premises
    P.PREMISES_READ: any_of(member_of, park_of, role(Role.REVIEWER)),
    P.PREMISES_LIST: role(Role.REVIEWER),
    P.PREMISES_DECIDE: all_of(role(Role.PARK_MANAGER), park_of),
    # thing: ServiceComplaint (member_id, carrier_id, group_buy)
    P.SERVICE_COMPLAINT_READ: any_of(
        member_of,
        carrier_of,
        lambda identity, complaint: organiser_of(identity, complaint.group_buy),
        role(Role.OBSERVER),
        role(Role.REVIEWER),
    ),
    P.SERVICE_COMPLAINT_SUBJECTS: role(Role.MEMBER),
    P.SERVICE_COMPLAIN: all_of(role(Role.MEMBER), member_of),
    P.SERVICE_COMPLAINT_ANSWER: any_of(
        all_of(role(Role.CARRIER), carrier_of),
        lambda identity, complaint: (
            _organises(identity, complaint.group_buy) and not member_of(identity, complaint)
        ),
    ),
    # no thing; a member reads its own
    P.DATA_EXPORT_LIST: any_of(role(Role.MEMBER), role(Role.OBSERVER), role(Role.REVIEWER)),
    P.DATA_EXPORT_OVERSEE: any_of(role(Role.OBSERVER), role(Role.REVIEWER)),
    # thing: DataExport, DataExportCheck (member_id)
    P.DATA_EXPORT_READ: any_of(member_of, role(Role.OBSERVER), role(Role.REVIEWER)),
    P.DATA_EXPORT_MANAGE: all_of(role(Role.MEMBER), member_of),
    P.READINGS_OVERSEE: any_of(role(Role.OBSERVER), role(Role.REVIEWER)),
    # no thing: what names the file says who reads it
    P.FILE_UPLOAD: any_of(
        enrols, role(Role.PARK_MANAGER), role(Role.REVIEWER), role(Role.OPERATOR)
    ),
    # no thing: the finders give everyone their own, and the desk all
    P.FINDING_LIST: anyone,
    # thing: KeptFinding
    P.FINDING_READ: any_of(owner_of, role(Role.REVIEWER), role(Role.OBSERVER)),
    # no thing
    P.FINDING_DESK: any_of(role(Role.REVIEWER), role(Role.OBSERVER)),
    P.FINDING_DECIDE: role(Role.REVIEWER),
    P.DUTY_READ: _overseer,
    P.DUTY_DO: role(Role.OPERATOR),
    P.PLATFORM_READ: _overseer,
    P.PLATFORM_STATE: role(Role.OPERATOR),
    # thing: Contract; the records tell of suspicions
    P.ABUSE_READ: any_of(role(Role.REVIEWER), role(Role.OBSERVER)),
    P.ABUSE_RECORD: role(Role.REVIEWER),
    P.SAVINGS_READ_OWN: role(Role.MEMBER),
    # no thing; a member lists its own
    P.DEPOSIT_LIST: any_of(role(Role.MEMBER), _overseer),
    # thing: Deposit
    P.DEPOSIT_READ: any_of(member_of, _overseer),
    P.DEPOSIT_PAY: all_of(role(Role.MEMBER), member_of),
    # thing: Contract
    P.DEPOSIT_CLAIM: all_of(role(Role.CARRIER), carrier_of),
    # no thing; each party lists its own
    P.DEPOSIT_CLAIM_LIST: any_of(role(Role.MEMBER), role(Role.CARRIER), _overseer),
    # thing: DepositClaim
    P.DEPOSIT_CLAIM_READ: any_of(member_of, carrier_of, _overseer),
    P.DEPOSIT_CLAIM_WITHDRAW: all_of(role(Role.CARRIER), carrier_of),
    P.DEPOSIT_CLAIM_DECIDE: role(Role.REVIEWER),
    P.DEPOSIT_CONTEST: all_of(role(Role.MEMBER), member_of),
    # no thing, or the claim that is paid on
    P.DEPOSIT_SETTLE: role(Role.OPERATOR),
    # no thing: the platform's own money, and what it holds for each organisation
    P.LEDGER_READ: any_of(role(Role.OPERATOR), role(Role.OBSERVER)),
    # no thing: the accounts of the caller's organisation
    P.LEDGER_READ_OWN: _party,
    P.FEE_TABLE_PUBLISH: role(Role.OPERATOR),
    # no thing: a payer's own fees, or all of them
    P.FEE_LIST: any_of(role(Role.MEMBER), role(Role.CARRIER)),
    P.FEE_DESK: any_of(role(Role.OPERATOR), role(Role.OBSERVER)),
    # thing: ServiceFee (organisation_id)
    P.FEE_READ: any_of(owner_of, role(Role.OPERATOR), role(Role.OBSERVER)),
    P.FEE_MANAGE: role(Role.OPERATOR),
    P.AUDIT_READ: _overseer,
    P.OPERATE: role(Role.OPERATOR),
}

SCOPE_OF: dict[P, Scope] = {
    P.ACCOUNT_MANAGE: Scope.ACCOUNT,
    P.ORGANISATION_DECIDE: Scope.REVIEW,
    P.ORGANISATION_LEAVE: Scope.ACCOUNT,
    P.ORGANISATION_LEAVE_RECORD: Scope.OPERATE,
    P.ENROLMENT_MANAGE: Scope.ACCOUNT,
    P.ENROLMENT_CHECK: Scope.REVIEW,
    P.CORRIDOR_MANAGE: Scope.OPERATE,
    P.LICENCE_MANAGE: Scope.CATALOGUE,
    P.LICENCE_DECIDE: Scope.REVIEW,
    P.PRICE_BOOK_MANAGE: Scope.CATALOGUE,
    P.GROUP_BUY_CREATE: Scope.ORGANISE,
    P.GROUP_BUY_ORGANISE: Scope.ORGANISE,
    P.GROUP_BUY_JOIN: Scope.DEMAND,
    P.INVITATION_CLAIM: Scope.DEMAND,
    P.RFQ_ORGANISE: Scope.ORGANISE,
    P.RFQ_QUOTE: Scope.QUOTE,
    P.RFQ_ASK: Scope.QUOTE,
    P.RFQ_ALLOW: Scope.REVIEW,
    P.SCREEN_DECIDE: Scope.REVIEW,
    P.HEARING_STATE: Scope.QUOTE,
    P.AWARD_COMPLAIN: Scope.ACCOUNT,
    P.AWARD_COMPLAINT_ANSWER: Scope.ORGANISE,
    P.AWARD_CONFIRM: Scope.QUOTE,
    P.SERVICE_STATE: Scope.CONTRACT,
    P.INVOICE_RECORD: Scope.CONTRACT,
    P.INVOICE_PAY: Scope.CONTRACT,
    P.INVOICE_DISPUTE: Scope.CONTRACT,
    P.PAYEE_ACCOUNT_MANAGE: Scope.CONTRACT,
    P.ARCHIVE_DECIDE: Scope.CONTRACT,
    P.ARCHIVE_MANAGE: Scope.DEMAND,
    P.PREMISES_DECIDE: Scope.ORGANISE,
    P.SERVICE_COMPLAIN: Scope.CONTRACT,
    P.SERVICE_COMPLAINT_ANSWER: Scope.CONTRACT,
    P.AWARD_LINE_DECIDE: Scope.DEMAND,
    P.CONTRACT_SIGN: Scope.CONTRACT,
    P.CONTRACT_END: Scope.CONTRACT,
    P.CONTRACT_BREAK: Scope.CONTRACT,
    P.CONTRACT_DELIVER: Scope.CONTRACT,
    P.DATA_EXPORT_MANAGE: Scope.DEMAND,
    P.FINDING_DECIDE: Scope.REVIEW,
    P.DUTY_DO: Scope.OPERATE,
    P.PLATFORM_STATE: Scope.OPERATE,
    P.ABUSE_RECORD: Scope.REVIEW,
    P.FEE_TABLE_PUBLISH: Scope.OPERATE,
    P.FEE_MANAGE: Scope.OPERATE,
    P.FILE_UPLOAD: Scope.CONTRACT,
    P.DEPOSIT_PAY: Scope.DEMAND,
    P.DEPOSIT_CLAIM: Scope.CONTRACT,
    P.DEPOSIT_CLAIM_WITHDRAW: Scope.CONTRACT,
    P.DEPOSIT_CLAIM_DECIDE: Scope.REVIEW,
    P.DEPOSIT_CONTEST: Scope.CONTRACT,
    P.DEPOSIT_SETTLE: Scope.OPERATE,
    P.OPERATE: Scope.OPERATE,
}
"The scope that a token needs; every other permission needs `read`"

SEEN_BY: dict[P, P] = {
    P.ORGANISATION_DECIDE: P.ORGANISATION_READ,
    P.ORGANISATION_LEAVE: P.ORGANISATION_READ,
    P.ORGANISATION_LEAVE_RECORD: P.ORGANISATION_READ,
    P.ENROLMENT_MANAGE: P.ENROLMENT_READ,
    P.ENROLMENT_CHECK: P.ENROLMENT_READ,
    P.LICENCE_MANAGE: P.LICENCE_READ,
    P.LICENCE_DECIDE: P.LICENCE_READ,
    P.PRICE_BOOK_MANAGE: P.PRICE_BOOK_READ,
    P.GROUP_BUY_ORGANISE: P.GROUP_BUY_READ,
    P.GROUP_BUY_JOIN: P.GROUP_BUY_READ,
    P.STATEMENT_READ: P.GROUP_BUY_READ,
    P.GROUP_BUY_DEMAND_READ: P.GROUP_BUY_READ,
    P.RFQ_ORGANISE: P.RFQ_READ,
    P.RFQ_ALLOW: P.RFQ_READ,
    P.AWARD_COMPLAINT_ANSWER: P.AWARD_READ,
    P.HEARING_STATE: P.HEARING_READ,
    P.SERVICE_STATE: P.CONTRACT_READ,
    P.INVOICE_RECORD: P.PAYMENT_READ,
    P.INVOICE_PAY: P.PAYMENT_READ,
    P.INVOICE_DISPUTE: P.PAYMENT_READ,
    P.PAYEE_ACCOUNT_MANAGE: P.PAYEE_ACCOUNT_READ,
    P.ABUSE_READ: P.CONTRACT_READ,
    P.ABUSE_RECORD: P.CONTRACT_READ,
    P.ARCHIVE_DECIDE: P.CONTRACT_READ,
    P.ARCHIVE_MANAGE: P.ARCHIVE_READ,
    P.PREMISES_DECIDE: P.PREMISES_READ,
    P.SERVICE_COMPLAIN: P.SERVICE_COMPLAINT_READ,
    P.SERVICE_COMPLAINT_ANSWER: P.SERVICE_COMPLAINT_READ,
    P.DATA_EXPORT_MANAGE: P.DATA_EXPORT_READ,
    P.FEE_MANAGE: P.FEE_READ,
    P.CONTRACT_SIGN: P.CONTRACT_READ,
    P.CONTRACT_END: P.CONTRACT_READ,
    P.CONTRACT_BREAK: P.CONTRACT_READ,
    P.CONTRACT_SCAN_READ: P.CONTRACT_READ,
    P.CONTRACT_DELIVER: P.CONTRACT_READ,
    P.DEPOSIT_PAY: P.DEPOSIT_READ,
    P.DEPOSIT_CLAIM: P.CONTRACT_READ,
    P.DEPOSIT_CLAIM_WITHDRAW: P.DEPOSIT_CLAIM_READ,
    P.DEPOSIT_CLAIM_DECIDE: P.DEPOSIT_CLAIM_READ,
    P.DEPOSIT_CONTEST: P.DEPOSIT_CLAIM_READ,
    P.DEPOSIT_SETTLE: P.DEPOSIT_CLAIM_READ,
}
"Refusing the left is a 403 only to those who have the right; to others the thing does not exist"


def allowed(permission: P, identity: Identity, thing: Any = None) -> bool:
    """Whether the identity has the permission on the thing, scopes included."""
    scope = SCOPE_OF.get(permission, Scope.READ)
    return scope in identity.scopes and GRANTS[permission](identity, thing)


def require(permission: P, identity: Identity, thing: Any = None) -> None:
    """Raise NotFound when the thing may not be seen, Forbidden when only the act is refused."""
    if allowed(permission, identity, thing):
        return
    seen = SEEN_BY.get(permission)
    if thing is not None and (seen is None or not GRANTS[seen](identity, thing)):
        raise NotFound()
    raise Forbidden(permission=str(permission))
