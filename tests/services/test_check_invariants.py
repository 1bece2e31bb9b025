"""The checker sees what is broken: one thing at a time is spoiled in a market that was sound.

What the database itself would refuse is spoiled with the constraint taken away; every change is
rolled back with its test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from marketplace.services.check_invariants import RULES, check_invariants
from tests.factories.scratch import scratch
from tests.factories.spoilt_deposits import SPOILT as DEPOSITS_SPOILT
from tests.factories.spoilt_payments import SPOILT as PAYMENTS_SPOILT
from tests.model.lives import Lives
from tests.model.stages import PLAIN
from tests.model.world import World

ANY_QUOTE = "(SELECT id FROM quotes ORDER BY total_minor LIMIT 1)"
ANY_AWARD_LINE = (
    "(SELECT x.id FROM award_lines x JOIN awards a ON a.id = x.award_id "
    "WHERE a.settled_at IS NOT NULL AND x.acceptance = 'accepted' ORDER BY x.id LIMIT 1)"
)
IN_FORCE = "(SELECT id FROM contracts WHERE state = 'in_force' ORDER BY number LIMIT 1)"
UNLOCKED = "ALTER TABLE {0} DISABLE TRIGGER USER"

HIT = """
    WITH r AS (INSERT INTO screen_hits
        (id, run_id, rfq_id, group_buy_id, screen, kind, effect, carriers, figures, found_at)
      SELECT gen_random_uuid(), r.id, r.rfq_id, r.group_buy_id, 'same_contact', '{kind}', 'hold',
        ARRAY[q.carrier_id], '{{}}', r.screened_at
      FROM screen_runs r JOIN quotes q ON q.rfq_id = r.rfq_id AND q.usable RETURNING id, carriers)
    """
DECIDED = """INSERT INTO screen_decisions
        (id, hit_id, outcome, reason, set_aside, decided_at, decided_by)
      SELECT gen_random_uuid(), id, '{outcome}', 'x', {carriers}, market_now(), gen_random_uuid()
      FROM r"""
SET_ASIDE = DECIDED.format(outcome="set_aside", carriers="carriers")
RELEASED = DECIDED.format(outcome="released", carriers="'{}'")
BOOKED = [
    UNLOCKED.format("ledger_entries"),
    UNLOCKED.format("ledger_postings"),
    UNLOCKED.format("ledger_snapshots"),
    "INSERT INTO ledger_accounts (id, purpose, organisation_id, currency) "
    "SELECT gen_random_uuid(), 'deposit_held', id, 'CNY' FROM organisations LIMIT 1",
    "INSERT INTO ledger_accounts (id, purpose, currency) VALUES (gen_random_uuid(), 'bank', 'CNY')",
    "INSERT INTO ledger_entries (number, at, cause_kind, cause_id, purpose, legs) "
    "VALUES (1, now(), 'deposit', gen_random_uuid(), 'charged', 2)",
    "UPDATE ledger_head SET number = 1, at = now()",
]
POSTED = (
    "INSERT INTO ledger_postings SELECT 1, id, CASE purpose WHEN 'bank' THEN {bank} ELSE {held} "
    "END FROM ledger_accounts"
)
BOOKING = (
    "INSERT INTO stripe_bookings (stripe_id, entry_number, amount_minor, currency) "
    "VALUES (gen_random_uuid()::text, 1, 100, 'CNY')"
)
FEE_TABLE = (
    "INSERT INTO fee_tables (id, version, kept_rows, effective_on, major, due_days, reason_zh, "
    "reason_en, published_at, published_by) SELECT gen_random_uuid(), 1, '[]', '2020-01-01', "
    "false, 30, 'x', 'x', {at}, id FROM users LIMIT 1"
)
FEE = (
    "INSERT INTO service_fees (id, number, contract_id, group_buy_id, payer, organisation_id, "
    "fee_table, parts, net_minor, vat_bps, vat_minor, due_days, state, arisen_at, way, issued_at, "
    "due_on, version) SELECT gen_random_uuid(), 'SF', id, group_buy_id, 'member', member_id, 1, "
    "'[]', 100, 600, 6, 30, '{state}', now(), 'transfer', now(), current_date, 1 "
    f"FROM contracts WHERE id = {IN_FORCE}"
)
OWED = [FEE_TABLE.format(at="'2020-01-01'"), FEE.format(state="open")]
SPOILT = {
    "fee_as_agreed": OWED,
    "fee_booked": OWED,
    "fee_settled": [OWED[0], FEE.format(state="paid")],
    "fee_table_kept": [
        FEE_TABLE.format(at="now()"),
        "UPDATE group_buys SET fee_table = 1 WHERE opened_at IS NOT NULL",
    ],
    "fee_credits_within": [
        *OWED,
        "INSERT INTO fee_credits (id, fee_id, group_buy_id, number, state, why, reason, net_minor, "
        "vat_minor, way, created_at, issued_at, version) SELECT gen_random_uuid(), id, "
        "group_buy_id, 'CN', 'issued', 'agreed', 'x', 200, 12, 'transfer', now(), now(), 1 "
        "FROM service_fees",
    ],
    "ledger_balances": [*BOOKED, POSTED.format(bank=100, held=-99)],
    "ledger_whole": BOOKED,
    "ledger_floor": [*BOOKED, POSTED.format(bank=-100, held=100)],
    "ledger_snapshots": [
        *BOOKED,
        POSTED.format(bank=100, held=-100),
        "INSERT INTO ledger_snapshots (as_of, taken_at) VALUES (1, now())",
    ],
    "stripe_booked_once": [*BOOKED, POSTED.format(bank=100, held=-100), BOOKING, BOOKING],
    "stripe_booked_as_moved": [*BOOKED, POSTED.format(bank=100, held=-100), BOOKING],
    "award_not_held": [HIT.format(kind="deemed") + "SELECT count(*) FROM r"],
    "set_aside_heard": [HIT.format(kind="hint") + SET_ASIDE],
    "set_aside_unusable": [HIT.format(kind="deemed") + SET_ASIDE],
    "decision_on_record": [HIT.format(kind="hint") + RELEASED],
    "pool_sums": ["UPDATE group_buys SET pooled_mbps = pooled_mbps + 1 WHERE state = 'open'"],
    "cap_kept": [
        "ALTER TABLE group_buys DROP CONSTRAINT ck_group_buys_cap_holds",
        "UPDATE group_buys SET cap_measure = 'lines', cap_at_most = 1 WHERE state = 'open'",
    ],
    "member_stays": ["UPDATE lines SET state = 'withdrawn'"],
    "joined_in_time": ["UPDATE participations SET joined_at = joined_at + interval '90 days'"],
    "locked_in_time": ["UPDATE group_buys SET locked_at = locks_at - interval '1 second'"],
    "members_of_the_market": [
        "UPDATE organisations o SET park_id = (SELECT id FROM organisations p "
        "WHERE p.kind = 'park' AND p.id <> o.park_id LIMIT 1) WHERE kind = 'enterprise'"
    ],
    "line_list_price": ["UPDATE reference_prices SET price_minor = price_minor + 1"],
    "ceiling_frozen": ["UPDATE rfq_lines SET ceiling_minor = ceiling_minor + 1"],
    "nothing_opened_before_due": [
        "ALTER TABLE rfqs DROP CONSTRAINT ck_rfqs_not_too_early",
        "UPDATE rfqs SET opened_at = quotes_due_at - interval '1 second' WHERE state = 'opened'",
    ],
    "nothing_counted_before_due": [
        "ALTER TABLE rfqs DROP CONSTRAINT ck_rfqs_nothing_counted_before_opening",
        "UPDATE rfqs SET quotes_received = 2 WHERE state = 'quoting'",
    ],
    "envelopes_of_one_size": [
        "UPDATE sealed_quotes SET envelope = envelope || '\\x00' WHERE id = "
        "(SELECT id FROM sealed_quotes ORDER BY id LIMIT 1)"
    ],
    "sealed_in_time": [
        UNLOCKED.format("audit_entries"),
        "UPDATE audit_entries SET at = at + interval '90 days' WHERE subject = 'sealed_quote'",
    ],
    "sealings_unseen_before_due": [
        UNLOCKED.format("audit_entries"),
        "UPDATE audit_entries SET visible_at = at WHERE subject = 'sealed_quote'",
    ],
    "quotes_were_sealed": [f"UPDATE quotes SET envelope_sha256 = 'other' WHERE id = {ANY_QUOTE}"],
    "enough_quotes": ["UPDATE rfqs SET min_quotes = 9 WHERE state = 'opened'"],
    "quote_price_sums": ["UPDATE quote_prices SET price_minor = price_minor + 1"],
    "quote_price_meets_line": ["UPDATE quote_prices SET row_mbps = 1"],
    "rfq_of_its_state": ["UPDATE group_buys SET state = 'opened' WHERE state = 'quoting'"],
    "one_standing_award": [
        "ALTER TABLE awards DROP CONSTRAINT ck_awards_superseded_has_time",
        "UPDATE awards SET state = 'superseded'",
    ],
    "award_covers_lines": [
        "DELETE FROM award_lines WHERE award_id IN (SELECT id FROM awards WHERE settled_at IS NULL)"
    ],
    "award_ceiling": ["UPDATE award_lines SET ceiling_minor = ceiling_minor + 1"],
    "above_ceiling_by_consent": [
        "ALTER TABLE award_lines DROP CONSTRAINT ck_award_lines_above_ceiling_by_consent",
        "ALTER TABLE award_lines DROP CONSTRAINT ck_award_lines_taken",
        "UPDATE award_lines SET taken_price_minor = ceiling_minor + 1, consented_at = NULL",
    ],
    "winner_priced_line": ["UPDATE quotes SET usable = false"],
    "award_price": ["UPDATE award_lines SET discount_bps = discount_bps + 100"],
    "award_schedule": ["UPDATE award_lines SET first_month_minor = first_month_minor + 1"],
    "answered_in_window": [
        "UPDATE award_lines SET decided_at = decided_at - interval '30 days' "
        "WHERE decided_at IS NOT NULL"
    ],
    "settled_in_time": [
        "UPDATE awards SET settled_at = awarded_at WHERE settled_at IS NOT NULL",
    ],
    "contract_of_an_accepted_line": [
        f"UPDATE award_lines SET acceptance = 'declined' WHERE id = {ANY_AWARD_LINE}"
    ],
    "accepted_line_has_contract": [
        "DELETE FROM milestones",
        "DELETE FROM contract_lines",
    ],
    "one_live_contract_per_line": [
        "DROP INDEX uq_contract_lines_alive",
        "INSERT INTO contract_lines SELECT (jsonb_populate_record(k, jsonb_build_object('id', "
        "gen_random_uuid()))).* FROM contract_lines k",
    ],
    "contract_schedule": ["UPDATE contracts SET total_minor = total_minor + 1"],
    "contract_parties": [
        "ALTER TABLE contract_lines DROP CONSTRAINT ck_contract_lines_schedule_sums",
        "UPDATE contract_lines SET months = months + 12",
    ],
    "signed_what_is_there": [
        f"UPDATE contracts SET member_signed_at = drawn_at - interval '1 day' WHERE id = {IN_FORCE}"
    ],
    "live_in_force": ["UPDATE contracts SET state = 'completed' WHERE state = 'in_force'"],
    "concluded_when_all_is_live": [
        "UPDATE group_buys SET state = 'concluded' WHERE state = 'awarded'"
    ],
    "never_cancelled_when_signed": ["UPDATE group_buys SET state = 'cancelled'"],
    "milestones_of_contracts_in_force": [
        f"UPDATE contracts SET state = 'drawn' WHERE id = {IN_FORCE}"
    ],
    "signed_documents": [f"UPDATE contracts SET document_sha256 = NULL WHERE id = {IN_FORCE}"],
    "ended_with_its_contract": [
        "UPDATE lines SET state = 'released' WHERE id IN (SELECT line_id FROM contract_lines)"
    ],
    "told_once": [
        "ALTER TABLE notifications DROP CONSTRAINT uq_notifications_user_id_event_dedupe",
        "UPDATE notifications SET dedupe = 'all one', event = 'one'",
    ],
    "no_price_told": ["""UPDATE notifications SET params = '{"price_minor": 1}'"""],
    "no_price_mailed": [
        "INSERT INTO mail_messages (id, recipient, subject, body, created_at) "
        "VALUES (gen_random_uuid(), 'a@b.c', 'x', '总价 100 元', now())"
    ],
    "told_only_whom_it_concerns": [
        "UPDATE group_buys SET mode = 'directed', organiser_id = "
        "(SELECT id FROM organisations WHERE kind = 'regulator' LIMIT 1)"
    ],
    "live_price": [
        "UPDATE group_buys SET list_by_need[1] = list_by_need[1] + 1 WHERE state = 'open'"
    ],
    "states_by_legal_moves": ["UPDATE group_buys SET state = 'failed' WHERE state = 'open'"],
    "audit_chains": [
        UNLOCKED.format("audit_entries"),
        "UPDATE audit_entries SET reason = 'changed' WHERE subject = 'group_buy'",
    ],
}
SPOILT |= DEPOSITS_SPOILT
"What breaks each invariant"
UNREACHED = {
    "extended_once",
    "complaints_answered_first",
    "places_of_declined_lines",
    "diverse_carriers",
    "pairs_together",
    "tests_possible",
}
"Need a turn that this market has not taken; spoiled by hand they would only test the spoiling"


@pytest.fixture(scope="module")
def market(config, database_url) -> Iterator[World]:
    """Four lives in one market: open, quoting, answering, and being installed."""
    with scratch(config, database_url) as app:
        world = Lives.world = World(app, app.extensions["marketplace"].database)
        for stage in ("in_force", "answering", "quoting", "open"):
            Lives().begin(stage, PLAIN)
        yield world
        world.eyes.close()


@pytest.fixture
def spoiling(market) -> Iterator[Session]:
    with Session(market.database.engine) as session:
        yield session
        session.rollback()


def test_a_sound_market_breaks_nothing(spoiling):
    assert check_invariants(spoiling) == []


def test_every_invariant_is_spoiled_by_some_test():
    assert {rule.rule for rule in RULES} == set(SPOILT) | set(PAYMENTS_SPOILT) | UNREACHED


@pytest.mark.parametrize("rule", SPOILT)
def test_what_is_broken_is_found(spoiling, rule):
    for statement in SPOILT[rule]:
        spoiling.execute(sa.text(statement.replace(":", "\\:")))

    found = Counter(violation.rule for violation in check_invariants(spoiling))

    assert found[rule] > 0


def test_the_number_of_queries_does_not_grow_with_the_market(market):
    def queries() -> int:
        asked: list[str] = []
        engine = market.database.engine
        listen = ("before_cursor_execute", lambda *args: asked.append(args[2]))
        event.listen(engine, *listen)
        try:
            with market.database.unit_of_work() as session:
                check_invariants(session)
        finally:
            event.remove(engine, *listen)
        return len(asked)

    before = queries()
    Lives().begin("in_force", PLAIN)

    assert queries() == before <= 10


def test_the_command_names_each_violation_and_fails(market):
    def shift(by):
        with market.database.unit_of_work() as session:
            query = "UPDATE group_buys SET pooled_mbps = pooled_mbps + :by WHERE state = 'open'"
            return session.execute(sa.text(f"{query} RETURNING id"), {"by": by}).scalars().all()

    (broken,) = shift(1)
    one = market.app.test_cli_runner().invoke(args=["check"])
    sound = market.row("SELECT id FROM group_buys WHERE state = 'quoting' LIMIT 1").id
    runner = market.app.test_cli_runner()
    other, same, none = (
        runner.invoke(args=["check", "--group-buy", str(wanted)])
        for wanted in (sound, broken, market.parks[0].id)
    )
    shift(-1)

    assert one.exit_code == 1
    assert f"pool_sums {broken} " in one.output
    assert other.exit_code == 0
    assert same.exit_code == 1 and f"pool_sums {broken} " in same.output
    assert none.exit_code == 2  # there is no such group buy
