"""Locked group buys straight in the database, and quotes that fit them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.db.session import now_of
from marketplace.domain.compliance.facts.line import EndType, Purpose
from marketplace.domain.line_use import DECLARATIONS, Voice
from marketplace.domain.lives import GroupBuyState, LineState, ParticipationState, PriceBookState
from marketplace.domain.products import Interface, Product, Protection, Relation
from marketplace.domain.working_days import local_day
from marketplace.jobs.solve_award import solve_award
from marketplace.models import (
    Corridor,
    GroupBuy,
    Line,
    LineUse,
    Participation,
    PriceBook,
    PriceBookRow,
    ReferencePrice,
)
from tests.factories.archives import ready
from tests.factories.people import Actor, People
from tests.factories.screened import screen

LADDER = {"measure": "lines", "style": "whole", "tiers": [{"from": 0, "discount_bps": 0}]}
LIST_MINOR = 30_000_000
"list, shown and locked price of every line here unless said otherwise"


class Locked:
    """A park with members whose lines are locked; each member has the lines given for it.

    `park` and `companies` are actors that stand already, one company for each list of lines.
    """

    def __init__(
        self,
        people: People,
        *members: list[dict[str, Any]],
        park: Actor | None = None,
        companies: Sequence[Actor] = (),
    ) -> None:
        self.people = people
        self.park = park or people.park()
        self.members = list(companies) or [people.enterprise(self.park) for _ in members]
        lister = people.carrier(scopes=())
        with people.database.unit_of_work() as session:
            now = now_of(session)
            group_buy = GroupBuy(
                organiser_id=self.park.id,
                state=GroupBuyState.LOCKED,
                title_zh="临港团购",
                title_en="Lingang group buy",
                ladder=LADDER,
                tier_froms=[0],
                ladder_source="test",
                created_at=now - timedelta(days=30),
                opened_at=now - timedelta(days=29),
                locks_at=now - timedelta(days=1),
                locked_at=now,
                lock_tier=0,
                volume_by_need=[0, 0],
                list_by_need=[0, 0],
            )
            session.add(group_buy)
            session.flush()
            self.id: UUID = group_buy.id
            corridors = {c.code: c for c in session.scalars(sa.select(Corridor))}
            kept = []
            for member, lines in zip(self.members, members, strict=True):
                stay = Participation(
                    group_buy_id=self.id,
                    member_id=member.id,
                    state=ParticipationState.JOINED,
                    joined_at=now,
                    joined_by=member.identity.user_id,
                )
                session.add(stay)
                session.flush()
                for number, changes in enumerate(lines, start=1):
                    kept.append(_line(stay, number, corridors, dict(changes)))
            session.add_all(kept)
            publish_list_prices(session, lister, group_buy, kept)
        for member in self.members:
            ready(people.database, member)

    def issue(self, **changes: Any) -> dict[str, Any]:
        """The RFQ, issued through the API; due in ten days."""
        with self.people.database.single_statements() as session:
            due = now_of(session) + timedelta(days=10)
        body = {"quotes_due_at": due.isoformat()} | changes
        answer = self.park.post(f"/group-buys/{self.id}/rfqs", json=body)
        assert answer.status_code == 201, answer.json
        return answer.json


def publish_list_prices(
    session: Session, lister: Actor, group_buy: GroupBuy, lines: Sequence[Line]
) -> None:
    """The frozen list prices of the lines, from a price book valid on the day of the opening."""
    assert group_buy.opened_at is not None
    day = local_day(group_buy.opened_at)
    book = PriceBook(
        carrier_id=lister.id,
        name="list",
        state=PriceBookState.PUBLISHED,
        valid_from=day,
        valid_to=day,
        created_at=group_buy.created_at,
    )
    keys = {(line.corridor, line.product, line.term_months, line.list_minor) for line in lines}
    for number, (corridor, product, months, price) in enumerate(keys, start=1):
        row = {"product": product, "term_months": months, "protection": "none", "mbps": number}
        priced = PriceBookRow(
            id=uuid4(),
            corridor=corridor,
            one_off_minor=price,
            monthly_minor=0,
            rtt_us=corridor.rtt_floor_us * 2,
            availability_bps=9990,
            delivery_days=30,
            **row,
        )
        book.rows.append(priced)
        session.add(
            ReferencePrice(
                group_buy_id=group_buy.id,
                corridor_id=corridor.id,
                price_minor=price,
                row_id=priced.id,
                **row,
            )
        )
    session.add(book)


def _line(stay: Participation, number: int, corridors: dict[str, Corridor], changes: Any) -> Line:
    corridor = corridors[changes.pop("corridor", "SHA-HKG")]
    price = changes.pop("price", LIST_MINOR)
    values = {
        "state": LineState.POOLED,
        "product": Product.IPLC,
        "mbps": 100,
        "term_months": 12,
        "protection": Protection.NONE,
        "interface": Interface.GE_1000BASE_T,
        "availability_bps": 9990,
        "wanted_on": date(2034, 1, 1),
        "a_address": "临港新片区环湖西二路 888 号 3 楼 301",
        "a_building": "临港新片区环湖西二路 888 号",
        "a_room": "3 楼 301",
        "z_city": corridor.z_city_en,
        "z_address": "1 Harbour Road",
        "z_occupant": "Occupant Ltd",
        "z_relation": Relation.SUBSIDIARY,
        "list_minor": price,
        "shown_minor": price,
        "locked_minor": price,
        "need_tier": 0,
        "use": a_use(),
    } | changes
    return Line(
        id=uuid4(),
        group_buy_id=stay.group_buy_id,
        participation_id=stay.id,
        member_id=stay.member_id,
        number=number,
        corridor=corridor,
        **values,
    )


def a_use(**changes: Any) -> LineUse:
    """The use of a line between two offices, for the company's own ERP."""
    said = {
        "purpose": Purpose.ERP,
        "users": 60,
        "a_end": EndType.OWN_OFFICE,
        "z_end": EndType.AFFILIATE_OFFICE,
        "internet_breakout": False,
        "voice": Voice.NONE,
        "z_registration_number": "1234567",
        "z_share_bps": 10_000,
    } | dict.fromkeys(DECLARATIONS, False)
    return LineUse(**(said | changes))


def a_row(**changes: Any) -> dict[str, Any]:
    """A rate row for 100 Mbps IPLC to Hong Kong for a year."""
    return {
        "corridor": "SHA-HKG",
        "product": "IPLC",
        "term_months": 12,
        "protection": "none",
        "mbps": 100,
        "one_off_minor": 100_000,
        "monthly_minor": 2_000_000,
        "rtt_us": 30_000,
        "availability_bps": 9990,
        "delivery_days": 30,
    } | changes


def a_quote(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A quote of these rows without a ladder."""
    return {
        "currency": "CNY",
        "valid_until": "2034-12-31",
        "rate_rows": list(rows) or [a_row()],
        "ladders": [],
        "statement": FAIR,
    } | changes


FAIR = {
    "forced_bundle": False,
    "exclusive_terms": False,
    "below_cost": False,
    "published_activation_days": 120,
    "late_penalty_bps_per_day": 100,
    "repair_hours": 24,
    "outage_fee_waived": True,
    "small_firm": False,
    "related_to_organiser": False,
    "related_to_bidder": False,
    "confirmed": True,
}
"What a carrier states with a quote that no rule minds"
FAIR_FORM = {f"statement-{name}": str(said).lower() for name, said in FAIR.items()} | {
    "statement-late_penalty_bps_per_day": "1"
}
"The same as the page sends it, in percent"


def two_quotes(people: People, rfq: dict[str, Any], *, carriers: list[Actor] | None = None) -> Any:
    """Two carriers with sealed quotes, the first the cheaper; they must be made before the RFQ."""
    assert carriers is not None
    for carrier, monthly in zip(carriers, (2_000_000, 2_100_000), strict=True):
        sealed = carrier.put(f"/rfqs/{rfq['id']}/quote", a_quote(a_row(monthly_minor=monthly)))
        assert sealed.status_code == 200, sealed.json
    return carriers


def sealed_quotes(
    rfq: dict[str, Any], carriers: Sequence[Actor], quotes: Sequence[dict[str, Any]]
) -> None:
    """Each carrier seals its quote."""
    for carrier, quote in zip(carriers, quotes, strict=True):
        sealed = carrier.put(f"/rfqs/{rfq['id']}/quote", quote)
        assert sealed.status_code == 200, sealed.json


class Due(Locked):
    """A locked group buy with two carriers' sealed quotes, or with the `quotes` given.

    The clock stands at the due time.
    Without a clock, the RFQ is issued and due in the past instead: time goes on for the others.
    """

    def __init__(
        self,
        people: People,
        clock: Any,
        *members: list[dict[str, Any]],
        carriers: Sequence[Actor] = (),
        quotes: Sequence[dict[str, Any]] = (),
        **actors: Any,
    ) -> None:
        self.carriers = list(carriers) or [people.carrier() for _ in quotes or range(2)]
        super().__init__(people, *(members or ([{}], [{}])), **actors)
        self.clock = clock
        self.rfq = self.issue()
        if quotes:
            sealed_quotes(self.rfq, self.carriers, quotes)
        else:
            two_quotes(people, self.rfq, carriers=self.carriers)
        self.reach("rfqs", "quotes_due_at", "issued_at")

    def reach(self, table: str, until: str, *others: str) -> None:
        """Go to the time in the column `until` of the group buy's row in `table`.

        By the clock, or without one by moving it and the `others` back by what is left.
        """
        named = {"group_buy_id": self.id}
        with self.people.database.unit_of_work() as session:
            at = sa.text(f"SELECT {until} FROM {table} WHERE group_buy_id = :group_buy_id")
            reached = session.execute(at, named).scalar_one()
            if self.clock is None:
                left = reached - now_of(session)
                moved = ", ".join(f"{column} = {column} - :left" for column in (until, *others))
                back = sa.text(f"UPDATE {table} SET {moved} WHERE group_buy_id = :group_buy_id")
                session.execute(back, named | {"left": left})
        if self.clock is not None:
            self.clock.freeze(reached)


class Opened(Due):
    """A locked group buy with two carriers' quotes, opened at their due time."""

    def __init__(
        self, people: People, clock: Any, *members: list[dict[str, Any]], **actors: Any
    ) -> None:
        super().__init__(people, clock, *members, **actors)
        opened = self.park.post(f"/rfqs/{self.rfq['id']}/open")
        assert opened.json["state"] == "opened", opened.json
        screen(people.app, self.rfq["id"])

    def solve(self) -> str:
        """A solved computation of the cheapest award, with the real solver."""
        answer = self.park.post(f"/rfqs/{self.rfq['id']}/solves")
        assert answer.status_code == 201, answer.json
        solve_award(self.people.app.extensions["marketplace"], solve_id=answer.json["id"])
        return answer.json["id"]

    def award(self, **changes: Any) -> dict[str, Any]:
        body = {"solve_id": self.solve()} | changes
        answer = self.park.post(f"/rfqs/{self.rfq['id']}/awards", json=body)
        assert answer.status_code == 201, answer.json
        return answer.json


class Awarded(Opened):
    """An opened group buy with its award, at the time when acceptance opens."""

    def __init__(
        self, people: People, clock: Any, *members: list[dict[str, Any]], **actors: Any
    ) -> None:
        super().__init__(people, clock, *members, **actors)
        self.award_ = self.award()
        self.reach("awards", "acceptance_opens_at", "awarded_at", "acceptance_due_at")

    def line_of(self, member: Actor) -> dict[str, Any]:
        """The member's first awarded line."""
        return member.get(f"/awards/{self.award_['id']}/lines").json[0]

    def contracts(self) -> list[dict[str, Any]]:
        """Everybody accepts, the organiser settles early: the contracts drawn."""
        for member in self.members:
            for line in member.get(f"/awards/{self.award_['id']}/lines").json:
                answer = member.post(f"/award-lines/{line['id']}/accept")
                assert answer.status_code == 200, answer.json
        settled = self.park.post(f"/awards/{self.award_['id']}/settle")
        assert settled.status_code == 200, settled.json
        return [member.get("/contracts").json[0] for member in self.members]
