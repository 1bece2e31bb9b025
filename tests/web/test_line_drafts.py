"""Joining, forgiving: lines are saved as typed, priced on the way, and never lost."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from marketplace.models import LineDraft
from marketplace.services.forget_old import forget_old
from marketplace.web import kept_parts
from marketplace.web.figures import yuan
from tests.factories.demand import Market, a_line
from tests.factories.kept import kept
from tests.factories.visitors import Page, Visitor
from tests.web.test_group_buy_pages import fields


@kept
def market(people):
    return Market(people)


@pytest.fixture
def visitor(market):
    begun = Visitor(market.member(), "en")

    begun.get(f"{market.path}/lines")
    return begun


def drafts(market):
    with market.people.database.single_statements() as session:
        of_market = LineDraft.group_buy_id == UUID(market.id)
        return session.scalars(sa.select(LineDraft).where(of_market)).all()


def bar(visitor, market, **changes):
    """What the page's own asking is told for these fields."""
    typed = dict(visitor.page.form("/draft").values.items()) | fields(**changes)
    answer = visitor.client.post(f"{market.path}/lines/draft/price", data=typed)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_what_is_typed_is_there_again(visitor, market):
    visitor.send_fields("/draft", fields(z_address="Road 1", mbps=""))

    page = visitor.get(f"{market.path}/lines")

    assert 'value="Road 1"' in page.text and "This is your draft" in page.text


@pytest.mark.parametrize(
    "field", ["interface", "availability_bps", "own_limit_minor", "rtt_limit_us"]
)
def test_a_field_that_takes_knowledge_says_what_it_means(visitor, field):
    assert f'id="h-lines-0-{field}"' in visitor.page.text


def test_nobody_else_sees_a_draft(visitor, market):
    visitor.send_fields("/draft", fields(z_address="Secret road"))

    assert "Secret road" not in Visitor(market.member()).get(f"{market.path}/lines").text


def test_what_one_company_types_stands_in_no_others_blank_line(visitor, market):
    kept_parts._KEPT.things.clear()
    visitor.send_fields("/lines/price", fields(mbps="600") | {"lines-__N__-label": "Mine alone"})

    assert "Mine alone" not in Visitor(market.member(), "en").get(f"{market.path}/lines").text


def test_a_row_with_a_great_number_makes_no_page_of_many_rows(visitor, market, clock):
    sent = dict(visitor.page.form("/draft").values.items()) | {"lines-9999-label": "x"}
    clock.advance(days=21)

    late = visitor.client.post(f"{market.path}/lines/draft", data=sent).get_data(as_text=True)

    assert late.count('class="card form line-card"') == 3


def test_unfinished_lines_are_priced_as_the_finished_ones_will_be(market):
    for _ in range(3):
        market.join()
    member = market.member()
    visitor = Visitor(member, "en")
    visitor.get(f"{market.path}/lines")

    told = bar(visitor, market, z_city="", wanted_on="", mbps="500")

    check = member.post(f"{market.path}/price-check", json={"lines": [a_line(mbps=500)]}).json
    assert yuan(check["price_minor"]) in told


def test_a_line_without_bandwidth_has_no_price_and_no_fault_yet(visitor, market):
    told = bar(visitor, market, mbps="")

    assert "as soon as" in told and "fault" not in told


def test_a_bandwidth_that_nobody_offers_is_told_at_once(visitor, market):
    told = bar(visitor, market, mbps="600")

    assert "Line 1:" in told and "500" in told


def test_a_refused_form_is_kept_as_the_draft(visitor, market):
    refused = visitor.send_fields("/lines/price", fields(z_address="Kept road", mbps="600"))
    assert refused.status == 422

    assert "Kept road" in visitor.get(f"{market.path}/lines").text


def test_what_no_database_keeps_is_told_at_its_field_and_the_rest_is_kept(visitor, market):
    typed = fields(z_address="Kept\0 road", label="a\0b")

    refused = visitor.send_fields("/lines/price", typed)

    assert refused.status == 422 and "#f-lines-0-label" in refused.text
    assert "Kept road" in visitor.get(f"{market.path}/lines").text


def test_of_more_than_a_draft_may_hold_the_first_lines_are_kept(visitor, market):
    long = {f"lines-{n}-{name}": "长" * 500 for n in range(60) for name in ("label", "z_address")}

    kept = visitor.send_fields("/draft", fields() | long)

    (draft,) = drafts(market)
    assert kept.status == 200 and draft.typed["lines-1-label"] == "长" * 500
    assert len(draft.typed) > 100


def test_a_form_that_was_saved_for_later_can_still_be_joined_with(visitor, market):
    visitor.send_fields("/lines/price", fields())
    form = visitor.page.form("/draft")
    visitor.client.post(f"{market.path}/lines/draft", data=form.values)

    visitor.client.post(f"{market.path}/lines", data=form.values)

    assert drafts(market) == []


def test_joining_ends_the_draft(visitor, market):
    visitor.send_fields("/lines/price", fields())
    assert len(drafts(market)) == 1

    visitor.send("/lines")

    assert drafts(market) == []


def test_a_draft_is_thrown_away(visitor, market):
    visitor.send_fields("/draft", fields(z_address="Old road"))
    visitor.get(f"{market.path}/lines")

    assert "Old road" not in visitor.send("/draft/drop").text


def test_after_the_lock_drafts_are_neither_kept_nor_left(visitor, market, clock, session):
    visitor.send_fields("/draft", fields())
    visitor.get(f"{market.path}/lines")
    clock.advance(days=21)

    assert visitor.send_fields("/draft", fields()).status == 409
    forget_old(session)
    session.commit()
    assert drafts(market) == []


def test_a_sheet_that_is_wrong_is_told_by_row_and_the_draft_stays(visitor, market):
    visitor.send_fields("/draft", fields(z_address="Kept road"))
    visitor.get(f"{market.path}/lines")

    page = visitor.send("/sheet", file=b"corridor,mbps\nSHA-HKG,ten\nSHA-HKG,x\n")

    assert page.status == 422 and "Kept road" in page.text
    assert '<th scope="row" class="n">2</th>' in page.text
    assert '<th scope="row" class="n">3</th>' in page.text


SHEET = (
    "label,corridor,product,mbps,term_months,protection,interface,availability_percent,"
    "wanted_on,a_building,a_room,z_city,z_address,z_occupant,z_relation\n"
    "Office,SHA-HKG,IPLC,600,12,none,1000BASE-LX,99.9,2031-03-01,"
    "Lingang,302,Hong Kong,1 Harbour Road,HK Branch,branch\n"
)


def test_lines_of_a_sheet_without_a_price_come_into_the_form(visitor, market):
    page = visitor.send("/sheet", file=SHEET.encode())

    assert page.status == 422 and 'value="600"' in page.text and "500" in page.text


def test_a_draft_from_before_the_company_joined_is_not_taken_up(visitor, market):
    late = dict(visitor.page.form("/draft").values.items()) | fields(z_address="Late road")
    visitor.send_fields("/lines/price", fields())
    visitor.send("/lines")

    visitor.client.post(f"{market.path}/lines/draft/price", data=late)

    assert "Late road" not in visitor.get(f"{market.path}/lines").text


def test_an_older_page_does_not_overwrite_what_a_colleague_saved(visitor, market):
    late = dict(visitor.page.form("/draft").values.items()) | fields(z_address="My road")
    visitor.send_fields("/draft", fields(z_address="Colleague's road"))

    answer = visitor.client.post(f"{market.path}/lines/draft/price", data=late)

    told = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "saved another draft" in told and "data-keep-mine" in told
    assert "Colleague&#39;s road" in visitor.get(f"{market.path}/lines").text


def test_who_was_told_of_the_other_draft_may_save_over_it(visitor, market):
    late = dict(visitor.page.form("/draft").values.items()) | fields(z_address="My road")
    visitor.send_fields("/draft", fields(z_address="Colleague's road"))
    told = Page(visitor.client.post(f"{market.path}/lines/price", data=late))

    visitor.client.post(f"{market.path}/lines/draft", data=told.form("/draft").values)

    assert told.status == 409 and "saved another draft" in told.text
    assert [draft.typed["lines-0-z_address"] for draft in drafts(market)] == ["My road"]


def test_nobody_throws_away_what_a_colleague_saved_since(visitor, market):
    visitor.send_fields("/draft", fields(z_address="My road"))
    seen = visitor.get(f"{market.path}/lines")
    visitor.send_fields("/draft", fields(z_address="Colleague's road"))
    visitor.page = seen

    assert visitor.send("/draft/drop").status == 409
    assert "Colleague&#39;s road" in visitor.get(f"{market.path}/lines").text


def test_asking_for_the_price_alone_keeps_nothing(visitor, market):
    typed = dict(visitor.page.form("/draft").values.items()) | fields() | {"unkept": "1"}

    told = visitor.client.post(f"{market.path}/lines/draft/price", data=typed)

    assert "Your price now" in told.get_data(as_text=True) and drafts(market) == []


GOOD = SHEET.replace(",600,", ",100,")


def labels(page):
    found = page.form("/draft").values
    return [found[name] for name in found if name.endswith("-label")]


def test_a_sheet_comes_after_what_is_typed(visitor, market):
    visitor.send_fields("/draft", fields(label="Typed"))
    visitor.get(f"{market.path}/lines")

    page = visitor.send("/sheet", file=GOOD.encode())

    assert page.status == 200 and labels(page) == ["Typed", "Office"]
    assert labels(visitor.get(f"{market.path}/lines")) == ["Typed", "Office"]


def test_a_sheet_takes_the_place_of_a_line_in_which_nothing_is_typed(visitor):
    page = visitor.send("/sheet", file=GOOD.encode())

    assert labels(page) == ["Office"] and "Join at this price" in page.text


def test_when_a_sheet_replaces_the_lines_they_stay_the_draft(visitor, market):
    visitor.send_fields("/draft", fields(label="Typed"))
    visitor.get(f"{market.path}/lines")

    page = visitor.send("/sheet", file=GOOD.encode(), mode="replace")

    assert labels(page) == ["Office"] and "Back to the draft" in page.text
    assert labels(visitor.get(f"{market.path}/lines")) == ["Typed"]


@pytest.mark.parametrize("mode", ["add", "replace"])
def test_what_no_database_keeps_does_not_come_in_with_a_sheet(visitor, market, mode):
    visitor.get(f"{market.path}/lines")
    typed = {"lines-0-label": "first", "version": "a\0b" * 99}

    page = visitor.send("/sheet", file=GOOD.encode(), mode=mode, **typed)

    assert page.status == 200
    assert labels(page)[-1] == "Office"


def test_lines_brought_beside_unfinished_ones_are_priced(visitor, market):
    visitor.send_fields("/draft", fields(label="Typed", mbps="", z_city=""))
    visitor.get(f"{market.path}/lines")

    page = visitor.send("/sheet", file=GOOD.encode())

    assert "1 line is not priced yet." in page.text and "Your price now" in page.text


def test_a_sheet_of_more_lines_than_a_company_may_have_is_refused(visitor, market):
    heads, row = GOOD.splitlines()

    page = visitor.send("/sheet", file="\n".join([heads, *[row] * 201]).encode())

    assert page.status == 422 and "Between 1 and 200" in page.text
    assert labels(visitor.get(f"{market.path}/lines")) == [""]
