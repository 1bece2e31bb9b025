"""The award room explains: why a line goes to its carrier, what a rule costs, what conflicts."""

from __future__ import annotations

import pytest

from marketplace.domain.stated_rules import StatedRule
from marketplace.models import Solve
from marketplace.services.find_explanation import RuleCostSeen
from marketplace.web.line_words import effects, summary, ties_broken, verdict_words
from marketplace.web.rule_costs import MOST_ROWS, cost_rows
from marketplace.web.rule_words import rule_words
from tests.factories.explained import explain
from tests.factories.kept import kept
from tests.factories.visitors import Visitor
from tests.factories.weighed import Weighed
from tests.web.tidiness import assert_tidy_in_both_languages

NAMES = {"A": "Alpha", "B": "Beta"}


@kept
def weighed(people, clock):
    return Weighed(people, clock)


@pytest.fixture
def english(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def test_an_award_is_explained_by_form_and_each_line_on_its_own_page(weighed, app):
    solve_id = weighed.solved("winners_at_most", at_most=1)
    park, room = Visitor(weighed.park), f"{weighed.path}/award-room?solve={solve_id}"
    park.get(room)

    waiting = park.send("/explain")
    explain(app, weighed.park, solve_id)
    page = park.get(room)
    line = park.get(f"/solves/{solve_id}/lines/L0001")

    assert "正在生成方案说明" in waiting.text and "立即刷新" in waiting.text
    assert "至多 1 家成交" in page.text and "¥36,000" in page.text
    assert f"/solves/{solve_id}/lines/L0001" in page.text
    assert "规则不允许" in line.text and "至多 1 家成交" in line.text


def test_the_pages_of_an_explained_award_are_tidy_in_both_languages(weighed, app, people):
    solve_id = weighed.solved("share_cap", at_most_bps=4000)
    explain(app, weighed.park, solve_id)
    room, line = f"{weighed.path}/award-room?solve={solve_id}", f"/solves/{solve_id}/lines/L0002"

    assert_tidy_in_both_languages(weighed.park, room, line)
    assert_tidy_in_both_languages(people.observer(), room, line)


def test_who_only_reads_is_not_offered_to_explain(weighed, people):
    solve_id = weighed.solved("cheapest")

    room = Visitor(people.observer()).get(f"{weighed.path}/award-room?solve={solve_id}")

    with pytest.raises(LookupError):
        room.form("/explain")


def test_rules_that_cannot_hold_together_are_told_in_words(weighed, session):
    solve_id = weighed.park.post(f"{weighed.path}/solves").json["id"]
    solve = session.get_one(Solve, solve_id)
    paths = ["/lines/1/ceiling_minor", "/lines/1/outside_option_minor"]
    solve.state, solve.result = "infeasible", {"status": "infeasible", "conflicts": paths}
    session.commit()

    for language, words in (("zh", "专线 L0002 的封顶价为"), ("en", "Line L0002 may cost")):
        room = Visitor(weighed.park, language).get(f"{weighed.path}/award-room?solve={solve_id}")
        assert words in room.text and "L0002" in room.text


@pytest.mark.parametrize(
    ("proven", "words"),
    [
        (False, ("是计算给出的结论", "is what the computation says")),
        (True, ("已获证明", "is possible is proven")),
    ],
)
def test_that_no_award_is_possible_is_proven_only_with_a_proof(weighed, session, proven, words):
    solve_id = weighed.solved("cheapest")
    solve = session.get_one(Solve, solve_id)
    solve.state, solve.result = "infeasible", {"status": "infeasible", "conflicts": []}
    if not proven:
        solve.certificate_id = None
    session.commit()

    for language, said in zip(("zh", "en"), words, strict=True):
        visitor = Visitor(weighed.park, language)
        room = visitor.get(f"{weighed.path}/award-room?solve={solve_id}")
        assert said in room.text
        assert ("certificate.json" in room.text) == proven


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (StatedRule("", "winners", stated={"at_most": 2}), "At most 2 winners"),
        (StatedRule("", "winners", stated={"at_least": 2}), "At least 2 winners"),
        (StatedRule("", "winners", stated={"at_least": 2, "at_most": 3}), "2 to 3 winners"),
        (StatedRule("", "winners_per_lot_at_most", stated=1), "Each lot goes to one carrier"),
        (
            StatedRule("", "shares", stated=[{"at_most_bps": 6000}]),
            "No carrier above 60% of the bandwidth",
        ),
        (StatedRule("", "shares", stated=[{}, {}]), "Shares of the carriers are limited"),
        (
            StatedRule("", "minimum_award", "A", stated={"measure": "mbps", "at_least": 500}),
            "Alpha takes no less than 500 Mbps",
        ),
        (
            StatedRule(
                "", "capacity", "B", stated={"lots": ["X"], "measure": "lines", "at_most": 4}
            ),
            "Beta takes no more than 4 lines of X",
        ),
        (StatedRule("", "ceiling", line="L1", stated=12_300), "Line L1 may cost ¥123 at most"),
        (
            StatedRule("", "diverse_from", line="L2", stated="L1"),
            "Lines L2 and L1 need different carriers",
        ),
        (StatedRule("/x", "unheard_of"), "/x"),
    ],
)
def test_a_rule_is_told_with_its_figures(english, rule, words):
    assert rule_words(rule, NAMES) == words


def option(carrier, verdict, price, change=0, **rest):
    return {"carrier": carrier, "verdict": verdict, "price_minor": price} | {
        "change_minor": change,
        **rest,
    }


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ([], "There is no other way for this line."),
        ([option("B", "dearer", 1100, 100)], "Alpha asks the least for this line."),
        (
            [option("B", "costs_others", 900, 300)],
            "By itself the line would cost ¥1 less with Beta, but all together ¥3 more.",
        ),
        (
            [option("B", "breaks_rules", 900, -100)],
            "By itself the line would cost ¥1 less with Beta, but that is not allowed.",
        ),
        (
            [option(None, "equal", 900)],
            "By itself the line would cost ¥1 less with staying outside, all together the same: "
            "the tie rule decides.",
        ),
        (
            [option("B", "cheaper", 900, -100)],
            "By itself the line would cost ¥1 less with Beta, all together ¥1 less: this award is "
            "not proven.",
        ),
    ],
)
def test_the_reason_is_said_in_a_sentence(english, others, words):
    assert summary([option("A", "chosen", 1000), *others], NAMES, tied=False) == words


@pytest.mark.parametrize(
    ("result", "decided"),
    [
        ({"status": "optimal"}, True),
        ({"status": "optimal", "ties": "unbroken"}, False),
        ({"status": "feasible", "ties": "unbroken"}, False),
    ],
)
def test_the_tie_rule_is_named_only_where_it_chose(english, result, decided):
    """Above 200 lines, or without a proof, the choice among equal totals is left as it is."""
    other, tied = option("B", "equal", 900), not ties_broken(result)

    said = summary([option("A", "chosen", 1000), other], NAMES, tied=tied)

    for words in (said, verdict_words(other, tied=tied)):
        assert ("tie rule" in words) == decided
        assert ("choice among equal totals was not settled" in words) != decided


def test_what_a_move_changes_is_said_one_by_one(english):
    moved = option(
        "B",
        "breaks_rules",
        900,
        ladders=[
            {"carrier": "A", "id": "A-1", "from_bps": 800, "to_bps": 500},
            {"carrier": "B", "id": "B-1", "from_bps": 0, "to_bps": 300},
        ],
        bundles=[{"carrier": "A", "id": "A-B", "earned": False}],
        above_ceiling=7,
        above_ceiling_lines=["L2", "L3"],
        breaks=["/rules/winners"],
    )
    rule = StatedRule("/rules/winners", "winners", stated={"at_most": 1})

    assert list(effects(moved, {"/rules/winners": rule}, NAMES)) == [
        "Alpha: the discount of ladder A-1 falls from 8% to 5%",
        "Beta: the discount of ladder B-1 rises from 0% to 3%",
        "Alpha: bundle A-B is lost",
        "7 other lines would be above their ceilings, such as L2, L3",
        "Breaks: One winner at most",
    ]


def ceiling(line, most, how="computed"):
    return RuleCostSeen(StatedRule("", "ceiling", line=line, stated=100), how, most, most, None)


def test_the_many_free_ceilings_are_one_row_and_the_dear_ones_come_first(english):
    costs = [ceiling(f"F{at}", 0, "proven_free") for at in range(500)]
    costs += [ceiling("L1", 100), ceiling("L2", 300)]

    rows = cost_rows(costs, NAMES)

    assert [(row.line, row.cost) for row in rows] == [
        ("L2", "¥3"),
        ("L1", "¥1"),
        (None, "nothing"),
    ]
    assert rows[-1].rule == "500 other rules of lines"


def test_too_many_dear_ceilings_are_counted(english):
    rows = cost_rows([ceiling(f"L{at}", 100 + at) for at in range(MOST_ROWS + 5)], NAMES)

    assert len(rows) == MOST_ROWS + 1
    assert (rows[-1].rule, rows[-1].cost) == ("5 more rules of lines", "up to ¥1.04 each")


def test_a_cost_that_is_not_settled_is_told_as_a_range(english):
    rule = StatedRule("", "winners", stated={"at_most": 1})

    (row,) = cost_rows([RuleCostSeen(rule, "open", 100, 300, None)], NAMES)

    assert (row.cost, row.how) == ("¥1 to ¥3", "Not settled within the time limit.")
