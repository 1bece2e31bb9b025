"""Who may do what with accounts, organisations, licences, the audit log and the clock."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from marketplace.db.session import now_of
from marketplace.domain.lives import LicenceState
from marketplace.models import Licence, User
from marketplace.services.issue_token import issue_token
from tests.api.access_table import CARRIERS, EVERYBODY, OVERSEERS, SIGNED_IN, Row, World
from tests.factories.delivered import upload
from tests.factories.people import PASSWORD


def prepare(world: World) -> None:
    member = world.actors["member"].identity
    world["user_id"] = member.user_id
    world["organisation_id"] = member.organisation_id
    with world.database.unit_of_work() as session:
        licence = Licence(
            carrier_id=world.actors["carrier"].id,
            number="A1.A2-20199999",
            scopes=["A11-4"],
            valid_from=date(2020, 1, 1),
            valid_to=date(2099, 12, 31),
            evidence_id=UUID(upload(world.actors["carrier"])),
            looked_up_on=date(2026, 1, 1),
            forged_or_lent=False,
            state=LicenceState.PENDING,
            created_at=now_of(session),
        )
        session.add(licence)
        session.flush()
        world["licence_id"] = licence.id


def fresh_token(world: World) -> UUID:
    """A token of the member, made for one call."""
    with world.database.unit_of_work() as session:
        user = session.get_one(User, world["user_id"])
        now = now_of(session)
        return issue_token(session, user=user, name="x", scopes=[], days=1, now=now)[0].id


def colleague(_world: World) -> dict[str, str]:
    return {"name": "x", "email": f"{uuid4().hex}@example.com", "password": PASSWORD}


LICENCE = {
    "number": "A1.A2-20090001",
    "scopes": ["A11-4"],
    "valid_from": "2020-01-01",
    "valid_to": "2099-12-31",
}
REASON = {"reason": "x"}
ORGANISATION, LICENCE_PATH = "/organisations/<uuid:organisation_id>", "/licences/<uuid:licence_id>"
SEEN_BY_OVERSEERS = {"observer": 403, "operator": 403}

ROWS = [
    Row("POST", "/sign-ups", EVERYBODY),
    Row("POST", "/tokens", EVERYBODY),
    Row("GET", "/tokens", SIGNED_IN),
    Row("DELETE", "/tokens/<uuid:token_id>", frozenset({"member"}), fill={"token_id": fresh_token}),
    Row("GET", "/me", SIGNED_IN),
    Row("POST", "/password-resets", EVERYBODY),
    Row("POST", "/password-resets/confirm", EVERYBODY),
    Row("GET", "/users", SIGNED_IN),
    Row("POST", "/users", SIGNED_IN - {"pending"}, 403, body=colleague),
    Row("GET", "/users/<uuid:user_id>", frozenset({"member", "operator"})),
    Row(
        "PATCH",
        "/users/<uuid:user_id>",
        frozenset({"member"}),
        but={"operator": 403},
        body={"name": "x"},
    ),
    Row("GET", "/parks", EVERYBODY),
    Row("GET", "/organisations", OVERSEERS, 403),
    Row("GET", ORGANISATION, OVERSEERS | {"member"}),
    Row(
        "POST",
        ORGANISATION + "/confirm",
        frozenset({"reviewer"}),
        but=SEEN_BY_OVERSEERS | {"member": 403},
    ),
    Row(
        "POST",
        ORGANISATION + "/refuse",
        frozenset({"reviewer"}),
        body=REASON,
        but=SEEN_BY_OVERSEERS | {"member": 403},
    ),
    Row("GET", "/licences", SIGNED_IN),
    Row("POST", "/licences", CARRIERS, 403, body=LICENCE),
    Row("GET", LICENCE_PATH, OVERSEERS | {"carrier"}),
    Row(
        "POST",
        LICENCE_PATH + "/verify",
        frozenset({"reviewer"}),
        but=SEEN_BY_OVERSEERS | {"carrier": 403},
    ),
    Row(
        "POST",
        LICENCE_PATH + "/refuse",
        frozenset({"reviewer"}),
        body=REASON,
        but=SEEN_BY_OVERSEERS | {"carrier": 403},
    ),
    Row("PATCH", LICENCE_PATH, frozenset({"carrier"}), but=dict.fromkeys(OVERSEERS, 403)),
    Row(
        "POST",
        LICENCE_PATH + "/look-up",
        frozenset({"reviewer"}),
        body={"looked_up_on": "2026-01-01", "lookup_note": "x"},
        but=SEEN_BY_OVERSEERS | {"carrier": 403},
    ),
    Row(
        "GET",
        LICENCE_PATH + "/files/<any(scan,authorisation,lookup):which>",
        OVERSEERS | {"carrier"},
        fill={"which": lambda _world: "scan"},
    ),
    Row("GET", "/audit-entries", OVERSEERS, 403),
    Row("GET", "/clock", EVERYBODY),
    Row("POST", "/clock/advance", frozenset({"operator"}), 403, body={"seconds": 1}),
]
