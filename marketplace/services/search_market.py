"""Search over what the caller may see: group buys, requests for quotes, contracts, companies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.models import Contract, GroupBuy, Organisation
from marketplace.security.grants import allowed
from marketplace.security.identity import Identity
from marketplace.security.permissions import Permission
from marketplace.services.find_contracts import visible_contracts
from marketplace.services.find_group_buys import visible_group_buys
from marketplace.services.find_organisations import listed_organisations
from marketplace.services.find_rfqs import visible_rfqs

MOST = 8
"hits shown of each kind; a search that finds more is to be made narrower"
MOST_WORDS = 6


class HitKind(StrEnum):
    GROUP_BUY = "group_buy"
    RFQ = "rfq"
    CONTRACT = "contract"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Hit:
    """One thing found, with what stands beside its title: a number, a party, a code."""

    kind: HitKind
    id: UUID
    title_zh: str
    title_en: str
    beside_zh: str
    beside_en: str
    state: str


@dataclass(frozen=True)
class Found:
    """What a search found, and of which kinds there is more."""

    hits: list[Hit]
    more: frozenset[HitKind] = frozenset()

    def of(self, kind: HitKind) -> list[Hit]:
        return [hit for hit in self.hits if hit.kind is kind]


def search_market(session: Session, *, identity: Identity, q: str) -> Found:
    """At most MOST of each kind in which every word of `q` stands, the newest first."""
    words = q.split()[:MOST_WORDS]
    if not words:
        return Found([])
    hits: list[Hit] = []
    more = set()
    for kind, search in _SEARCHES.items():
        found = list(search(session, identity, words))
        hits += found[:MOST]
        if len(found) > MOST:
            more.add(kind)
    return Found(hits, frozenset(more))


def _all_words(words: Iterable[str], *fields: Any) -> sa.ColumnElement[bool]:
    """SQL: each word stands in one of the fields at least, in whatever case."""
    return sa.and_(
        *(sa.or_(*(field.icontains(word, autoescape=True) for field in fields)) for word in words)
    )


def _group_buys(session: Session, identity: Identity, words: Sequence[str]) -> Iterator[Hit]:
    query = visible_group_buys(identity).where(
        _all_words(words, GroupBuy.title_zh, GroupBuy.title_en)
    )
    for one in session.scalars(query.limit(MOST + 1)):
        titles = one.title_zh, one.title_en
        yield Hit(HitKind.GROUP_BUY, one.id, *titles, *_names(one.organiser), str(one.state))


def _rfqs(session: Session, identity: Identity, words: Sequence[str]) -> Iterator[Hit]:
    if not allowed(Permission.MARKET_READ, identity):
        return
    query = visible_rfqs(identity).where(_all_words(words, GroupBuy.title_zh, GroupBuy.title_en))
    for one in session.scalars(query.limit(MOST + 1)).unique():
        titles = one.group_buy.title_zh, one.group_buy.title_en
        yield Hit(HitKind.RFQ, one.id, *titles, *_names(one.group_buy.organiser), str(one.state))


def _contracts(session: Session, identity: Identity, words: Sequence[str]) -> Iterator[Hit]:
    if not allowed(Permission.MARKET_READ, identity):
        return
    member, carrier = aliased(Organisation), aliased(Organisation)
    query = (
        visible_contracts(identity)
        .join(member, member.id == Contract.member_id)
        .join(carrier, carrier.id == Contract.carrier_id)
        .where(
            _all_words(
                words,
                *(Contract.number, member.name_zh, member.name_en),
                *(carrier.name_zh, carrier.name_en),
            )
        )
    )
    for one in session.scalars(query.limit(MOST + 1)):
        zh, en = (
            " – ".join(names) for names in zip(_names(one.member), _names(one.carrier), strict=True)
        )
        yield Hit(HitKind.CONTRACT, one.id, one.number, one.number, zh, en, str(one.state))


def _organisations(session: Session, identity: Identity, words: Sequence[str]) -> Iterator[Hit]:
    if not allowed(Permission.ORGANISATION_LIST, identity):
        return
    fields = Organisation.name_zh, Organisation.name_en, Organisation.uscc
    query = listed_organisations(identity).where(_all_words(words, *fields))
    for one in session.scalars(query.limit(MOST + 1)):
        yield Hit(HitKind.ORGANISATION, one.id, *_names(one), one.uscc, one.uscc, str(one.state))


def _names(one: Organisation) -> tuple[str, str]:
    return one.name_zh, one.name_en


_SEARCHES: dict[HitKind, Callable[[Session, Identity, Sequence[str]], Iterator[Hit]]] = {
    HitKind.GROUP_BUY: _group_buys,
    HitKind.RFQ: _rfqs,
    HitKind.CONTRACT: _contracts,
    HitKind.ORGANISATION: _organisations,
}
