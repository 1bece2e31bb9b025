"""The carrier records an acceptance test of a line: round trip, throughput, loss."""

from __future__ import annotations

import logging
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.domain.activation import judge_test
from marketplace.domain.roles import Role
from marketplace.errors import invalid
from marketplace.models import LineTest
from marketplace.models.audit import record
from marketplace.security.identity import Identity
from marketplace.services.find_installations import promised_rtt
from marketplace.services.find_own_file import own_file_id
from marketplace.services.lock_installation import Work, lock_installation, refuse_day
from marketplace.services.notify import notify

log = logging.getLogger(__name__)


def record_line_test(
    session: Session,
    *,
    contract_line_id: UUID,
    tested_on: date,
    rtt_us: int,
    throughput_mbps: int,
    loss_ppm: int | None = None,
    note: str = "",
    evidence_id: UUID | None = None,
    identity: Identity,
    now: datetime,
) -> LineTest:
    """A test, judged against the promised round trip and the bandwidth; the last one counts.

    A round trip below what light in fibre allows on the corridor is no measurement. Raises
    NotFound, Forbidden, Conflict, Invalid (rtt_us: below_floor; tested_on; evidence_id).
    """
    work = lock_installation(session, contract_line_id, identity=identity)
    refuse_day("/tested_on", tested_on, since=work.in_force_on, now=now)
    floor_us = work.line.line.corridor.rtt_floor_us
    if rtt_us < floor_us:
        raise invalid("/rtt_us", "rtt_below_floor", floor_ms=f"{floor_us / 1000:.3f}")
    verdict = judge_test(
        rtt_us,
        throughput_mbps,
        loss_ppm,
        promised_rtt_us=promised_rtt(work.line),
        mbps=work.line.line.mbps,
    )
    test = LineTest(
        id=uuid4(),
        contract_line_id=work.line.id,
        group_buy_id=work.line.group_buy_id,
        tested_on=tested_on,
        rtt_us=rtt_us,
        throughput_mbps=throughput_mbps,
        loss_ppm=loss_ppm,
        passed=verdict.passed,
        note=note or None,
        evidence_id=own_file_id(session, evidence_id, identity=identity),
        recorded_at=now,
        recorded_by=identity.user_id,
    )
    session.add(test)
    session.flush()
    record(session, test, "record", by=identity, now=now, passed=test.passed, rtt_us=rtt_us)
    _tell(session, work, test, now)
    log.info("line_tested", extra={"contract_line_id": work.line.id, "passed": test.passed})
    return test


def _tell(session: Session, work: Work, test: LineTest, now: datetime) -> None:
    notify(
        session,
        "line_test_passed" if test.passed else "line_test_failed",
        to=[work.contract.member_id],
        roles=[Role.MEMBER],
        about=test.id,
        path=f"/installation/lines/{work.line.id}",
        now=now,
        group_buy_id=work.line.group_buy_id,
        reference=work.line.reference,
        number=work.contract.number,
    )
