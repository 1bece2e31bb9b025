"""The demo's reviewer decides what the rules hold before a group buy locks."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.cli.demo_stage import Story
from marketplace.domain.compliance.verdicts import Standing, Verdict
from marketplace.services.ask_before_lock import ask_before_lock
from marketplace.services.decide_finding import decide_finding
from marketplace.services.find_findings import findings_of

REVIEWER = "reviewer"
BEFORE_LOCK = timedelta(hours=1)
REASON = (
    "已核对合同与股权资料：两端均由本企业使用，属内部办公专用（示例）。"
    "Contract and ownership compared: both ends serve the company itself (demo)."
)


def review_demand(story: Story, now: datetime) -> None:
    """Ask about the whole pool, then allow what waits for a reviewer: racks and partners' ends."""
    stage, group_buy_id = story.stage, story.known_id
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
