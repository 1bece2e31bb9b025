"""At each gate: a reject stops, a hold waits, a warning shows, and what is decided goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.db.session import MARKET_NOW
from marketplace.domain.products import Product
from marketplace.jobs.sweep_deadlines import DEADLINES, sweep_deadlines
from marketplace.models import (
    DataExport,
    Licence,
    Line,
    LineUse,
    Organisation,
    Quote,
    ReferencePrice,
)
from marketplace.services.ask_changed import find_changed_stays
from tests.factories.archives import ready
from tests.factories.contracting import drawn, in_force, printed, sign
from tests.factories.delivered import install, today
from tests.factories.demand import Market, a_line
from tests.factories.exported import checked, filed
from tests.factories.findings import (
    NOT_INTERNAL,
    ORGAN,
    UNRELATED,
    applicant,
    confirm,
    decide,
    findings,
    kept,
    lock_now,
    one,
    rejected,
)
from tests.factories.locked import Due, Opened, a_quote

ASK_CHANGED = [one for one in DEADLINES if one.what == "ask_changed"]


def rules_in(answer) -> set[str]:
    return {error["finding"]["rule"] for error in answer.json["errors"]}


def change(people, model, key, **values):
    with people.database.unit_of_work() as session:
        session.execute(sa.update(model).where(key).values(**values))


# Enrolment


def test_enrolment_stops_at_a_reject(people):
    reviewer = people.reviewer()
    company = applicant(people, people.park())
    change(people, Organisation, Organisation.id == company.id, uscc="91310115AAAAAAAAA0")

    answer = reviewer.post(f"/organisations/{company.id}/confirm")

    assert answer.status_code == 409 and answer.json["code"] == "stopped_by_rules"
    assert rules_in(answer) == {"BUY-02"}
    assert one(company, "BUY-02")["standing"] == "rejected"


def test_enrolment_waits_for_a_held_company_and_goes_on_once_decided(people):
    reviewer = people.reviewer()
    company = applicant(people, people.park(), ORGAN)
    path = f"/organisations/{company.id}/confirm"

    assert rules_in(reviewer.post(path)) == {"BUY-03"}
    assert decide(reviewer, one(reviewer, "BUY-03", organisation_id=company.id)).json[
        "standing"
    ] == ("allowed")
    assert reviewer.post(path).json["state"] == "confirmed"


# Joining


def test_a_reject_stops_the_join_with_all_that_is_missing_at_once(people):
    market = Market(people)
    line = a_line(**NOT_INTERNAL, voice="public_network", z_end="public_platform")

    answer = market.join(market.member(), a_line(), line)

    assert answer.status_code == 409
    assert rules_in(answer) == {"USE-01", "USE-03", "USE-08"}
    first = answer.json["errors"][0]
    assert first["pointer"].startswith("/lines/1/") and first["messages"].keys() == {"zh", "en"}
    assert first["finding"]["link"].startswith(f"{market.path}/lines#f-lines-1-")


def test_a_hold_lets_the_join_through_and_waits(people):
    market = Market(people)
    member = market.member()

    assert market.join(member, a_line(**UNRELATED)).status_code == 201

    assert one(member, "BUY-06")["standing"] == "held"
    assert "BUY-06" in {f["rule"] for f in findings(people.reviewer(), standing="held")}


def test_a_warning_only_shows(people):
    market = Market(people)
    member = market.member()

    assert market.join(member, a_line(voice="internal")).status_code == 201

    assert one(member, "USE-08")["standing"] == "warned"


def test_a_change_is_asked_too(people):
    market = Market(people)
    member = market.member()
    market.join(member)
    stay = member.get(f"{market.path}/participation")
    line = market.shown(member, [a_line(**NOT_INTERNAL)])

    answer = member.put(f"{market.path}/participation", {"lines": line}, etag=stay.headers["ETag"])

    assert rules_in(answer) == {"USE-01"}


def test_the_same_request_again_keeps_no_second_finding(people):
    market = Market(people)
    member = market.member()

    rejected(market, member)
    rejected(market, member)

    assert len(kept(market, "USE-01")) == 1


def test_an_overturned_reject_lets_the_same_line_join(people):
    market = Market(people)
    member = market.member()
    found = rejected(market, member)
    first, second = people.reviewer(), people.reviewer()

    assert decide(first, found).json["standing"] == "second"
    assert market.join(member, a_line(**NOT_INTERNAL)).status_code == 409
    assert confirm(second, found).json["standing"] == "allowed"

    assert market.join(member, a_line(**NOT_INTERNAL)).status_code == 201
    assert market.join(market.member(), a_line(**NOT_INTERNAL)).status_code == 409


# The lock


def test_the_lock_releases_lines_that_are_held_and_keeps_the_others(people, clock):
    market = Market(people)
    held, clean = market.member(), market.member()
    market.join(held, a_line(), a_line(**UNRELATED))
    market.join(clean)

    locked = lock_now(market, clock)

    assert (locked.state, locked.pooled_lines, locked.pooled_mbps) == ("locked", 2, 200)
    states = [line["state"] for line in held.get(f"{market.path}/participation").json["lines"]]
    assert states == ["pooled", "released"]


def test_the_lock_keeps_a_line_whose_hold_was_decided(people, clock):
    market = Market(people)
    member = market.member()
    market.join(member, a_line(**UNRELATED))
    decide(people.reviewer(), one(member, "BUY-06"), reason="the old facts")
    ready(people.database, member)

    # The evidence came after the decision: other facts, so it is held anew.
    assert lock_now(market, clock).state == "failed"


def test_a_decision_on_the_facts_of_the_lock_stands(people, clock):
    market = Market(people)
    member = market.member()
    market.join(member, a_line(**UNRELATED))
    again = market.shown(member, [a_line(**UNRELATED)])
    stay = member.get(f"{market.path}/participation")
    again[0]["id"] = stay.json["lines"][0]["id"]
    path = f"{market.path}/participation"
    assert member.put(path, {"lines": again}, etag=stay.headers["ETag"]).status_code == 200
    found = one(member, "BUY-06")
    assert {f["name"]: f["value"] for f in found["facts"]}["evidence"] is True
    decide(people.reviewer(), found)

    assert lock_now(market, clock).state == "locked"


def test_without_a_commitment_letter_no_line_is_locked(people, clock):
    market = Market(people)
    market.ready = False
    member = market.member()
    market.join(member)

    assert lock_now(market, clock).state == "failed"
    assert one(member, "USE-05")["standing"] == "rejected"


def test_two_carriers_leave_together_at_the_lock(people, clock):
    market = Market(people)
    member, other = market.member(), market.member()
    market.join(member, a_line(protection="two_carriers"))
    market.join(other)
    first = member.get(f"{market.path}/participation").json["lines"][0]
    change(people, LineUse, LineUse.line_id == first["id"], purpose="other")

    assert lock_now(market, clock).pooled_lines == 1


# Quotes and the award


def test_a_held_quote_is_sealed_seen_by_nobody_else_and_holds_the_award(people, clock):
    carriers = [people.carrier(), people.carrier()]
    change(people, Licence, Licence.carrier_id == carriers[0].id, gateway_city="")
    reviewer = people.reviewer()

    class Looked(Due):
        def reach(self, *args, **kwargs):
            if not hasattr(self, "seen"):
                self.seen = findings(reviewer, organisation_id=carriers[0].id)
                self.own = one(carriers[0], "SELL-03")
            super().reach(*args, **kwargs)

    due = Looked(people, clock, carriers=carriers, quotes=[a_quote(), a_quote()])
    due.park.post(f"/rfqs/{due.rfq['id']}/open")

    assert due.seen == [] and due.own["standing"] == "held"
    assert one(reviewer, "SELL-03", organisation_id=carriers[0].id)["standing"] == "held"


def test_a_quote_under_an_expired_look_up_waits_for_a_reviewer(people, clock):
    carrier = people.carrier()
    change(people, Licence, Licence.carrier_id == carrier.id, number="A2.B1.B2-20090001")

    Due(people, clock, carriers=[carrier], quotes=[a_quote()])

    assert one(carrier, "SELL-06")["standing"] == "held"


def test_an_award_rests_on_list_prices_that_are_on_record(people, clock):
    opened = Opened(people, clock)

    opened.award()

    assert one(opened.park, "COMP-11")["standing"] == "met"


def test_an_award_without_a_base_for_its_saving_waits_for_a_reviewer(people, clock):
    opened = Opened(people, clock)
    change(people, ReferencePrice, ReferencePrice.group_buy_id == opened.id, price_minor=1)
    path, award = f"/rfqs/{opened.rfq['id']}/awards", {"solve_id": opened.solve()}

    assert rules_in(opened.park.post(path, award)) == {"COMP-11"}

    reviewer = people.reviewer()
    decide(reviewer, one(reviewer, "COMP-11", organisation_id=opened.park.id))
    assert opened.park.post(path, award).status_code == 201


# The contract


@pytest.fixture
def ready_to_sign(people):
    contract = next(drawn(people, 1))
    printed(contract.carrier, contract.id)
    return contract


def test_a_contract_goes_on_when_everything_is_met(ready_to_sign):
    assert sign(ready_to_sign.member, ready_to_sign.id).status_code == 200
    assert {f["standing"] for f in findings(ready_to_sign.member, gate="contract")} == {"met"}


def test_a_small_firm_is_paid_in_time_by_the_contract_itself(people, ready_to_sign):
    quoted = Quote.carrier_id == ready_to_sign.carrier.id
    change(people, Quote, quoted, terms={"statement": {"small_firm": True}})

    assert sign(ready_to_sign.member, ready_to_sign.id).status_code == 200
    asked = {rule: one(ready_to_sign.member, rule) for rule in ("COMP-12", "BID-05", "BID-12")}
    assert {found["standing"] for found in asked.values()} == {"met"}
    said = {fact["name"]: fact["value"] for fact in asked["COMP-12"]["facts"]}
    assert (said["seller_sme"], said["payment_days"]) == (True, 30)


def test_a_contract_whose_quote_stated_nothing_waits_for_a_reviewer(people, ready_to_sign):
    change(people, Quote, Quote.carrier_id == ready_to_sign.carrier.id, terms={})

    assert rules_in(sign(ready_to_sign.member, ready_to_sign.id)) == {"COMP-12"}

    reviewer = people.reviewer()
    decide(reviewer, one(reviewer, "COMP-12", organisation_id=ready_to_sign.member.id))
    assert sign(ready_to_sign.member, ready_to_sign.id).status_code == 200


# Activation


@pytest.fixture
def installed(people):
    """A contract in force whose line is ready to go live; its member stated no data export."""
    contract = next(drawn(people, 1))
    in_force(contract.member, contract.carrier, contract.id)
    install(contract.carrier, contract.id)
    change(people, DataExport, DataExport.member_id == contract.member.id, ended_at=MARKET_NOW)
    return contract


def go_live(contract, **stated):
    line = contract.lines()[0]["id"]
    body = {"live_on": today(contract.carrier).isoformat()} | stated
    return contract.carrier.post(f"{contract.path}/lines/{line}/report-live", json=body)


def test_a_line_waits_until_its_data_export_path_is_settled(installed):
    stopped = go_live(installed)
    assert stopped.status_code == 409 and "DATA-01" in rules_in(stopped)

    export = checked(installed.member)["export_id"]
    filed(installed.member, export)

    assert go_live(installed).status_code == 200


def test_a_line_with_a_forbidden_export_does_not_go_live(installed, people):
    export = checked(installed.member, state_secret=True)["export_id"]
    filed(installed.member, export)

    assert "DATA-01" in rules_in(go_live(installed))
    found = one(people.reviewer(), "DATA-01", subject_id=export)
    assert (found["subject"], found["standing"]) == ("data_export", "rejected")


@pytest.mark.parametrize(("stated", "standing"), [({}, "warned"), ({"vpn_filing": "VPN-1"}, "met")])
def test_a_vpn_goes_live_with_a_warning_until_the_carrier_states_its_filing(
    installed, people, stated, standing
):
    filed(installed.member, checked(installed.member)["export_id"])
    line = installed.lines()[0]["line_id"]
    change(people, Line, Line.id == line, product=Product.INTL_MPLS_VPN)

    answer = go_live(installed, **stated)

    assert answer.json["lines"][0]["vpn_filing"] == stated.get("vpn_filing")
    assert one(installed.carrier, "USE-11")["standing"] == standing


def test_a_leased_circuit_has_no_vpn_to_file(installed):
    filed(installed.member, checked(installed.member)["export_id"])

    assert go_live(installed).status_code == 200
    assert one(installed.carrier, "USE-11")["standing"] == "met"


# One visit


def test_a_member_learns_in_one_visit_all_that_is_missing_for_the_lock(people, clock):
    market = Market(people)
    market.ready = False
    member = market.member()
    market.join(member)

    missing = member.post(f"{market.path}/participation/findings").json
    said = {f["rule"]: [one["mends"] for one in f["says"]] for f in missing}

    assert {"BUY-05", "BUY-06", "USE-02", "USE-04", "USE-05"} <= said.keys()
    assert "business_licence" in said["USE-04"] and "staff" in said["USE-04"]
    ready(people.database, member)
    assert member.post(f"{market.path}/participation/findings").json == []
    assert lock_now(market, clock).state == "locked"


def test_what_a_member_mends_is_asked_again_by_itself(people, clock):
    market = Market(people)
    market.ready = False
    member = market.member()
    market.join(member)
    assert one(member, "BUY-06", group_buy_id=market.id)["standing"] == "held"
    clock.advance(seconds=1)
    ready(people.database, member)

    sweep_deadlines(people.app.extensions["marketplace"], ASK_CHANGED)

    assert one(member, "BUY-06", group_buy_id=market.id)["standing"] == "met"
    with people.database.single_statements() as session:
        stay = member.get(f"{market.path}/participation").json["id"]
        assert UUID(stay) not in find_changed_stays(session)


def test_the_sweep_tells_members_in_time_what_holds_their_lines_up(people, clock):
    market = Market(people)
    market.ready = False
    member = market.member()
    market.join(member)
    locks_at = datetime.fromisoformat(member.get(market.path).json["locks_at"])
    clock.freeze(locks_at - timedelta(days=2))
    due = [one for one in DEADLINES if one.what == "ask_before_lock"]

    for _ in range(2):
        sweep_deadlines(people.app.extensions["marketplace"], due)

    told = [n for n in member.get("/notifications").json if n["event"] == "mend_before_lock"]
    assert len(told) == 1 and told[0]["path"] == f"/group-buys/{market.id}/lines"
