"""Products and corridors over the API."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.models import AuditEntry
from tests.factories.price_books import corridor_ends


def test_products_name_the_licence_scopes_they_need(people):
    products = people.park().get("/products").json

    (vpn,) = [p for p in products if p["code"] == "INTL_MPLS_VPN"]
    assert vpn["licence_scopes"] == ["A14-4"]
    assert vpn["terms_months"] == [12, 24, 36]
    assert {p["code"] for p in vpn["protections"]} == {"none", "dual_route"}


def test_hong_kong_has_its_floor_from_geography(people):
    corridor = people.park().get("/corridors/SHA-HKG").json

    assert (corridor["length_km"], corridor["rtt_floor_us"]) == (1226.1, 12_008)


def test_a_corridor_that_does_not_exist_is_not_found(people):
    assert people.park().get("/corridors/AAA-AAA").status_code == 404


def test_the_nearest_corridor_comes_first(people):
    lengths = [c["length_km"] for c in people.park().get("/corridors").json]

    assert lengths == sorted(lengths)


def test_a_new_corridor_gets_its_length_and_floor(people, session):
    operator = people.operator()

    answer = operator.post("/corridors", corridor_ends())

    assert answer.status_code == 201
    assert (answer.json["length_km"], answer.json["rtt_floor_us"]) == (1731.3, 16_956)
    assert operator.get(answer.headers["Location"][7:]).json == answer.json
    written = sa.select(AuditEntry.event).where(
        AuditEntry.subject == "corridor", AuditEntry.facts["corridor"].astext == answer.json["code"]
    )
    assert session.scalars(written).all() == ["create"]


def test_a_corridors_code_is_taken_once(people):
    answer = people.operator().post("/corridors", corridor_ends(code="SHA-HKG"))

    assert (answer.status_code, answer.json["code"]) == (409, "corridor_exists")


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"code": "SHANGHAI"}, "/code", "corridor_code"),
        ({"z_region": "CN"}, "/z_region", "region_not_abroad"),
        ({"z_region": "jp"}, "/z_region", "region_code"),
        ({"z_latitude": 91}, "/z_latitude", "number_range"),
        ({"z_longitude": "east"}, "/z_longitude", "degrees"),
        ({"z_longitude": True}, "/z_longitude", "degrees"),
        ({"z_latitude": 30.90, "z_longitude": 121.93}, "/z_latitude", "corridor_too_short"),
        ({"length_km": 1}, "/length_km", "field_unknown"),
    ],
)
def test_wrong_ends_are_refused(people, changes, pointer, code):
    answer = people.operator().post("/corridors", corridor_ends(**changes))

    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json["errors"]] == [(pointer, code)]


def test_the_two_ends_of_a_diameter_are_a_corridor(people):
    ends = {"a_latitude": 0, "a_longitude": 0.3, "z_latitude": 0, "z_longitude": -179.7}

    assert people.operator().post("/corridors", corridor_ends(**ends)).status_code == 201


@pytest.mark.parametrize("kind", ["park", "carrier", "observer", "reviewer"])
def test_only_the_operator_adds_corridors(people, kind):
    answer = getattr(people, kind)().post("/corridors", corridor_ends())

    assert answer.status_code == 403
