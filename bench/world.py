"""A park with an open group buy, many members and many lines, written in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask import Flask

from bench.peer import Row
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.db.session import Database, now_of
from marketplace.models import ApiToken, Enrolment, GroupBuy, Line, Organisation, User
from marketplace.security.tokens import new_token, token_hash
from tests.factories.demand import LADDER, Market
from tests.factories.people import People, fresh_uscc


@dataclass
class World:
    """What the requests of a measurement need."""

    app: Flask
    market: Market
    row_id: UUID
    corridor_id: UUID


def build(url: str, var: str) -> World:
    """A park, a carrier with prices, an open group buy, and the peer's row."""
    config = Config(
        var=Path(var),
        database_url=url,
        secret_key="bench",
        sealing_key="ab" * 32,
        personal_key="cd" * 32,
        testing=True,
    )
    app = create_app(config)
    database: Database = app.extensions["marketplace"].database
    ladder = LADDER | {"tiers": [{"from": 500 * i * i, "discount_bps": 250 * i} for i in range(8)]}
    market = Market(People(app, database), ladder=ladder)
    row_id = uuid4()
    with database.unit_of_work() as session:
        session.execute(
            sa.insert(Row).values(id=row_id, name="row", members=1, lines=1, mbps=100, volume=100)
        )
        corridor = session.execute(sa.text("SELECT id FROM corridors WHERE code = 'SHA-HKG'"))
        return World(app, market, row_id, corridor.scalar_one())


def add_members(world: World, count: int) -> list[str]:
    """So many confirmed enterprises of the park, each with a token; returns the tokens."""
    database: Database = world.app.extensions["marketplace"].database
    tokens = [new_token() for _ in range(count)]
    organisations, files, users, keys = [], [], [], []
    with database.unit_of_work() as session:
        now = now_of(session)
        for number, token in enumerate(tokens):
            organisation_id, user_id = uuid4(), uuid4()
            organisations.append(
                {
                    "id": organisation_id,
                    "kind": "enterprise",
                    "state": "confirmed",
                    "uscc": fresh_uscc(),
                    "name_zh": f"企业{number}",
                    "name_en": f"Company {number}",
                    "park_id": world.market.park.id,
                    "created_at": now,
                    "version": 1,
                }
            )
            files.append(
                {
                    "organisation_id": organisation_id,
                    "state_owned": False,
                    "fiscal_funds": False,
                    "changed_at": now,
                    "changed_by": user_id,
                    "version": 1,
                }
            )
            users.append(
                {
                    "id": user_id,
                    "organisation_id": organisation_id,
                    "name": "x",
                    "email": f"{user_id.hex}@example.com",
                    "password": "-",
                    "roles": ["member"],
                    "fs_uniquifier": user_id.hex,
                    "created_at": now,
                }
            )
            keys.append(
                {
                    "id": uuid4(),
                    "user_id": user_id,
                    "organisation_id": organisation_id,
                    "name": "bench",
                    "token_hash": token_hash(token),
                    "scopes": ["read", "demand"],
                    "created_at": now,
                    "expires_at": now + timedelta(days=30),
                }
            )
        session.execute(sa.insert(Organisation), organisations)
        session.execute(sa.insert(Enrolment), files)
        session.execute(sa.insert(User), users)
        session.execute(sa.insert(ApiToken), keys)
    return tokens


def pool_lines(world: World, count: int, per_member: int = 10) -> None:
    """Put `count` lines of 100 Mbps into the pool, with sums that equal them."""
    add_members(world, count // per_member)
    database: Database = world.app.extensions["marketplace"].database
    with database.unit_of_work() as session:
        members = session.execute(
            sa.text(
                "INSERT INTO participations (id, group_buy_id, member_id, state, joined_at, "
                "joined_by, version) SELECT gen_random_uuid(), :g, o.id, 'joined', now(), u.id, 1 "
                "FROM organisations o JOIN users u ON u.organisation_id = o.id "
                "WHERE o.park_id = :park AND o.kind = 'enterprise' RETURNING id, member_id"
            ),
            {"g": world.market.id, "park": world.market.park.id},
        ).all()
        session.execute(
            sa.insert(Line),
            [
                line_row(world, participation, member, number)
                for participation, member in members
                for number in range(1, per_member + 1)
            ],
        )
        total = len(members) * per_member
        zeros = [0] * 8
        session.execute(
            sa.update(GroupBuy)
            .where(GroupBuy.id == world.market.id)
            .values(
                pooled_members=len(members),
                pooled_lines=total,
                pooled_mbps=100 * total,
                volume_by_need=[100 * total, *zeros],
                list_by_need=[24_100_000 * total, *zeros],
            )
        )


def line_row(world: World, participation: UUID, member: UUID, number: int) -> dict:
    return {
        "id": uuid4(),
        "group_buy_id": world.market.id,
        "participation_id": participation,
        "member_id": member,
        "number": number,
        "state": "pooled",
        "corridor_id": world.corridor_id,
        "product": "IPLC",
        "mbps": 100,
        "term_months": 12,
        "protection": "none",
        "interface": "1000BASE-T",
        "availability_bps": 9990,
        "wanted_on": date(2030, 1, 1),
        "a_address": "a",
        "z_city": "z",
        "z_address": "z",
        "z_occupant": "z",
        "z_relation": "branch",
        "list_minor": 24_100_000,
        "shown_minor": 24_100_000,
        "need_tier": 0,
    }
