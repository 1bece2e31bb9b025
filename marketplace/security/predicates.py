"""Small questions about an identity and a thing, combined into grants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marketplace.domain.enrolment import ENROLLING
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.modes import GroupBuyMode
from marketplace.domain.roles import OrganisationKind, Role
from marketplace.security.identity import Identity

Predicate = Callable[[Identity, Any], bool]


def role(wanted: Role) -> Predicate:
    """The user has the role, in a confirmed organisation."""
    return lambda identity, _thing: identity.confirmed and wanted in identity.roles


def any_of(*predicates: Predicate) -> Predicate:
    return lambda identity, thing: any(p(identity, thing) for p in predicates)


def all_of(*predicates: Predicate) -> Predicate:
    return lambda identity, thing: all(p(identity, thing) for p in predicates)


def anyone(_identity: Identity, _thing: Any) -> bool:
    return True


def own_organisation(identity: Identity, thing: Any) -> bool:
    """The thing is the caller's own organisation."""
    return identity.is_of(thing.id)


def enrols(identity: Identity, _thing: Any) -> bool:
    """The caller's organisation is to be confirmed as a buyer or seller, or was."""
    return identity.kind in ENROLLING


def carrier_of(identity: Identity, thing: Any) -> bool:
    """The thing has a carrier, and it is the caller's organisation."""
    return identity.kind == OrganisationKind.CARRIER and identity.is_of(thing.carrier_id)


def organiser_of(identity: Identity, group_buy: Any) -> bool:
    return identity.is_of(group_buy.organiser_id)


def may_take_part(identity: Identity, group_buy: Any) -> bool:
    """A confirmed enterprise of the park that organises, or one invited to a directed group buy.

    The enterprise that leads a directed group buy may take part in it too.
    """
    if identity.kind != OrganisationKind.ENTERPRISE or not identity.confirmed:
        return False
    if group_buy.mode == GroupBuyMode.DIRECTED:
        return (
            identity.is_of(group_buy.organiser_id)
            or identity.organisation_id in group_buy.invited_ids
        )
    return identity.park_id == group_buy.organiser_id


def is_public(_identity: Identity, group_buy: Any) -> bool:
    """Opened at some time: a draft, or one cancelled as a draft, is its organiser's alone."""
    return group_buy.state != GroupBuyState.DRAFT and group_buy.opened_at is not None


def member_of(identity: Identity, thing: Any) -> bool:
    """The thing belongs to the caller's organisation as a member."""
    return identity.is_of(thing.member_id)


def owner_of(identity: Identity, thing: Any) -> bool:
    """The thing names the organisation whose it is, and that is the caller's."""
    return identity.is_of(thing.organisation_id)


def park_of(identity: Identity, thing: Any) -> bool:
    """The thing belongs to a company of the caller's park."""
    return identity.kind == OrganisationKind.PARK and identity.is_of(thing.member.park_id)
