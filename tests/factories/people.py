"""Organisations with one user and an API token each, ready to send requests."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from marketplace.db.session import Database, now_of
from marketplace.domain.enrolment import ENROLLING
from marketplace.domain.lives import LicenceState, OrganisationState
from marketplace.domain.roles import ROLES_OF_KIND, OrganisationKind, Role, Scope
from marketplace.domain.uscc import ALPHABET, check_digit
from marketplace.domain.working_days import local_day
from marketplace.models import ApiToken, Licence, Organisation, StoredFile, User
from marketplace.security.identity import Identity
from marketplace.security.passwords import hash_password
from marketplace.security.tokens import new_token, token_hash
from tests.factories.enrolled import enrolment_of

_NUMBERS = itertools.count(1)
PASSWORD = "correct horse battery staple"
_HASH = hash_password(PASSWORD)


def fresh_uscc(prefix: str = "91310115") -> str:
    """A well-formed credit code that no other call gives."""
    digits = uuid4().int
    body = "".join(ALPHABET[(digits >> (5 * i)) % 31] for i in range(9))
    return prefix + body + check_digit(prefix + body)


@dataclass
class Actor:
    """A user of an organisation that sends API requests with its token."""

    app: Flask
    identity: Identity
    token: str
    email: str
    name: str

    @property
    def id(self) -> UUID:
        """The organisation."""
        return self.identity.organisation_id

    def send(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}", **kwargs.pop("headers", {})}
        if method == "POST":
            headers.setdefault("Idempotency-Key", str(uuid4()))
        return self.app.test_client().open(
            f"/api/v1{path}", method=method, headers=headers, **kwargs
        )

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.send("GET", path, **kwargs)

    def post(self, path: str, json: Any = None, **kwargs: Any) -> TestResponse:
        return self.send("POST", path, json={} if json is None else json, **kwargs)

    def put(self, path: str, json: Any, *, etag: str | None = None, **kwargs: Any) -> TestResponse:
        headers = {"If-Match": etag} if etag else {}
        return self.send("PUT", path, json=json, headers=headers, **kwargs)

    def patch(self, path: str, json: Any, *, etag: str | None = None) -> TestResponse:
        headers = {"If-Match": etag} if etag else {}
        return self.send("PATCH", path, json=json, headers=headers)

    def delete(self, path: str, *, etag: str | None = None) -> TestResponse:
        return self.send("DELETE", path, headers={"If-Match": etag} if etag else {})


class People:
    """Makes organisations straight in the database; each is confirmed unless said otherwise."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app, self.database = app, database
        self.carriers: list[UUID] = []

    def let_licences_expire(self) -> None:
        """No later RFQ invites the carriers made here."""
        if not self.carriers:
            return
        ended = date(2000, 1, 1)
        own = sa.update(Licence).where(Licence.carrier_id.in_(self.carriers))
        with self.database.unit_of_work() as session:
            session.execute(own.values(valid_from=ended, valid_to=ended))

    def make(
        self,
        kind: OrganisationKind,
        roles: frozenset[Role] | None = None,
        *,
        confirmed: bool = True,
        park: Actor | None = None,
        scopes: frozenset[Scope] = frozenset(Scope),
        enrolled: bool = True,
    ) -> Actor:
        """With a complete enrolment file and its check, where the kind has one, if `enrolled`."""
        number, token = next(_NUMBERS), new_token()
        roles = ROLES_OF_KIND[kind] if roles is None else roles
        with self.database.unit_of_work() as session:
            now = now_of(session)
            organisation = _organisation(kind, number, confirmed, park, now)
            session.add(organisation)
            session.flush()
            user = _user(organisation, number, roles, now)
            session.add(user)
            session.flush()
            session.add(_token(user, token, scopes, now))
            if enrolled and kind in ENROLLING:
                session.add_all(enrolment_of(organisation.id, user.id, now))
            identity = Identity(
                user.id, organisation.id, kind, confirmed, organisation.park_id, roles, scopes
            )
        return Actor(self.app, identity, token, user.email, organisation.name_en)

    def park(self, **kwargs: Any) -> Actor:
        return self.make(OrganisationKind.PARK, **kwargs)

    def enterprise(self, park: Actor, **kwargs: Any) -> Actor:
        return self.make(OrganisationKind.ENTERPRISE, park=park, **kwargs)

    def reviewer(self) -> Actor:
        return self.make(OrganisationKind.PLATFORM, frozenset({Role.REVIEWER}))

    def operator(self) -> Actor:
        return self.make(OrganisationKind.PLATFORM, frozenset({Role.OPERATOR}))

    def observer(self) -> Actor:
        return self.make(OrganisationKind.REGULATOR)

    def carrier(self, scopes: tuple[str, ...] = ("A11-4", "A14-4"), **kwargs: Any) -> Actor:
        """A carrier with a verified licence of these scopes (none when empty), looked up today."""
        actor = self.make(OrganisationKind.CARRIER, **kwargs)
        self.carriers.append(actor.id)
        if scopes:
            with self.database.unit_of_work() as session:
                scan = StoredFile(
                    owner_id=actor.id,
                    purpose="evidence",
                    name="licence.pdf",
                    media_type="application/pdf",
                    sha256=f"{uuid4().int:064x}",
                    size_bytes=1000,
                    created_at=now_of(session),
                    created_by=actor.identity.user_id,
                )
                session.add(scan)
                session.flush()
                session.add(
                    Licence(
                        carrier_id=actor.id,
                        evidence_id=scan.id,
                        looked_up_on=local_day(now_of(session)),
                        forged_or_lent=False,
                        gateway_city="上海",
                        handover_pop="Equinix HK1",
                        number=f"A1.A2-2009{next(_NUMBERS) % 10000:04d}",
                        scopes=list(scopes),
                        valid_from=date(2020, 1, 1),
                        valid_to=date(2035, 12, 31),
                        state=LicenceState.VERIFIED,
                        created_at=now_of(session),
                    )
                )
        return actor


def _organisation(
    kind: OrganisationKind, number: int, confirmed: bool, park: Actor | None, now: datetime
) -> Organisation:
    return Organisation(
        kind=kind,
        state=OrganisationState.CONFIRMED if confirmed else OrganisationState.PENDING,
        uscc=fresh_uscc(),
        name_zh=f"机构{number}",
        name_en=f"Organisation {number}",
        park_id=park.id if park else None,
        created_at=now,
    )


def _user(organisation: Organisation, number: int, roles: frozenset[Role], now: datetime) -> User:
    return User(
        organisation_id=organisation.id,
        email=f"user{number}-{uuid4().hex[:8]}@example.com",
        name=f"User {number}",
        password=_HASH,
        roles=[str(r) for r in roles],
        fs_uniquifier=uuid4().hex,
        created_at=now,
    )


def _token(user: User, token: str, scopes: frozenset[Scope], now: datetime) -> ApiToken:
    return ApiToken(
        user_id=user.id,
        organisation_id=user.organisation_id,
        name="test",
        token_hash=token_hash(token),
        scopes=[str(s) for s in scopes],
        created_at=now,
        expires_at=now + timedelta(days=3650),
    )
