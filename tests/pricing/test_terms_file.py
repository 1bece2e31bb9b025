"""The command `terms` and its formats."""

import json

import pytest

from pricing import __main__ as command
from pricing.files import Refused
from pricing.terms_file import offers_document, parse_offers

OFFER = {"id": "CT", "one_off_minor": 600_000, "monthly_minor": 100_000, "months": 12, "mbps": 100}
OFFERS = {
    "format": "offers/1",
    "currency": "CNY",
    "rate_bps": 1200,
    "vat_bps": 900,
    "offers": [OFFER, OFFER | {"id": "CU", "months": 36, "discount_bps": 1000}],
}


def faults(**changed):
    with pytest.raises(Refused) as refused:
        parse_offers(OFFERS | changed)
    return refused.value.faults


def offer_faults(**changed):
    return faults(offers=[OFFER | changed])


def test_offers_are_written_with_schedule_and_figures(tmp_path, capfdbinary):
    path = tmp_path / "offers.json"
    path.write_text(json.dumps(OFFERS))

    assert command.main(["terms", str(path)]) == 0

    result = json.loads(capfdbinary.readouterr().out)
    assert (result["format"], result["rate_bps"]) == ("comparable-offers/1", 1200)
    assert result["offers"][0] == {
        "id": "CT",
        "mbps": 100,
        "one_off_minor": 600_000,
        "first_month_minor": 100_000,
        "monthly_minor": 100_000,
        "months": 12,
        "total_minor": 1_800_000,
        "vat_minor": 162_000,
        "total_with_vat_minor": 1_962_000,
        "monthly_equivalent_minor": 150_000,
        "per_mbps_month_minor": 1_500,
        "present_value_minor": 1_725_508,
    }


def test_offers_of_other_terms_are_comparable_by_month():
    short, long = offers_document(parse_offers(OFFERS))["offers"]

    assert long["total_minor"] > short["total_minor"]
    assert long["monthly_equivalent_minor"] == 105_000 < short["monthly_equivalent_minor"]


def test_an_offer_with_tax_in_is_the_same_offer_as_without():
    taxed = OFFER | {"one_off_minor": 654_000, "monthly_minor": 109_000, "tax": "in"}

    out, in_ = offers_document(parse_offers(OFFERS | {"offers": [OFFER, taxed | {"id": "2"}]}))[
        "offers"
    ]

    assert out == in_ | {"id": "CT"}


def test_a_faulty_file_is_refused_with_every_path(tmp_path, capfd):
    path = tmp_path / "offers.json"
    path.write_text(json.dumps(OFFERS | {"rate_bps": -1, "offers": [OFFER | {"months": 0}]}))

    assert command.main(["terms", str(path)]) == 2

    assert capfd.readouterr().err.splitlines() == [
        "/rate_bps: must be at least 0",
        "/offers/0/months: must be at least 1",
    ]


def test_what_an_offer_must_not_say():
    assert offer_faults(tax="both") == [("/offers/0/tax", 'must be one of "out", "in"')]
    assert offer_faults(mbps=1.5) == [("/offers/0/mbps", "must be an integer")]
    assert offer_faults(discount_bps=10_001) == [
        ("/offers/0/discount_bps", "must be at most 10000")
    ]
    assert offer_faults(monthly_minor=9 * 10**14) == [
        ("/offers/0", "must come to at most 900000000000000 over its term")
    ]
    assert faults(offers=[OFFER, OFFER]) == [("/offers/1/id", "must not be used twice")]
    assert faults(offers=[]) == [("/offers", "must not be empty")]
    assert faults(offers=["CT"]) == [("/offers/0", "must be an object")]
