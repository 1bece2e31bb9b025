"""The pages of findings: the owner's, the reviewer's desk, the second pair of eyes, duties."""

from __future__ import annotations

import re

import pytest

from marketplace.domain.compliance.duties import DUTIES
from marketplace.domain.compliance.rules import RULES
from marketplace.domain.compliance.source import K
from tests.factories.demand import Market, a_line
from tests.factories.enrolling import confirm, newcomer_of
from tests.factories.findings import NOT_INTERNAL, UNRELATED, decide, findings, one, rejected
from tests.factories.kept import kept
from tests.factories.visitors import Visitor
from tests.web.tidiness import assert_tidy

LANGUAGES = ("zh", "en")


@kept
def held(people):
    """A market with a member whose line is held and another line that was rejected."""
    market = Market(people)
    member = market.member()
    reject = rejected(market, member)
    market.join(member, a_line(**UNRELATED))
    return market, member, one(member, "BUY-06", standing="held"), reject


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_findings_is_tidy(held, people, language):
    market, member, found, reject = held
    of_found, of_reject = f"/findings/{found['id']}", f"/findings/{reject['id']}"
    pages = [
        (member, ["/findings", of_found, f"/group-buys/{market.id}", "/account"]),
        (people.reviewer(), ["/findings", of_reject, "/findings?standing=all"]),
        (people.observer(), ["/findings?order=risk", of_found, "/duties"]),
        (people.operator(), ["/duties", "/duties/PLAT-04"]),
    ]

    for actor, paths in pages:
        visitor = Visitor(actor, language=language)
        for path in paths:
            assert_tidy(visitor.get(path), language)


def test_the_member_reads_why_and_where_to_mend_it_on_the_page_of_its_lines(held):
    market, member, found, _ = held

    page = Visitor(member).get(f"/group-buys/{market.id}/lines")

    assert found["says"][0]["messages"]["zh"] in page.text
    assert f"/findings/{found['id']}" in page.text and "#f-lines-0-z_relation" in page.text


def test_a_stopped_join_shows_everything_beside_its_fields_at_once(people):
    market = Market(people)
    visitor = Visitor(market.member(), language="en")
    (line,) = market.shown(market.member(), [a_line(**NOT_INTERNAL, voice="public_network")])
    visitor.get(f"/group-buys/{market.id}/lines")
    typed = {f"lines-0-{name}": value for name, value in form_of(line).items()}
    visitor.send_fields("/price", typed)

    page = visitor.send_fields("/lines", typed)

    assert page.status == 409, page.text
    assert "own office use only" in page.text and "may not break out" in page.text


def form_of(line):
    """A line as the form sends it."""
    typed: dict[str, str] = {k: "" if v is None else str(v) for k, v in line.items()}
    typed["internal_only"] = "on"
    typed["internet_breakout"] = "false"
    typed["availability_bps"] = "99.9"
    typed["z_share_bps"] = "100"
    typed["price_shown_minor"] = f"{line['price_shown_minor'] / 100:.2f}"
    return typed


def test_the_desk_keeps_its_filters_in_the_address(held, people):
    _, member, _, _ = held
    reviewer = Visitor(people.reviewer(), language="en")

    page = reviewer.get(f"/findings?standing=rejected&order=risk&organisation_id={member.id}")

    assert "USE-01</a>" in page.text and "BUY-06</a>" not in page.text
    assert re.search(r'value="rejected" selected', page.text)
    assert f'name="organisation_id" value="{member.id}"' in page.text


def test_a_reviewer_allows_and_another_confirms(held, people):
    _, _, _, reject = held
    path = f"/findings/{reject['id']}"
    first, second = Visitor(people.reviewer()), Visitor(people.reviewer())

    first.get(path)
    first.send("/decide", verdict="allow", reason="x")
    assert "/confirm" not in first.get(path).text
    assert "/confirm" in second.get(path).text
    second.send("/confirm", verdict="allow", reason="y")

    assert "审核员已准予" in second.get(path).text


def test_an_observer_reads_and_has_nothing_to_press(held, people):
    page = Visitor(people.observer()).get(f"/findings/{held[2]['id']}")

    assert "/decide" not in page.text


def test_an_operator_puts_a_duty_on_record(people):
    operator = Visitor(people.operator(), language="en")
    operator.get("/duties/PLAT-04")

    operator.send("/done", done_on="2026-01-02", note="Looked at the home page")

    assert "Looked at the home page" in operator.get("/duties/PLAT-04").text


def unchecked() -> set[str]:
    """Every article of a K source, as it would be printed."""
    sources = [s for rule in RULES for s in rule.sources] + [s for d in DUTIES for s in d.sources]
    return {
        f"《{source.instrument.title.zh}》第{article}条"
        for source in sources
        if source.evidence == K
        for article in source.articles
    }


def test_no_page_or_answer_shows_an_article_that_nobody_checked(held, people):
    market, member, found, _ = held
    reviewer = people.reviewer()
    decide(reviewer, found)
    texts = [
        reviewer.get("/findings?limit=200").get_data(as_text=True),
        reviewer.get("/duties").get_data(as_text=True),
        Visitor(reviewer).get("/findings?standing=all").text,
        *(Visitor(reviewer).get(f"/findings/{f['id']}").text for f in findings(member)),
        Visitor(member).get(f"/group-buys/{market.id}/lines").text,
        *(Visitor(people.operator()).get(f"/duties/{d.code}").text for d in DUTIES[:40]),
    ]

    assert unchecked()
    for text in texts:
        assert not [article for article in unchecked() if article in text]


def test_a_chinese_fact_says_its_language_on_an_english_page(people):
    newcomer = newcomer_of(people)
    assert confirm(people.reviewer(), newcomer).status_code == 409
    found = one(newcomer, "BUY-01")

    page = Visitor(newcomer, language="en").get(f"/findings/{found['id']}").text

    assert re.search(r"<dt>company name</dt>\s*<dd><span lang=\"zh\">机构", page)
