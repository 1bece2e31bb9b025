"""Group buys with list prices, ready to be joined."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.domain.lives import PriceBookState
from marketplace.domain.products import Product, Protection
from marketplace.models import Corridor, PriceBook, PriceBookRow
from tests.factories.archives import ready
from tests.factories.people import Actor, People
from tests.factories.statements import stated

LADDER = {
    "measure": "mbps",
    "style": "whole",
    "tiers": [
        {"from": 0, "discount_bps": 0},
        {"from": 300, "discount_bps": 500},
        {"from": 1000, "discount_bps": 1200},
    ],
}
MONTHLY = {10: 300_000, 100: 2_000_000, 500: 8_000_000}
"list prices per month in fen by Mbps; one-off 100000 fen"


def publish_prices(
    people: People, carrier: Actor, corridors: tuple[str, ...] = ("SHA-HKG",)
) -> UUID:
    """A published price book of the carrier with three IPLC rows on each corridor."""
    with people.database.unit_of_work() as session:
        codes = sa.select(Corridor).where(Corridor.code.in_(corridors))
        book = PriceBook(
            carrier_id=carrier.id,
            name="2026",
            state=PriceBookState.PUBLISHED,
            valid_from=date(2020, 1, 1),
            valid_to=date(2035, 12, 31),
            created_at=now_of(session),
        )
        book.rows = [
            PriceBookRow(
                corridor=corridor,
                product=Product.IPLC,
                term_months=12,
                protection=Protection.NONE,
                mbps=mbps,
                one_off_minor=100_000,
                monthly_minor=monthly,
                rtt_us=corridor.rtt_floor_us * 2,
                availability_bps=9990,
                delivery_days=30,
            )
            for corridor in session.scalars(codes)
            for mbps, monthly in MONTHLY.items()
        ]
        session.add(book)
        session.flush()
        return book.id


def a_line(**changes: Any) -> dict[str, Any]:
    """A demand line as the API takes it: 100 Mbps IPLC to Hong Kong for a year."""
    return {
        "label": "HQ to HK",
        "corridor": "SHA-HKG",
        "product": "IPLC",
        "mbps": 100,
        "term_months": 12,
        "protection": "none",
        "interface": "1000BASE-T",
        "availability_bps": 9990,
        "wanted_on": "2030-01-01",
        "a_building": "临港新片区环湖西二路 888 号",
        "a_room": "3 楼 301",
        "z_city": "Hong Kong",
        "z_address": "1 Harbour Road",
        "z_occupant": "HK Subsidiary Ltd",
        "z_relation": "subsidiary",
        "purpose": "erp",
        "purpose_text": "",
        "users": 60,
        "a_end": "own_office",
        "z_end": "affiliate_office",
        "internal_only": True,
        "internet_breakout": False,
        "voice": "none",
        "z_registration_number": "1234567",
        "z_share_bps": 10_000,
    } | changes


class Market:
    """A park with a licensed carrier's prices and an open group buy."""

    ready = True
    "members have their archives, proofs and letters in place as soon as they have joined"

    def __init__(self, people: People, **draft: Any) -> None:
        self.people = people
        self.park = people.park()
        self.carrier = people.carrier()
        publish_prices(people, self.carrier)
        self.id = self.draft(**draft)
        opened = self.park.post(f"/group-buys/{self.id}/open")
        assert opened.status_code == 200, opened.json
        self.path = f"/group-buys/{self.id}"

    def draft(self, **changes: Any) -> str:
        """A draft with its statement on record."""
        answer = self.park.post("/group-buys", json=self.terms(**changes))
        assert answer.status_code == 201, answer.json
        return stated(self.park, answer.json["id"])

    def terms(self, **changes: Any) -> dict[str, Any]:
        with self.people.database.single_statements() as session:
            locks_at = now_of(session) + timedelta(days=20)
        return {
            "title_zh": "临港跨境专线团购",
            "title_en": "Lingang group buy",
            "ladder": LADDER,
            "locks_at": locks_at.isoformat(),
        } | changes

    def member(self) -> Actor:
        return self.people.enterprise(self.park)

    def shown(self, member: Actor, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The lines with the prices that the marketplace shows for them now."""
        check = member.post(f"{self.path}/price-check", json={"lines": lines})
        assert check.status_code == 200, check.json
        prices = [priced["price_minor"] for priced in check.json["lines"]]
        return [line | {"price_shown_minor": p} for line, p in zip(lines, prices, strict=True)]

    def join(self, member: Actor | None = None, *lines: dict[str, Any], **headers: Any) -> Any:
        member = member or self.member()
        shown = self.shown(member, list(lines) or [a_line()])
        answer = member.post(f"{self.path}/participation", json={"lines": shown}, **headers)
        if self.ready and answer.status_code == 201:
            ready(self.people.database, member)
        return answer

    def live(self, actor: Actor | None = None) -> Any:
        return (actor or self.park).get(f"{self.path}/live-price").json
