"""The draft of a quote on pages: kept right or wrong, brought from sheets, previewed, sealed."""

from __future__ import annotations

import re

from tests.factories.demand import publish_prices
from tests.factories.kept import kept
from tests.factories.locked import FAIR_FORM, Locked
from tests.factories.visitors import Visitor
from tests.web.test_quote_pages import opened_quote, priced
from tests.web.tidiness import TENDER_WORDS, assert_tidy_in_both_languages

WHOLE = {"valid_until": "2034-12-31", **FAIR_FORM}


@kept
def market(people):
    carrier, other = people.carrier(), people.carrier()
    publish_prices(people, carrier)
    locked = Locked(people, [{}], [{"corridor": "SHA-SIN"}, {"mbps": 200}])
    locked.carrier, locked.other = carrier, other
    locked.rfq = locked.issue()
    locked.path = f"/rfqs/{locked.rfq['id']}"
    return locked


def at_the_form(market, language="en"):
    visitor = Visitor(market.carrier, language)
    visitor.get(f"{market.path}/quote")
    return visitor


def saved(market, **fields):
    """A visitor whose draft has these fields, at the form that shows it."""
    visitor = at_the_form(market)
    visitor.send_fields("/quote", fields, to="/quote/draft")
    return visitor


def test_what_was_typed_wrong_is_kept_with_its_fault_beside(market):
    visitor = saved(market, **priced(0, monthly_minor="cheap"))

    page = visitor.get(f"{market.path}/quote")

    assert 'value="cheap"' in page.text
    assert 'id="e-rate_rows-0-monthly_minor"' in page.text


def test_a_wrong_price_of_a_single_line_is_not_hidden_in_a_closed_part(market):
    visitor = saved(market, **{"line_prices-0-monthly_minor": "cheap"})

    page = visitor.get(f"{market.path}/quote")

    (part,) = re.findall(r"<details[^>]*>\s*<summary>Price single lines", page.text)
    assert part.startswith("<details open>")


def test_a_draft_is_its_companys_and_nobody_elses(market):
    saved(market, **priced(0, monthly_minor="98765"))

    colleague = at_the_form(market).page
    rival = Visitor(market.other, "en").get(f"{market.path}/quote")

    assert 'value="98765"' in colleague.text
    assert "98765" not in rival.text


def test_a_draft_can_be_thrown_away(market):
    visitor = saved(market, **priced(0, monthly_minor="98765"))

    page = visitor.send("/draft/clear")

    assert "98765" not in page.text


def test_a_colleagues_draft_is_not_overwritten_unseen(market):
    first, second = at_the_form(market), at_the_form(market)
    first.send_fields("/quote", priced(0, monthly_minor="11111"), to="/quote/draft")

    page = second.send_fields("/quote", priced(0, monthly_minor="22222"), to="/quote/draft")

    assert page.status == 409
    assert 'value="22222"' in page.text


def test_the_checks_alone_are_answered_with_the_fields_as_they_were_sent(market):
    visitor = at_the_form(market)
    far = {name.replace("-0-", "-7-"): text for name, text in priced(0, rtt_us="1").items()}
    row = {"corridor": "SHA-HKG", "product": "IPLC", "term_months": "12", "protection": "none"}
    far |= {f"rate_rows-7-{name}": text for name, text in row.items()} | {"rate_rows-7-mbps": "100"}

    page = visitor.send_fields("/quote", far | {"fresh": "1"}, to="/quote/draft")

    assert "<html" not in page.text
    assert 'data-field="rate_rows-7-rtt_us"' in page.text


def test_a_cliff_is_refused_on_the_preview_with_a_way_to_its_cell(market):
    cells = priced(0) | priced(1, monthly_minor="1") | priced(2)

    page = saved(market, **WHOLE, **cells).get(f"{market.path}/quote/preview")

    assert "This quote cannot be sealed yet." in page.text
    assert re.search(r'/quote#f-rate_rows-\d-monthly_minor">Rates, row', page.text)


def test_an_uncovered_line_is_a_warning_that_names_it_and_does_not_stop(market, clock):
    only_hkg = WHOLE | priced(0) | priced(1, monthly_minor="40000")
    visitor = saved(market, **only_hkg)

    page = visitor.get(f"{market.path}/quote/preview")
    assert "these lines have no price" in page.text
    assert "Seal with 1 warning" in page.text

    sealed = visitor.send("/quote/preview")
    assert "This quote stands." in sealed.text


def test_the_preview_seals_what_it_showed(market, clock):
    visitor = saved(market, **WHOLE, **priced(0, 1, 2, monthly_minor="54321"))
    page = visitor.get(f"{market.path}/quote/preview")

    receipt = visitor.send("/quote/preview")

    (sha256,) = re.findall(r"\b[0-9a-f]{64}\b", receipt.text)
    quote = opened_quote(market, clock)
    assert quote["envelope_sha256"] == sha256
    assert f"¥{quote['total_minor'] // 100:,}" in page.text


def test_a_draft_changed_since_the_preview_is_not_sealed_unseen(market):
    visitor = saved(market, **WHOLE, **priced(0, 1, 2))
    visitor.get(f"{market.path}/quote/preview")
    saved(market, **priced(0, monthly_minor="1"))

    assert visitor.send("/quote/preview").status == 409


def test_line_prices_come_back_from_their_sheet(market):
    visitor = at_the_form(market)
    sheet = visitor.get(f"{market.path}/quote/lines.csv").text.splitlines()
    filled = [sheet[0], sheet[1].rstrip(",") + ",1000,20000,60,99.9,30", *sheet[2:]]
    visitor.get(f"{market.path}/quote")

    page = visitor.send("/quote/lines", lines_file="\n".join(filled).encode())

    assert page.status == 200, page.text
    values = page.form("/quote").values
    reference = sheet[1].split(",")[0]
    assert (values["line_prices-0-reference"], values["line_prices-0-monthly_minor"]) == (
        reference,
        "20000",
    )
    assert values["rate_rows-0-monthly_minor"], "what the price books suggested is still there"


def test_faults_of_a_line_sheet_are_told_by_row(market):
    visitor = at_the_form(market)
    head = "reference,one_off_yuan,monthly_yuan,rtt_ms,offered_availability_percent,delivery_days"
    rows = "L0001,1,2,3,,30\nL9999,,,,,\n"

    page = visitor.send("/quote/lines", lines_file=f"{head}\n{rows}".encode())

    assert page.status == 422
    assert "Row 2, column offered_availability_percent" in page.text
    assert "Row 3, column reference: This RFQ asks for no line L9999." in page.text


def test_a_refused_sheet_leaves_the_draft_in_the_form(market):
    visitor = saved(market, **priced(0, monthly_minor="98765"))

    page = visitor.send("/quote/rates", file=b"corridor\nSHA-HKG\n")

    assert page.status == 422 and "your attention" in page.text
    assert 'value="98765"' in page.text


def test_a_rate_sheet_leaves_the_rest_of_the_draft_as_it_is(market):
    visitor = saved(market, valid_until="2034-12-31")
    card = visitor.get(f"{market.path}/quote/rates.csv").text
    visitor.get(f"{market.path}/quote")

    page = visitor.send("/quote/rates", file=card.encode())

    assert page.form("/quote").values["valid_until"] == "2034-12-31"


def test_an_amendment_after_the_draft_is_told(market):
    visitor = saved(market, valid_until="2034-12-31")
    market.park.post(f"{market.path}/amendments", {"text": "No weekend work."})

    page = visitor.get(f"{market.path}/quote")

    assert "The request was amended after this draft was saved." in page.text


def test_curves_and_a_ladder_are_drawn_without_javascript(market):
    ladder = {
        "ladders-0-id": "V1",
        "ladders-0-lots": ["SHA-HKG/IPLC", "SHA-SIN/IPLC"],
        "ladders-0-measure": "lines",
        "ladders-0-tiers-0-from": "0",
        "ladders-0-tiers-0-discount_bps": "0",
        "ladders-0-tiers-1-from": "2",
        "ladders-0-tiers-1-discount_bps": "7.5",
    }

    page = saved(market, **priced(0, 1, 2), **ladder).get(f"{market.path}/quote")

    assert page.text.count('<path class="curve') == 3
    assert "−7.50%" in page.text


def test_the_pages_of_a_draft_are_tidy_in_both_languages(market):
    visitor = saved(market, **priced(0, 1, monthly_minor="1"))

    paths = [f"{market.path}/quote", f"{market.path}/quote/preview"]
    assert_tidy_in_both_languages(market.carrier, *paths)
    assert not TENDER_WORDS.search(visitor.page.text)


def test_who_is_not_invited_has_no_draft(people, market):
    stranger = Visitor(people.carrier())

    assert stranger.get(f"{market.path}/quote/preview").status == 404
    assert stranger.get(f"{market.path}/quote/lines.csv").status == 404
