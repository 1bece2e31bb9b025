"""A carrier's side of an RFQ on pages: what is asked, the sealed quote, the day after."""

from __future__ import annotations

import re

from marketplace.models import QuoteOrigin
from tests.factories.demand import publish_prices
from tests.factories.kept import kept
from tests.factories.locked import FAIR_FORM, Locked, Opened, a_quote
from tests.factories.visitors import Visitor
from tests.web.tidiness import TENDER_WORDS, assert_tidy_in_both_languages

ROW = {
    "one_off_minor": "1000",
    "monthly_minor": "20000",
    "rtt_us": "60",
    "availability_bps": "99.9",
    "delivery_days": "30",
}


@kept
def market(people):
    carrier, other = people.carrier(), people.carrier()
    publish_prices(people, carrier)
    locked = Locked(people, [{"z_occupant": "Secret Ltd"}], [{"corridor": "SHA-SIN"}, {}])
    locked.carrier, locked.other = carrier, other
    locked.rfq = locked.issue()
    locked.path = f"/rfqs/{locked.rfq['id']}"
    return locked


def priced(*numbers: int, **changes: str) -> dict[str, str]:
    """These rows of the form, priced."""
    cells = ROW | changes
    return {f"rate_rows-{n}-{name}": cells[name] for n in numbers for name in cells}


def opened_quote(market, clock):
    """The carrier's quote once a second one has come and both are open."""
    assert market.other.put(f"{market.path}/quote", a_quote()).status_code == 200
    clock.freeze(clock.now().fromisoformat(market.rfq["quotes_due_at"]))
    assert market.park.post(f"{market.path}/open").json["state"] == "opened"
    quotes = market.park.get(f"{market.path}/quotes").json
    return next(q for q in quotes if q["carrier"]["id"] == str(market.carrier.id))


def at_the_form(market, language="zh"):
    visitor = Visitor(market.carrier, language)
    visitor.get(f"{market.path}/quote")
    return visitor


def test_the_pages_are_tidy_in_both_languages(market):
    assert_tidy_in_both_languages(market.carrier, "/rfqs", market.path, f"{market.path}/quote")


def test_the_carrier_reads_what_is_asked_but_not_by_whom(market):
    page = Visitor(market.carrier).get(market.path)

    assert "SHA-SIN/IPLC" in page.text
    assert "Secret Ltd" not in page.text
    assert all(member.name not in page.text for member in market.members)


def test_the_lines_come_as_csv(market):
    page = Visitor(market.carrier, "en").get(f"{market.path}/lines.csv")

    assert len(page.text.strip().splitlines()) == 4
    assert not TENDER_WORDS.search(page.text)


def test_the_form_has_one_row_for_each_thing_asked_priced_from_the_price_book(market):
    page = at_the_form(market).page

    values = page.form("/quote").values
    asked = {
        values[f"rate_rows-{n}-corridor"]: values[f"rate_rows-{n}-monthly_minor"] for n in (0, 1)
    }
    assert "rate_rows-2-corridor" not in values
    assert asked == {"SHA-HKG": "20000", "SHA-SIN": ""}


def test_a_quote_is_sealed_and_the_receipt_names_its_hash(market, clock):
    page = at_the_form(market).send_fields(
        "/quote", {"valid_until": "2034-12-31", **FAIR_FORM, **priced(0, 1)}
    )

    assert page.status == 200, page.text
    (receipt,) = re.findall(r"\b[0-9a-f]{64}\b", page.text)
    quote = opened_quote(market, clock)
    assert quote["envelope_sha256"] == receipt
    assert [row["monthly_minor"] for row in quote["terms"]["rate_rows"]] == [2_000_000] * 2


def test_who_made_the_quote_and_its_files_are_sealed_with_it(market, clock, session):
    said = {"preparation-contact_phone": "13800000001", "preparation-team": "李一、王二"}
    file = {"documents": b"%PDF-1.7 /Author (Wang Wei)"}

    at_the_form(market).send_fields(
        "/quote", {"valid_until": "2034-12-31", **FAIR_FORM, **priced(0, 1), **said, **file}
    )

    quote = opened_quote(market, clock)
    origin = session.get_one(QuoteOrigin, quote["id"])
    assert origin.sealed_by == market.carrier.identity.user_id
    assert origin.preparation["team"] == "李一、王二"
    assert origin.preparation["documents"][0]["author"] == "Wang Wei"
    assert "contact_phone" not in str(quote["terms"])


def test_a_receipt_says_when_a_later_quote_replaced_it(market):
    visitor = at_the_form(market, "en")
    first = visitor.send_fields(
        "/quote", {"valid_until": "2034-12-31", **FAIR_FORM, **priced(0, 1)}
    )
    assert "This quote stands." in first.text

    visitor.get(f"{market.path}/quote")
    second = visitor.send_fields(
        "/quote", {"valid_until": "2034-12-31", **FAIR_FORM, **priced(0, 1)}
    )

    assert "This quote stands." in second.text
    assert "Another envelope has taken its place." in visitor.get(first.path).text


def test_a_receipt_s_trail_is_the_carrier_s_own_until_the_quotes_are_opened(market, people):
    receipt = at_the_form(market).send_fields(
        "/quote", priced(0, 1) | FAIR_FORM | {"valid_until": "2035-12-31"}
    )
    trail = re.search(r'data-trail="([^"]+)"', receipt.text)[1]

    assert "<strong>密封报价</strong>" in Visitor(market.carrier).get(trail).text
    assert Visitor(market.other).get(trail).status == 404
    assert "<strong>" not in Visitor(people.reviewer()).get(trail).text.partition('id="trail"')[2]


def test_a_receipt_is_its_carriers_own(market, people):
    receipt = at_the_form(market).send_fields(
        "/quote", {"valid_until": "2034-12-31", **FAIR_FORM, **priced(0, 1)}
    )

    assert Visitor(people.carrier()).get(receipt.path).status == 404
    assert Visitor(market.park).get(receipt.path).status == 404
    assert Visitor(market.carrier).get(receipt.path + "x").status == 404


def test_wrong_prices_keep_what_was_typed_with_the_fault_beside(market):
    page = at_the_form(market, "en").send_fields(
        "/quote",
        {
            "valid_until": "2034-12-31",
            **FAIR_FORM,
            **priced(0, monthly_minor="cheap"),
            **priced(1, rtt_us="1"),
        },
    )

    assert page.status == 422
    assert 'value="cheap"' in page.text
    assert 'id="e-rate_rows-0-monthly_minor"' in page.text
    assert page.form("/quote").values["rate_rows-1-rtt_us"] == "1"


def test_a_ladder_over_chosen_lots_is_part_of_the_quote(market, clock):
    page = at_the_form(market).send_fields(
        "/quote",
        {
            "valid_until": "2034-12-31",
            **FAIR_FORM,
            **priced(0, 1),
            "ladders-0-id": "V1",
            "ladders-0-lots": ["SHA-HKG/IPLC"],
            "ladders-0-measure": "lines",
            "ladders-0-tiers-0-from": "0",
            "ladders-0-tiers-0-discount_bps": "0",
            "ladders-0-tiers-1-from": "2",
            "ladders-0-tiers-1-discount_bps": "7.5",
        },
    )

    assert page.status == 200, page.text
    quote = opened_quote(market, clock)
    (ladder,) = quote["terms"]["ladders"]
    assert ladder["lots"] == ["SHA-HKG/IPLC"]
    assert ladder["tiers"][1] == {"from": 2, "discount_bps": 750}


def test_lines_are_priced_one_by_one_with_bundles_and_limits(market, clock):
    visitor = at_the_form(market)
    values = visitor.page.form("/quote").values
    lines = [n for n in range(3) if values[f"line_prices-{n}-reference"] == "L0002"]
    price = {f"line_prices-{lines[0]}-{name}": text for name, text in ROW.items()}

    page = visitor.send_fields(
        "/quote",
        {
            "valid_until": "2034-12-31",
            **FAIR_FORM,
            **dict.fromkeys(priced(0, 1), ""),
            **price,
            "bundles-0-id": "B1",
            "bundles-0-lots": ["SHA-HKG/IPLC", "SHA-SIN/IPLC"],
            "bundles-0-discount_bps": "2.5",
            "minimum_award-measure": "spend",
            "minimum_award-at_least": "1000.50",
            "capacities-0-measure": "mbps",
            "capacities-0-at_most": "200",
            "capacities-0-lots": ["SHA-HKG/IPLC"],
            "firm_down_to_bps": "80",
        },
    )

    assert page.status == 200, page.text
    terms = opened_quote(market, clock)["terms"]
    assert [line["reference"] for line in terms["line_prices"]] == ["L0002"]
    assert terms["rate_rows"] == []
    assert terms["bundles"][0]["discount_bps"] == 250
    assert terms["minimum_award"] == {"measure": "spend", "at_least": 100_050}
    assert terms["capacities"][0]["at_most"] == 200
    assert terms["firm_down_to_bps"] == 8_000


def test_a_faulty_line_price_keeps_every_line_on_the_form(market):
    visitor = at_the_form(market, "en")
    price = {f"line_prices-2-{name}": text for name, text in (ROW | {"rtt_us": "1"}).items()}

    page = visitor.send_fields(
        "/quote", {"valid_until": "2034-12-31", **FAIR_FORM, **priced(0), **price}
    )

    assert page.status == 422
    assert 'id="e-line_prices-0-rtt_us"' in page.text
    values = page.form("/quote").values
    left = {values[f"line_prices-{n}-reference"] for n in range(3)}
    assert left == {"L0001", "L0002", "L0003"}


def test_a_quote_made_before_an_amendment_is_not_sealed_after_it(market):
    visitor = at_the_form(market)
    market.park.post(f"{market.path}/amendments", {"text": "No weekend work."})

    page = visitor.send_fields("/quote", {"valid_until": "2034-12-31", **FAIR_FORM, **priced(0, 1)})

    assert page.status == 409


def test_a_version_of_thousands_of_digits_is_none_that_stands(market):
    typed = {"rfq_version": "9" * 5000, "valid_until": "2034-12-31", **FAIR_FORM, **priced(0, 1)}

    assert at_the_form(market).send_fields("/quote", typed).status == 409


def test_a_quote_after_the_due_time_is_refused(market, clock):
    visitor = at_the_form(market)
    clock.freeze(clock.now().fromisoformat(market.rfq["quotes_due_at"]))

    page = visitor.send_fields("/quote", {"valid_until": "2034-12-31", **FAIR_FORM, **priced(0, 1)})

    assert page.status == 409
    assert page.form("/quote").values["rate_rows-1-monthly_minor"] == "20000"


def test_who_was_not_invited_sees_nothing(market, people):
    stranger = Visitor(people.carrier())

    assert stranger.get(market.path).status == 404
    assert stranger.get(f"{market.path}/quote").status == 404


def test_after_the_opening_a_bidder_reads_own_prices_and_the_others_totals(people, clock):
    market = Opened(people, clock)
    path = f"/rfqs/{market.rfq['id']}"

    assert_tidy_in_both_languages(market.carriers[0], path, f"{path}/own-quote")
    page = Visitor(market.carriers[0], "en").get(path)
    quotes = market.carriers[0].get(f"{path}/quotes").json
    own = Visitor(market.carriers[0], "en").get(f"{path}/own-quote")

    assert all(quote["envelope_sha256"][:12] in page.text for quote in quotes)
    assert all(f"¥{quote['total_minor'] // 100:,}" in page.text for quote in quotes)
    assert "¥20,000" in own.text, "the own monthly price"
    assert "¥21,000" not in own.text + page.text, "the other's monthly price"


def test_the_form_begins_with_what_was_stated_last_and_asks_for_it_anew(people, clock):
    opened = Opened(people, clock)
    again = Locked(people, [{}], park=opened.park)
    path = f"/rfqs/{again.issue()['id']}/quote"

    page = Visitor(opened.carriers[0], "en").get(path)

    values = page.form("/quote").values
    assert values["statement-published_activation_days"] == "120"
    assert values["statement-forced_bundle"] == "false"
    assert "statement-related_to_bidder" not in values
    assert values["statement-confirmed"] == ""


def test_a_term_that_no_rule_allows_is_told_at_its_field(market):
    said = FAIR_FORM | {"statement-exclusive_terms": "true", "valid_until": "2034-12-31"}

    page = at_the_form(market, "en").send_fields("/quote", said | priced(0, 1))

    assert page.status == 409
    assert 'id="e-statement-exclusive_terms"' in page.text
