"""At the gates after the lock: quote, award, contract, activation."""

from __future__ import annotations

import pytest

from marketplace.db.session import MARKET_NOW
from marketplace.domain.products import Product
from marketplace.models import (
    DataExport,
    Licence,
    Line,
    Quote,
    ReferencePrice,
)
from tests.factories.contracting import drawn, in_force, printed, sign
from tests.factories.delivered import install, today
from tests.factories.exported import checked, filed
from tests.factories.findings import (
    change,
    decide,
    findings,
    one,
    rules_in,
)
from tests.factories.kept import kept
from tests.factories.locked import Due, Opened, a_quote

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


@kept
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


@kept
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
