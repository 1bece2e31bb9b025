"""The platform itself: stated version by version, asked at once and every day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from marketplace.jobs.sweep_deadlines import DEADLINES, sweep_deadlines
from marketplace.models import AuditEntry, PlatformStatement
from marketplace.services.find_platform import platform_query
from tests.factories.enrolling import codes
from tests.factories.findings import one
from tests.factories.platform import PATH, WHOLE, state, whole

ASKED = ("PLAT-02", "PLAT-04", "SEC-01", "SEC-09", "SEC-12")
DUE = [one for one in DEADLINES if one.what == "ask_operation"]


def standings(reviewer):
    """Where each rule about the platform stands."""
    return {code: one(reviewer, code, gate="operate")["standing"] for code in ASKED}


def test_nothing_stated_warns_of_everything_and_holds_for_the_servers(people):
    operator, reviewer = people.operator(), people.reviewer()
    state(operator, {"icp_number": "沪ICP备2026000009号"})

    assert state(operator, {}).status_code == 200

    wanted = dict.fromkeys(ASKED, "warned") | {"SEC-12": "held"}
    assert standings(reviewer) == wanted


def test_everything_stated_is_met(people):
    operator, reviewer = people.operator(), people.reviewer()

    kept = state(operator, whole(operator))

    assert kept.status_code == 200, kept.json
    assert standings(reviewer) == dict.fromkeys(ASKED, "met")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"service_agreement_id": None}, "PLAT-04"),
        ({"business_licence_id": None}, "PLAT-04"),
        ({"crypto_level": 2}, "SEC-09"),
        ({"crypto_level": None, "crypto_assessed_on": None}, "SEC-09"),
        ({"icp_number": ""}, "PLAT-02"),
    ],
)
def test_what_falls_short_warns(people, changes, rule):
    operator, reviewer = people.operator(), people.reviewer()
    state(operator, whole(operator))

    assert state(operator, whole(operator, **changes)).status_code == 200

    assert standings(reviewer) == dict.fromkeys(ASKED, "met") | {rule: "warned"}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"icp_number": "浙B2-20080224"}, "/icp_number", "icp_number"),
        ({"edi_on": None}, "/edi_on", "stated_together"),
        ({"edi_basis": None}, "/edi_basis", "stated_together"),
        ({"grading_filing": ""}, "/grading_filing", "stated_together"),
        ({"crypto_level": None}, "/crypto_level", "stated_together"),
        ({"servers_where": ""}, "/servers_where", "stated_together"),
        ({"servers_in_mainland": None}, "/servers_in_mainland", "stated_together"),
        ({"grading_tested_on": "2199-01-01"}, "/grading_tested_on", "day_to_come"),
    ],
)
def test_what_does_not_go_together_is_refused_at_its_field(people, changes, field, code):
    refused = state(people.operator(), WHOLE | changes)

    assert (refused.status_code, codes(refused)) == (422, [(field, code)])


def test_a_file_of_others_is_not_shown(people):
    foreign = whole(people.operator())

    refused = state(people.operator(), foreign)

    both = ["/business_licence_id", "/service_agreement_id"]
    assert codes(refused) == [(pointer, "file_unknown") for pointer in both]


def test_versions_follow_each_other_and_the_same_again_makes_none(people, database):
    operator = people.operator()
    first = state(operator, WHOLE | {"servers_where": "上海"})
    same = state(operator, WHOLE | {"servers_where": "上海"})
    stale = operator.put(PATH, {}, etag='"0"')

    assert same.json == first.json
    assert stale.status_code == 412
    with database.single_statements() as session:
        kept = session.get_one(PlatformStatement, first.json["version"])
        assert kept.stated_by == operator.identity.user_id
        last = session.scalar(sa.select(sa.func.max(PlatformStatement.version)))
        assert last == first.json["version"]


def test_a_version_on_record_cannot_be_changed(people, database):
    state(people.operator(), WHOLE | {"servers_where": "南京"})

    with pytest.raises(DBAPIError, match="append-only"), database.unit_of_work() as session:
        session.execute(sa.update(PlatformStatement).values(icp_number="x"))


def test_the_platform_is_asked_once_a_day(people, app, database, clock):
    people.operator()
    runtime = app.extensions["marketplace"]

    def asked():
        query = sa.select(sa.func.count()).where(
            AuditEntry.subject_id == platform_query().scalar_subquery(),
            AuditEntry.event.startswith("ask_operation_"),
        )
        with database.single_statements() as session:
            return session.scalar(query)

    sweep_deadlines(runtime, DUE)
    before = asked()
    sweep_deadlines(runtime, DUE)
    assert asked() == before
    clock.freeze(clock.now() + timedelta(days=1))
    sweep_deadlines(runtime, DUE)
    sweep_deadlines(runtime, DUE)
    assert asked() == before + 1
