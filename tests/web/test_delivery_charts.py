"""Steps of lines on one scale of days: where each stands and how it is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from marketplace.domain.lives import MilestoneKind
from marketplace.web.delivery_charts import EDGE, WIDTH, delivery_chart, in_force_on

DAY = date(2026, 3, 2)
K = MilestoneKind


def step(kind: MilestoneKind, due: int, *, done: int | None = None, moved: int = 0):
    promised = DAY + timedelta(days=due)
    milestone = SimpleNamespace(
        kind=kind,
        due_on=promised,
        expected_on=promised + timedelta(days=moved),
        done_on=None if done is None else DAY + timedelta(days=done),
    )
    late = max(0, (0 if done is None else done) - due)
    return SimpleNamespace(milestone=milestone, days_late=late, delayed=bool(moved))


def installed(*steps):
    contract = SimpleNamespace(member_signed_at=None, carrier_signed_at=None)
    line = SimpleNamespace(contract=contract, due_on=None, live_on=None)
    return SimpleNamespace(line=line, steps=list(steps))


def test_a_step_stands_at_the_day_it_was_done_else_at_the_one_expected():
    chart = delivery_chart(
        [installed(step(K.SURVEY, -10, done=-8), step(K.TEST, 10, moved=5))], DAY
    )

    marks = chart.rows[0].marks
    assert [(m.state, m.day) for m in marks] == [
        ("done late", DAY - timedelta(days=8)),
        ("moved", DAY + timedelta(days=15)),
    ]
    assert marks[1].x == WIDTH - EDGE and chart.rows[0].reached == marks[0].x


def test_what_is_due_and_not_done_is_late():
    chart = delivery_chart([installed(step(K.SURVEY, -3), step(K.TEST, 4))], DAY)

    assert [mark.state for mark in chart.rows[0].marks] == ["ahead late", "ahead"]


def test_all_lines_share_one_scale_with_today_on_it():
    chart = delivery_chart([installed(step(K.SURVEY, -10)), installed(step(K.SURVEY, 10))], DAY)

    assert chart.today_x == WIDTH / 2
    assert [row.marks[0].x for row in chart.rows] == [EDGE, WIDTH - EDGE]


def test_long_after_the_last_step_today_is_left_out():
    chart = delivery_chart([installed(step(K.SURVEY, -90, done=-90))], DAY)

    assert chart.today_x is None


def test_without_a_plan_there_is_no_picture():
    assert delivery_chart([installed()], DAY) is None


def test_a_contract_is_in_force_from_the_later_signature_in_shanghai():
    first = datetime(2026, 3, 2, 10, tzinfo=UTC)
    second = datetime(2026, 3, 2, 17, tzinfo=UTC)
    signed = SimpleNamespace(member_signed_at=first, carrier_signed_at=second)

    assert in_force_on(signed) == date(2026, 3, 3)
    assert in_force_on(SimpleNamespace(member_signed_at=first, carrier_signed_at=None)) is None
