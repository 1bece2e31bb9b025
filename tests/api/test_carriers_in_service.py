"""The licence of a carrier with lines in service is asked every day (SELL-07b)."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from marketplace.db.session import now_of
from marketplace.models import Licence
from marketplace.services.ask_carriers import ask_carriers, find_supplies
from tests.api.test_in_service import contract, go_live  # noqa: F401
from tests.factories.contracting import drawn, in_force
from tests.factories.delivered import install
from tests.factories.findings import findings, one
from tests.factories.kept import kept


@kept
def live(contract, people):  # noqa: F811
    return go_live(contract, people, days_late=0)


def licence_ends(live, on):
    """The carrier's licence runs until that day."""
    with live.database.unit_of_work() as session:
        own = sa.update(Licence).where(Licence.carrier_id == live.carrier.id)
        session.execute(own.values(valid_from=date(2000, 1, 1), valid_to=on))


def ask(database):
    with database.unit_of_work() as session:
        return ask_carriers(session, now=now_of(session))


def told(live):
    events = [n["event"] for n in live.carrier.get("/notifications").json]
    return events.count("carrier_licence_ends")


def test_a_licence_beyond_the_contract_is_met_and_nobody_is_told(live, database):
    live.database = database
    licence_ends(live, date.fromisoformat(live.line["ends_on"]))

    ask(database)

    found = one(live.carrier, "SELL-07b")
    assert (found["standing"], found["organisation_id"]) == ("met", str(live.carrier.id))
    assert told(live) == 0
    assert findings(live.member, rule="SELL-07b") == []


def test_one_that_ends_before_the_contract_warns_and_the_carrier_is_told_once(live, database):
    live.database = database
    licence_ends(live, date.fromisoformat(live.line["ends_on"]) - timedelta(days=1))

    ask(database)
    ask(database)

    assert one(live.carrier, "SELL-07b")["standing"] == "warned"
    assert told(live) == 1


def test_one_that_ran_out_holds_and_the_carrier_is_told_again(live, database):
    live.database = database
    today = date.fromisoformat(live.line["live_on"])
    licence_ends(live, today)
    ask(database)
    licence_ends(live, today - timedelta(days=1))

    ask(database)

    assert one(live.carrier, "SELL-07b")["standing"] == "held"
    assert told(live) == 2


def test_a_carrier_without_lines_in_service_is_not_asked(live, database):
    last = date.fromisoformat(live.line["ends_on"])

    with database.single_statements() as session:
        assert live.carrier.id in find_supplies(session, on=last)
        assert live.carrier.id not in find_supplies(session, on=last + timedelta(days=1))


def test_many_lines_are_asked_in_as_many_queries_as_one(live, people, database):
    def queries():
        seen = []
        listen = ("before_cursor_execute", lambda *args: seen.append(args[2]))
        sa.event.listen(database.engine, *listen)
        ask(database)
        sa.event.remove(database.engine, *listen)
        return len(seen)

    ask(database)
    with_one = queries()
    for another in drawn(people, 2):
        in_force(another.member, another.carrier, another.id)
        install(another.carrier, another.id)
        go_live(another, people, days_late=0)
    ask(database)

    assert queries() == with_one
