"""Who may open the front page, the account, organisations, licences, the audit log and mails."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.api.access_rows.accounts import (
    LICENCE,
    LICENCE_PATH,
    ORGANISATION,
    REASON,
    SEEN_BY_OVERSEERS,
    colleague,
    fresh_token,
)
from tests.api.access_table import CARRIERS, EVERYBODY, OVERSEERS, SIGNED_IN, Row, World
from tests.factories.price_books import corridor_ends

REVIEWER = frozenset({"reviewer"})


def reset_link(_world: World) -> str:
    return "no-such-link"


def new_corridor(_world: World) -> dict[str, Any]:
    return corridor_ends()


def nobody(_world: World) -> dict[str, str]:
    return {"email": f"{uuid4().hex}@example.com"}


def language(_world: World) -> str:
    return "zh"


ROWS = [
    Row("GET", "/", EVERYBODY),
    Row("GET", "/how-awards-are-computed", EVERYBODY),
    Row("GET", "/glossary", EVERYBODY),
    Row("GET", "/language/<any(zh, en):language>", EVERYBODY, fill={"language": language}),
    Row("POST", "/language/<any(zh, en):language>", EVERYBODY, fill={"language": language}),
    Row("GET", "/api/docs", EVERYBODY),
    Row("GET", "/sign-up", EVERYBODY),
    Row("POST", "/sign-up", EVERYBODY),
    Row("GET", "/login", EVERYBODY),
    Row("POST", "/login", EVERYBODY, body={"email": "nobody@example.com", "password": "x"}),
    Row("POST", "/logout", EVERYBODY),
    Row("GET", "/verify", SIGNED_IN),
    Row("POST", "/verify", SIGNED_IN),
    Row("GET", "/change-password", SIGNED_IN),
    Row("POST", "/change-password", SIGNED_IN),
    Row("GET", "/reset", EVERYBODY),
    Row("POST", "/reset", EVERYBODY, body=nobody),
    Row("GET", "/reset/<token>", EVERYBODY, fill={"token": reset_link}),
    Row("POST", "/reset/<token>", EVERYBODY, fill={"token": reset_link}),
    Row("GET", "/home", SIGNED_IN),
    Row("GET", "/account", SIGNED_IN),
    Row("POST", "/account/tokens", SIGNED_IN, body={"name": "x", "scopes": "read", "days": "1"}),
    Row(
        "POST",
        "/account/tokens/<uuid:token_id>/revoke",
        frozenset({"member"}),
        fill={"token_id": fresh_token},
    ),
    Row("POST", "/account/users", SIGNED_IN - {"pending"}, 403, body=colleague),
    Row(
        "POST",
        "/account/users/<uuid:user_id>",
        frozenset({"member"}),
        body={"active": "true"},
        but={"operator": 403},
    ),
    Row("GET", "/organisations", OVERSEERS, 403),
    Row("GET", ORGANISATION, OVERSEERS | {"member"}),
    Row("POST", ORGANISATION + "/confirm", REVIEWER, but=SEEN_BY_OVERSEERS | {"member": 403}),
    Row(
        "POST",
        ORGANISATION + "/refuse",
        REVIEWER,
        body=REASON,
        but=SEEN_BY_OVERSEERS | {"member": 403},
    ),
    Row("GET", "/licences", SIGNED_IN),
    Row("POST", "/licences", CARRIERS, 403, body=LICENCE),
    Row("GET", LICENCE_PATH, OVERSEERS | {"carrier"}),
    Row("POST", LICENCE_PATH, frozenset({"carrier"}), but=dict.fromkeys(OVERSEERS, 403)),
    Row(
        "POST",
        LICENCE_PATH + "/look-up",
        REVIEWER,
        body={"looked_up_on": "2026-01-01", "lookup_note": "x"},
        but=SEEN_BY_OVERSEERS | {"carrier": 403},
    ),
    Row(
        "GET",
        LICENCE_PATH + "/files/<any(scan,authorisation,lookup):which>",
        OVERSEERS | {"carrier"},
        fill={"which": lambda _world: "scan"},
    ),
    Row("POST", LICENCE_PATH + "/verify", REVIEWER, but=SEEN_BY_OVERSEERS | {"carrier": 403}),
    Row(
        "POST",
        LICENCE_PATH + "/refuse",
        REVIEWER,
        body=REASON,
        but=SEEN_BY_OVERSEERS | {"carrier": 403},
    ),
    Row("GET", "/corridors", SIGNED_IN),
    Row("POST", "/corridors", frozenset({"operator"}), 403, body=new_corridor),
    Row("GET", "/mails", frozenset({"operator"}), 403),
    Row("GET", "/audit", OVERSEERS, 403),
]
