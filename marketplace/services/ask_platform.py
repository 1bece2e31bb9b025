"""The gate of operation about the platform itself: filing, licence, grade, servers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.domain.compliance.facts import PlatformFacts
from marketplace.domain.compliance.facts.group_buy import Procedure
from marketplace.domain.compliance.gates import Gate
from marketplace.models import Organisation, PlatformStatement
from marketplace.security.identity import Identity
from marketplace.services.judge_findings import About, judge
from marketplace.services.keep_findings import keep_findings, record_asking


def ask_platform(
    session: Session,
    platform: Organisation,
    statement: PlatformStatement,
    *,
    by: Identity | None,
    now: datetime,
) -> int:
    """What the rules say of the statement, kept where it is new; how many answers that are."""
    about = About("platform", platform.id, platform.id, path="/platform#f-")
    things = [(about, [facts_of_platform(statement)])]
    asked = judge(session, things, gates=[Gate.OPERATE], by=by, now=now)
    kept = keep_findings(session, asked.rows)
    if kept:
        record_asking(session, platform, asked.rows, by=by, now=now)
    return kept


def facts_of_platform(statement: PlatformStatement) -> PlatformFacts:
    """What is not stated is not so. Every group buy is run as a sealed RFQ, by the build.

    The pages of rules are always there; licence and agreement are, once they were uploaded.
    Cryptography is as graded when it was assessed at the platform's grade or above.
    """
    level, assessed = statement.grading_level, statement.crypto_level
    return PlatformFacts(
        icp_number=statement.icp_number,
        grading_filing=statement.grading_filing,
        servers_in_mainland=statement.servers_in_mainland,
        procedure=Procedure.SEALED_RFQ,
        rules_published=None not in (statement.business_licence_id, statement.service_agreement_id),
        commercial_crypto=level is not None and assessed is not None and assessed >= level,
    )
