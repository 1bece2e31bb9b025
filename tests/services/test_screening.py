"""Screening: enqueued with the opening, done once, redone after a crash; it holds the award."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError

from marketplace.db.session import now_of
from marketplace.jobs.screen_quotes import screen_quotes as job
from marketplace.models import AuditEntry, Notification, QuoteOrigin, ScreenHit, ScreenRun
from marketplace.services import screen_quotes as service
from tests.factories.kept import kept
from tests.factories.locked import Due, Opened, a_quote, a_row
from tests.factories.rfq import broken
from tests.factories.screened import decide, hits_of, screen
from tests.factories.sweeping import sweep_market

SAME = [a_quote(), a_quote()]


@kept
def due(people, clock):
    """Two equal quotes at their due time."""
    return Due(people, clock, quotes=SAME)


@kept
def held(people, clock):
    """The same, opened and screened."""
    return Opened(people, clock, quotes=SAME)


def open_(market):
    assert market.park.post(f"/rfqs/{market.rfq['id']}/open").json["state"] == "opened"
    return market.rfq["id"]


def runs(session, rfq_id):
    return session.scalars(sa.select(ScreenRun).where(ScreenRun.rfq_id == rfq_id)).all()


def test_the_job_is_enqueued_with_the_opening(due, database):
    rfq_id = open_(due)

    with database.single_statements() as session:
        jobs = session.execute(
            sa.text(
                "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'screen_quotes' "
                "AND args->>'rfq_id' = :id"
            ),
            {"id": rfq_id},
        )
        assert jobs.scalar_one() == 1
        assert runs(session, rfq_id) == []


def test_an_opening_that_is_undone_leaves_no_job(due, database, config, monkeypatch):
    def crash(*_args, **_facts):
        raise RuntimeError("the node dies")

    monkeypatch.setattr("marketplace.services.reveal_quotes.tell_organiser", crash)
    sweep_market(due.people.app, due.id)

    with database.single_statements() as session:
        query = "SELECT count(*) FROM procrastinate_jobs WHERE args->>'rfq_id' = :id"
        assert session.execute(sa.text(query), {"id": due.rfq["id"]}).scalar_one() == 0


def test_a_second_run_of_the_job_changes_nothing(due, database):
    rfq_id = open_(due)

    for _ in range(3):
        screen(due.people.app, rfq_id)

    with database.single_statements() as session:
        (run,) = runs(session, rfq_id)
        hits = session.scalars(sa.select(ScreenHit).where(ScreenHit.run_id == run.id)).all()
        assert [hit.screen for hit in hits] == ["identical_prices"]
        told = session.scalars(
            sa.select(Notification.event).where(
                Notification.group_buy_id == due.id,
                Notification.event.in_(["award_held", "screen_waiting"]),
            )
        ).all()
        assert told.count("award_held") == 1


def test_a_crash_in_the_middle_leaves_nothing_and_the_job_is_redone(due, database, monkeypatch):
    rfq_id, runtime = open_(due), due.people.app.extensions["marketplace"]

    def crash(*_args, **_facts):
        raise RuntimeError("the worker dies")

    with monkeypatch.context() as broken:
        broken.setattr(service, "tell_held", crash)
        with pytest.raises(RuntimeError):
            job(runtime, rfq_id=rfq_id)
    with database.single_statements() as session:
        assert runs(session, rfq_id) == []

    job(runtime, rfq_id=rfq_id)

    with database.single_statements() as session:
        assert len(runs(session, rfq_id)) == 1


def test_the_sweep_screens_what_no_job_did(due, database):
    rfq_id = open_(due)

    sweep_market(due.people.app, due.id)

    with database.single_statements() as session:
        assert len(runs(session, rfq_id)) == 1


def test_nothing_is_awarded_before_the_screening(due):
    rfq_id = open_(due)
    market = due
    solve = Opened.solve(market)

    answer = market.park.post(f"/rfqs/{rfq_id}/awards", json={"solve_id": solve})

    assert (answer.status_code, answer.json["code"]) == (409, "screens_running")


def test_nothing_is_awarded_while_a_hit_is_undecided(held, people):
    body = {"solve_id": held.solve()}
    path = f"/rfqs/{held.rfq['id']}/awards"
    reviewer = people.reviewer()
    (hit,) = hits_of(reviewer, held.rfq["id"])

    refused = held.park.post(path, json=body)
    decide(reviewer, hit["id"], "upheld")
    upheld = held.park.post(path, json=body)
    decide(reviewer, hit["id"])
    awarded = held.park.post(path, json=body)

    assert (refused.status_code, refused.json["code"]) == (409, "award_held")
    assert refused.json["errors"][0]["pointer"] == f"/screen-hits/{hit['id']}"
    assert set(refused.json["errors"][0]["messages"]) == {"zh", "en"}
    assert (upheld.status_code, awarded.status_code) == (409, 201)


def test_the_database_refuses_a_held_award_by_itself(held, database):
    solve = held.solve()
    statement = """
        INSERT INTO awards (id, group_buy_id, rfq_id, solve_id, state, scenario, objective_minor,
          lower_bound_minor, proven, awarded_at, acceptance_opens_at, acceptance_due_at, version)
        SELECT gen_random_uuid(), group_buy_id, rfq_id, id, 'standing', 'cheapest', 1, 1, true,
          now(), now(), now() + interval '1 day', 1 FROM solves WHERE id = :solve
    """

    with pytest.raises(IntegrityError) as caught, database.unit_of_work() as session:
        session.execute(sa.text(statement), {"solve": solve})

    assert caught.value.orig.diag.constraint_name == "awards_screened"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE screen_hits SET effect = 'warn' WHERE rfq_id = :rfq",
        "DELETE FROM screen_hits WHERE rfq_id = :rfq",
        "UPDATE screen_decisions SET outcome = 'released'",
        "DELETE FROM screen_runs WHERE rfq_id = :rfq",
    ],
)
def test_what_was_found_and_decided_is_append_only(held, database, statement):
    with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as session:
        session.execute(sa.text(statement), {"rfq": held.rfq["id"]})


def test_honest_quotes_are_screened_and_awarded_without_a_reviewer(people, clock, database):
    market = Opened(people, clock)

    assert market.award()["state"] == "standing"
    with database.single_statements() as session:
        assert len(runs(session, market.rfq["id"])) == 1


def test_the_run_and_every_decision_stand_in_the_audit_log(held, people, database):
    reviewer = people.reviewer()
    (hit,) = hits_of(reviewer, held.rfq["id"])
    decide(reviewer, hit["id"], reason="Both resell one tariff.")

    with database.single_statements() as session:
        entries = session.scalars(
            sa.select(AuditEntry)
            .where(
                AuditEntry.chain == str(held.id),
                AuditEntry.subject.in_(["screen_run", "screen_hit"]),
            )
            .order_by(AuditEntry.seq)
        ).all()
        assert [(e.event, e.to_state) for e in entries] == [
            ("screen", None),
            ("decide", "released"),
        ]
        assert entries[0].facts["hits"] == ["identical_prices"]
        assert entries[1].reason == "Both resell one tariff."
        assert broken(session, held.id) == []


def test_screening_asks_a_number_of_queries_that_nothing_changes(people, clock, database):
    def queries(lines, carriers):
        quotes = [a_quote(a_row(monthly_minor=2_000_000 + 137_000 * n)) for n in range(carriers)]
        market = Due(people, clock, [{} for _ in range(lines)], quotes=quotes)
        rfq_id, seen = open_(market), []
        with database.unit_of_work() as session:
            listener = event.listens_for(database.engine, "before_cursor_execute")(
                lambda *args: seen.append(args[2])
            )
            service.screen_quotes(session, rfq_id=rfq_id, now=now_of(session))
            event.remove(database.engine, "before_cursor_execute", listener)
        return len(seen)

    assert queries(2, 2) == queries(9, 4)


def test_where_a_quote_came_from_is_sealed_until_the_opening(people, clock, database):
    said = {"contact_phone": "13800000001", "prepared_by": "王伟"}
    quotes = [a_quote(preparation=said), a_quote(a_row(monthly_minor=2_300_000))]
    market = Due(people, clock, quotes=quotes)
    named = {"rfq": market.rfq["id"]}
    everything = sa.text("SELECT count(*) FROM quote_origins WHERE rfq_id = :rfq")
    sizes = sa.text("SELECT DISTINCT octet_length(envelope) FROM sealed_quotes WHERE rfq_id = :rfq")

    with database.single_statements() as session:
        before = session.execute(everything, named).scalar_one()
        assert len(session.execute(sizes, named).all()) == 1
    open_(market)

    with database.single_statements() as session:
        origins = session.scalars(
            sa.select(QuoteOrigin).where(QuoteOrigin.rfq_id == market.rfq["id"])
        ).all()
        assert (before, len(origins)) == (0, 2)
        assert said in [origin.preparation for origin in origins]
        assert {origin.sealed_by for origin in origins} == {
            carrier.identity.user_id for carrier in market.carriers
        }


def test_a_quote_sealed_before_origins_were_kept_is_screened_too(due, database):
    rfq_id = open_(due)
    with database.unit_of_work() as session:
        session.execute(sa.text("DELETE FROM quote_origins WHERE rfq_id = :r"), {"r": rfq_id})

    screen(due.people.app, rfq_id)

    with database.single_statements() as session:
        assert len(runs(session, rfq_id)) == 1
