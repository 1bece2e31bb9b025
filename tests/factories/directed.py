"""Directed group buys, led by an enterprise, with companies of any park invited by their code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.models import Organisation
from tests.factories.demand import LADDER, Market, publish_prices
from tests.factories.people import Actor, People


class Directed(Market):
    """A lead enterprise of one park with an open directed group buy; another park beside it."""

    def __init__(self, people: People, *, opened: bool = True, **draft: Any) -> None:
        self.people = people
        self.home, self.elsewhere = people.park(), people.park()
        self.lead = self.park = people.enterprise(self.home)
        self.carrier = people.carrier()
        publish_prices(people, self.carrier)
        self.id = self.draft(**draft)
        self.path = f"/group-buys/{self.id}"
        if opened:
            self.open()

    def open(self) -> None:
        opened = self.lead.post(f"{self.path}/open")
        assert opened.status_code == 200, opened.json

    def terms(self, **changes: Any) -> dict[str, Any]:
        with self.people.database.single_statements() as session:
            locks_at = now_of(session) + timedelta(days=20)
        return {
            "title_zh": "定向团购",
            "title_en": "Directed group buy",
            "ladder": LADDER,
            "locks_at": locks_at.isoformat(),
        } | changes

    def stranger(self, **kwargs: Any) -> Actor:
        return self.people.enterprise(self.home, **kwargs)

    def invite(self, company: Actor) -> Any:
        return self.lead.post(f"{self.path}/invitations", json={"uscc": self.uscc(company)})

    def uscc(self, company: Actor) -> str:
        with self.people.database.single_statements() as session:
            return session.scalars(
                sa.select(Organisation.uscc).where(Organisation.id == company.id)
            ).one()

    def member(self) -> Actor:
        """An invited company of the other park."""
        company = self.people.enterprise(self.elsewhere)
        made = self.invite(company)
        assert made.status_code == 201, made.json
        return company

    def link(self, uses: int = 1) -> str:
        """The secret of a fresh link."""
        made = self.lead.post(f"{self.path}/invitation-links", json={"uses_at_most": uses})
        assert made.status_code == 201, made.json
        return str(made.json["token"])

    def claim(self, company: Actor, token: str) -> Any:
        return company.post("/invitation-claims", json={"token": token})
