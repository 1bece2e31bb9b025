"""The demo: seeded once through the services, whole or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.adapters.stripe_twin.server import served
from marketplace.cli.demo_clock import Agenda
from marketplace.cli.demo_files import read_scenario
from marketplace.cli.demo_people import PASSWORD
from marketplace.db.session import now_of
from marketplace.domain.compliance.finding import HOLD, REJECT
from marketplace.domain.ladders import ladder_of
from marketplace.domain.lives import AcceptanceState, GroupBuyState, InvoiceState, LineState
from marketplace.domain.pooling import PooledLine, contribution
from marketplace.domain.roles import OrganisationKind
from marketplace.domain.screens import Outcome as Screened
from marketplace.domain.uscc import fault_in
from marketplace.domain.working_days import local_day
from marketplace.models import (
    AwardLine,
    DataExport,
    Deposit,
    DepositClaim,
    DepositReturn,
    GroupBuy,
    Licence,
    Line,
    LineInvoice,
    Organisation,
    PriceBook,
    Quote,
    ScreenHearing,
    ScreenHit,
    Solve,
    User,
)
from marketplace.payment_settings import KNOWN_METHODS, TRIAL_KEY, PaymentSettings
from marketplace.services.find_archive import missing
from marketplace.services.find_archive_parts import find_archive_parts
from marketplace.services.find_export_standing import path_settled
from marketplace.services.verify_audit import audit_heads, verify_audit
from tests.factories.scratch import scratch


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=arguments)


@pytest.fixture(scope="module")
def seeded(config, database_url):
    with served() as trial:
        payments = PaymentSettings(TRIAL_KEY, methods=KNOWN_METHODS, url=trial.url)
        with scratch(replace(config, payments=payments), database_url) as app:
            result = run(app, "demo", "seed")
            assert result.exit_code == 0, (result.output, result.exception)
            yield app


@pytest.fixture
def told(seeded):
    """A session on the seeded database."""
    with seeded.extensions["marketplace"].database.unit_of_work() as session:
        yield session


def count(session, kind):
    query = sa.select(sa.func.count()).where(Organisation.kind == kind)
    return session.scalar(query)


def test_there_are_two_parks_three_carriers_and_at_least_24_companies(told):
    assert count(told, OrganisationKind.PARK) == 2
    assert count(told, OrganisationKind.CARRIER) == 3
    assert count(told, OrganisationKind.ENTERPRISE) >= 24


def test_every_credit_code_is_valid(told):
    assert [code for code in told.scalars(sa.select(Organisation.uscc)) if fault_in(code)] == []


def test_two_applicants_wait_for_the_reviewer_and_all_others_are_confirmed(told):
    states = Counter(str(state) for state in told.scalars(sa.select(Organisation.state)))

    assert states.pop("pending") == 2
    assert set(states) == {"confirmed"}


def test_there_are_at_least_60_lines_on_at_least_6_corridors(told):
    lines, corridors = told.execute(
        sa.select(sa.func.count(), sa.func.count(sa.distinct(Line.corridor_id)))
    ).one()

    assert lines >= 60
    assert corridors >= 6


def test_every_price_book_is_labelled_illustrative(told):
    books = told.scalars(sa.select(PriceBook)).all()

    assert len(books) == 3
    assert all(book.illustrative and "示例价" in book.name for book in books)


def test_there_is_a_group_buy_in_every_state(told):
    assert set(told.scalars(sa.select(GroupBuy.state))) == set(GroupBuyState)


def test_the_sums_of_every_pool_equal_its_lines(told):
    for group_buy in told.scalars(sa.select(GroupBuy)):
        lines = told.scalars(
            sa.select(Line).where(Line.group_buy_id == group_buy.id, Line.state == LineState.POOLED)
        ).all()
        sums = contribution(
            ladder_of(group_buy.ladder),
            [PooledLine(line.mbps, line.list_minor, line.own_limit_minor) for line in lines],
        )

        assert group_buy.pooled_lines == len(lines)
        assert group_buy.pooled_members == len({line.member_id for line in lines})
        assert group_buy.pooled_mbps == sum(line.mbps for line in lines)
        assert tuple(group_buy.volume_by_need) == sums.volume_by_need
        assert tuple(group_buy.list_by_need) == sums.list_by_need


def test_awards_split_lines_between_carriers_at_prices_under_the_ceilings(told):
    solves = told.scalars(sa.select(Solve)).all()
    solved = [solve.result for solve in solves if solve.result["status"] != "infeasible"]
    winners = [{row["carrier"] for row in result["assignments"]} for result in solved]
    ladders = [quote.terms["ladders"] for quote in told.scalars(sa.select(Quote))]

    assert {result["status"] for result in solved} == {"optimal"}
    assert any(len(carriers) >= 2 for carriers in winners)
    assert any(ladders)


@pytest.mark.parametrize(
    ("what", "query"),
    [
        ("an extension", "SELECT 1 FROM group_buys WHERE state = 'open' AND extended_at < now()"),
        ("a directed group buy", "SELECT 1 FROM group_buys WHERE mode = 'directed'"),
        (
            "an invitation to a company that is not registered",
            "SELECT 1 FROM invitations WHERE state = 'sent'",
        ),
        ("a re-run", "SELECT 1 FROM rfqs WHERE rerun_of_id IS NOT NULL"),
        ("an RFQ that fell short", "SELECT 1 FROM audit_entries WHERE event = 'fall_short'"),
        ("a re-award", "SELECT 1 FROM awards WHERE round = 2 AND state = 'standing'"),
        ("a superseded award", "SELECT 1 FROM awards WHERE state = 'superseded'"),
        (
            "a line that waits for its second answer",
            "SELECT 1 FROM award_lines JOIN awards ON awards.id = award_id "
            "WHERE round = 2 AND acceptance = 'pending'",
        ),
        ("an own choice", "SELECT 1 FROM award_lines WHERE acceptance = 'chosen'"),
        ("a complaint that stops the clock", "SELECT 1 FROM awards WHERE clock_stopped_at < now()"),
        ("a denied line", "SELECT 1 FROM contract_lines WHERE archive_state = 'denied'"),
        (
            "the contract that takes it over",
            "SELECT 1 FROM contracts JOIN contract_lines k ON k.contract_id = contracts.id "
            "WHERE state = 'drawn' AND archive_state = 'pending'",
        ),
        (
            "a late delivery",
            "SELECT 1 FROM milestones WHERE state = 'planned' AND due_on < current_date "
            "AND delay_reason IS NOT NULL",
        ),
        ("a complaint of service", "SELECT 1 FROM service_complaints WHERE state = 'filed'"),
        ("a company that waits", "SELECT 1 FROM waiting_entries WHERE state = 'waiting'"),
        ("a question without answer", "SELECT 1 FROM rfq_questions WHERE state = 'asked'"),
        ("an offered survey", "SELECT 1 FROM rfq_questions WHERE survey_at IS NOT NULL"),
        ("unread notifications", "SELECT 1 FROM notifications WHERE read_at IS NULL"),
        *(
            (
                f"a service fee that is {state}",
                f"SELECT 1 FROM service_fees WHERE state = '{state}'",
            )
            for state in ("open", "overdue", "transferred")
        ),
        ("a credit note", "SELECT 1 FROM fee_credits WHERE state = 'issued'"),
        ("an e-invoice", "SELECT 1 FROM service_fees WHERE e_invoice_number IS NOT NULL"),
        ("an announced fee table", "SELECT 1 FROM fee_tables WHERE effective_on > current_date"),
        ("scenarios to compare", "SELECT 1 FROM solves WHERE scenario = 'without_carrier'"),
    ],
)
def test_the_demo_shows(told, what, query):
    assert told.execute(sa.text(query)).first() is not None, what


def test_one_group_buy_was_held_heard_and_released_by_the_reviewer(told):
    hits = told.scalars(sa.select(ScreenHit)).all()

    assert {hit.group_buy_id for hit in hits} == {hits[0].group_buy_id}
    assert {"deemed", "hint"} == {str(hit.kind) for hit in hits}
    assert all(hit.decisions[-1].outcome == Screened.RELEASED for hit in hits)
    (hearing,) = told.scalars(sa.select(ScreenHearing)).all()
    assert hearing.statement and hearing.stated_at < hits[0].decisions[0].decided_at


def test_every_invariant_holds_in_the_demo(seeded):
    result = run(seeded, "check")

    assert result.exit_code == 0, result.output


def test_members_have_accepted_declined_and_not_answered_yet(told):
    said = set(told.scalars(sa.select(AwardLine.acceptance)))

    wanted = {AcceptanceState.ACCEPTED, AcceptanceState.DECLINED, AcceptanceState.PENDING}
    assert wanted <= said


def test_deadlines_to_come_are_to_come(told):
    now = told.scalar(sa.text("SELECT clock_timestamp()"))
    queries = (
        "SELECT locks_at FROM group_buys WHERE state IN ('draft', 'open')",
        "SELECT quotes_due_at FROM rfqs WHERE state = 'quoting'",
        "SELECT acceptance_due_at FROM awards WHERE settled_at IS NULL",
    )

    for query in queries:
        assert all(due > now for due in told.scalars(sa.text(query)))


def test_one_award_is_in_its_standstill_and_two_in_their_acceptance_windows(told):
    now = told.scalar(sa.text("SELECT clock_timestamp()"))
    opens = told.scalars(
        sa.text("SELECT acceptance_opens_at FROM awards WHERE settled_at IS NULL")
    ).all()

    assert sorted(at > now for at in opens) == [False, False, True]


def test_the_clock_runs_free_afterwards_and_nothing_is_from_the_future(told):
    frozen, shift = told.execute(sa.text("SELECT frozen_at, shift FROM clock")).one()
    latest = told.scalar(sa.text("SELECT max(at) FROM audit_entries"))

    assert frozen is None and not shift
    assert latest <= told.scalar(sa.text("SELECT clock_timestamp()"))


def test_the_audit_log_verifies(told):
    found = verify_audit(told)

    assert found.findings == []
    assert found.entries > 300


def test_a_second_seeding_changes_nothing(seeded, told):
    before = audit_heads(told)

    result = run(seeded, "demo", "seed")

    assert result.exit_code == 0
    assert "nothing was changed" in result.output
    assert audit_heads(told) == before


def test_the_logins_name_every_role_and_let_in(seeded, told):
    output = run(seeded, "demo", "logins").output
    emails = [row["email"] for row in read_scenario().logins]
    roles = told.scalars(sa.select(User.roles).where(User.email.in_(emails))).all()
    body = {"email": emails[0], "password": PASSWORD, "name": "demo", "scopes": ["read"]}
    answer = seeded.test_client().post(
        "/api/v1/tokens", json=body, headers={"Idempotency-Key": uuid4().hex}
    )

    assert PASSWORD in output and all(email in output for email in emails)
    assert {role for held in roles for role in held} == {
        "park_manager",
        "lead_enterprise",
        "member",
        "carrier",
        "reviewer",
        "operator",
        "observer",
    }
    assert answer.status_code == 201


def test_an_interrupted_seeding_leaves_nothing(config, database_url, monkeypatch):
    play, acts = Agenda._set, iter(range(200))

    def interrupted(agenda, **columns):
        if next(acts) == 150:
            raise KeyboardInterrupt
        play(agenda, **columns)

    with scratch(config, database_url) as app:
        monkeypatch.setattr(Agenda, "_set", interrupted)
        run(app, "demo", "seed")
        assert next(acts) == 151  # it came as far as the interruption

        with app.extensions["marketplace"].database.unit_of_work() as session:
            assert session.scalar(sa.select(sa.func.count()).select_from(Organisation)) == 0
            assert session.scalar(sa.text("SELECT count(*) FROM audit_entries")) == 0
            assert session.scalar(sa.text("SELECT frozen_at FROM clock")) is None
        assert "holds no demo" in run(app, "demo", "logins").output


def test_one_member_has_its_export_path_settled_and_another_still_answers(told):
    company = sa.select(DataExport).join(Organisation, Organisation.id == DataExport.member_id)
    settled = told.scalars(company.where(Organisation.uscc == "91310000MA1KX9A48D")).all()
    begun = told.scalars(company.where(Organisation.uscc == "91310115MA1HUUEN7X")).all()

    assert "D8" in {export.check.code for export in settled if export.check}
    assert any(export.check is None and export.draft for export in begun)
    then = next(export.check for export in settled if export.check)
    stands = path_settled(told, member_id=then.member_id, line_id=None, now=then.checked_at)
    assert stands.may_go_live


def archives(told):
    """What each line of a locked group buy would still lack, as (rule, z_end)."""
    lines = told.scalars(
        sa.select(Line)
        .join(GroupBuy, GroupBuy.id == Line.group_buy_id)
        .where(Line.state == LineState.POOLED, GroupBuy.locked_at.is_not(None))
    ).all()
    day = local_day(now_of(told))
    return [
        (one.code, parts.use.z_end)
        for parts in find_archive_parts(told, lines)
        for one in missing(parts, day)
        if one.outcome in (HOLD, REJECT)
    ]


def test_past_the_lock_only_racks_and_contract_partners_wait_for_a_reviewer(told):
    found = archives(told)

    assert {code for code, _ in found} <= {"BUY-06", "USE-03"}
    assert {str(end) for _, end in found} <= {"own_rack"}


def test_the_operator_has_stated_the_platform_and_every_rule_about_it_is_met(told):
    query = sa.text("SELECT code, outcome FROM findings WHERE subject = 'platform'")

    met = {"PLAT-02", "PLAT-04", "SEC-01", "SEC-09", "SEC-12"}
    assert dict(told.execute(query).all()) == dict.fromkeys(met, "pass")


def test_every_carrier_has_proved_its_licence_and_was_looked_up(told):
    licences = told.scalars(sa.select(Licence)).all()

    assert all(one.evidence_id and one.looked_up_on and one.gateway_city for one in licences)


def test_invoices_of_lines_stand_in_every_state_and_one_is_overdue(told):
    invoices = told.scalars(sa.select(LineInvoice)).all()
    today = local_day(now_of(told))

    assert {str(one.state) for one in invoices} == set(InvoiceState)
    assert any(one.state == InvoiceState.INVOICED and one.due_on < today for one in invoices)
    assert any(0 < one.remitted_minor < one.gross_minor for one in invoices)


def test_deposits_are_paid_saved_asked_for_again_and_given_back(told):
    states = Counter(told.scalars(sa.select(Deposit.state)))

    assert set(states) == {"due", "saved", "confirming", "held", "returned"}
    assert states["returned"] >= 10
    assert told.scalars(sa.select(DepositClaim.state)).all() == ["dismissed"]


def test_interest_on_deposits_is_paid_but_for_one(told):
    borne = sa.select(DepositReturn).where(DepositReturn.interest_minor > 0)
    unpaid = [one for one in told.scalars(borne) if one.interest_paid_at is None]

    assert {one.group_buy_id for one in unpaid} != set()
    assert len(unpaid) == 2
