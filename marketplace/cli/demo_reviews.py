"""The demo's reviewer decides what the rules hold before a group buy locks."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.cli.demo_stage import Story
from marketplace.domain.compliance.verdicts import Standing, Verdict
from marketplace.i18n.competition_texts import suggested
from marketplace.services.ask_before_lock import ask_before_lock
from marketplace.services.create_group_buy import find_draft
from marketplace.services.decide_finding import decide_finding
from marketplace.services.find_competition_record import record_of
from marketplace.services.find_findings import findings_of
from marketplace.services.sign_competition_record import sign_competition_record

REVIEWER = "reviewer"
BEFORE_LOCK = timedelta(hours=1)
SHARE_BASIS = "园区企业专线统计与公开的行业数据（示例）。 Park statistics and public data (demo)."
REASON = (
    "已核对合同与股权资料：两端均由本企业使用，属内部办公专用（示例）。"
    "Contract and ownership compared: both ends serve the company itself (demo)."
)


def review_demand(story: Story, now: datetime) -> None:
    """Sign the record, ask about the whole pool, then allow what waits for a reviewer."""
    stage, group_buy_id = story.stage, story.known_id
    _sign_record(story, now)
    ask_before_lock(stage.session, group_buy_id=group_buy_id, now=now)
    reviewer = stage.who(REVIEWER)
    waiting = findings_of(reviewer, standing=[Standing.HELD], group_buy_id=group_buy_id)
    for finding in stage.session.scalars(waiting).all():
        decide_finding(
            stage.session,
            finding_id=finding.id,
            verdict=Verdict.ALLOW,
            reason=REASON,
            identity=reviewer,
            now=now,
        )


def _sign_record(story: Story, now: datetime) -> None:
    """The organiser's record of the effect on competition, as the marketplace suggests it."""
    session, who = story.stage.session, story.organiser
    group_buy = find_draft(session, story.known_id, who)
    kept = record_of(session, group_buy, now)
    estimate = {"local_demand_share_bps": 600, "share_basis": SHARE_BASIS, "legal_review_id": None}
    sign_competition_record(
        session,
        group_buy=group_buy,
        kept=kept,
        given=suggested(kept.figures, "zh") | estimate,
        identity=who,
        now=now,
    )
