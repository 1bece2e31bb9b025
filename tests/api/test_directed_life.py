"""A directed group buy from the lock to the contracts; its leader has a line of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from marketplace.db.session import now_of
from marketplace.jobs.solve_award import solve_award
from marketplace.services.lock_demand import lock_demand
from tests.factories.demand import a_line
from tests.factories.directed import Directed
from tests.factories.locked import a_quote, a_row
from tests.factories.screened import screen
from tests.factories.visitors import Visitor


class Led(Directed):
    """The lead and two invited companies in, the demand locked, two carriers asked."""

    def __init__(self, people, clock, database):
        super().__init__(people)
        self.clock, self.database = clock, database
        self.companies = [self.lead, self.member(), self.member()]
        for company in self.companies:
            self.join(company, a_line(wanted_on="2034-01-01"))
        clock.freeze(datetime.fromisoformat(self.lead.get(self.path).json["locks_at"]))
        with database.unit_of_work() as session:
            now = now_of(session)
            lock_demand(session, group_buy_id=UUID(self.id), now=now)
        self.carriers = [self.carrier, people.carrier()]
        due = {"quotes_due_at": (now + timedelta(days=10)).isoformat()}
        self.rfq = self.lead.post(f"{self.path}/rfqs", json=due).json

    def award(self):
        for carrier, monthly in zip(self.carriers, (1_900_000, 1_800_000), strict=True):
            quote = a_quote(a_row(monthly_minor=monthly))
            assert carrier.put(f"/rfqs/{self.rfq['id']}/quote", quote).status_code == 200
        self.clock.freeze(datetime.fromisoformat(self.rfq["quotes_due_at"]))
        assert self.lead.post(f"/rfqs/{self.rfq['id']}/open").json["state"] == "opened"
        screen(self.people.app, self.rfq["id"])
        solve = self.lead.post(f"/rfqs/{self.rfq['id']}/solves").json
        solve_award(self.people.app.extensions["marketplace"], solve_id=solve["id"])
        made = self.lead.post(f"/rfqs/{self.rfq['id']}/awards", json={"solve_id": solve["id"]})
        assert made.status_code == 201, made.json
        return made.json


@pytest.fixture
def led(people, clock, database):
    return Led(people, clock, database)


def test_only_carriers_invited_to_quote_see_its_rfq(led, people):
    late = people.carrier()

    for carrier in led.carriers:
        assert carrier.get(f"/rfqs/{led.rfq['id']}").status_code == 200
    for outsider in (late, led.stranger(), led.home):
        assert outsider.get(f"/rfqs/{led.rfq['id']}").status_code == 404
        assert outsider.get("/rfqs").json == []


def test_the_lead_leads_it_to_contracts_and_no_outsider_reads_a_word(led):
    award = led.award()
    notice, outsider = f"/awards/{award['id']}/notice", led.stranger()
    invited = led.companies[1]

    for reader in (led.lead, invited, *led.carriers, led.people.observer()):
        assert reader.get(notice).status_code == 200
    assert outsider.get(notice).status_code == 404
    assert f"/notices/{award['id']}" in Visitor(invited).get("/notices").text
    assert award["id"] not in Visitor(outsider).get("/notices").text
    assert led.lead.get(f"/awards/{award['id']}").json["objective_minor"] is not None
    assert invited.get(f"/awards/{award['id']}").json["objective_minor"] is None

    led.clock.freeze(datetime.fromisoformat(award["acceptance_opens_at"]))
    for company in led.companies:
        for line in company.get(f"/awards/{award['id']}/lines?own=true").json:
            company.post(f"/award-lines/{line['id']}/accept")
    settled = led.lead.post(f"/awards/{award['id']}/settle")

    assert settled.status_code == 200, settled.json
    assert [len(company.get("/contracts").json) for company in led.companies] == [1, 1, 1]
    assert outsider.get("/contracts").json == []


def test_the_lead_reads_all_lines_as_organiser_and_decides_its_own(led):
    award = led.award()
    led.clock.freeze(datetime.fromisoformat(award["acceptance_opens_at"]))
    lines = led.lead.get(f"/awards/{award['id']}/lines").json
    others = [line for line in lines if line["member"]["id"] != str(led.lead.id)]

    assert (len(lines), len(others)) == (3, 2)
    refused = led.lead.post(f"/award-lines/{others[0]['id']}/accept")
    assert refused.status_code in (403, 404)
    assert Visitor(led.lead, "en").get(f"/awards/{award['id']}/lines").status == 200
