"""What the demo's operator states of the platform itself; every number is an example."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.cli.demo_archives import upload
from marketplace.cli.demo_files import checked
from marketplace.cli.demo_stage import Stage
from marketplace.domain.working_days import local_day
from marketplace.schemas.platform_statements import KeepPlatformStatementSchema
from marketplace.services.find_platform import current_statement, lock_platform
from marketplace.services.keep_platform_statement import keep_platform_statement

BEFORE = timedelta(days=60)
"From test and assessment to the statement"


def state_platform(stage: Stage, now: datetime) -> None:
    """Everything, so that all rules about the platform are met."""
    operator, day = stage.who("operator"), (local_day(now) - BEFORE).isoformat()
    body = {
        "icp_number": "沪ICP备00000000号-1",
        "edi_basis": "answer",
        "edi_reference": "示例答复第 0 号 (demo)",
        "edi_on": day,
        "business_licence_id": str(upload(stage, "Platform Business Licence", operator, now)),
        "service_agreement_id": str(upload(stage, "Platform Service Agreement", operator, now)),
        "grading_level": 3,
        "grading_filing": "310115-00000（示例 demo）",
        "grading_tested_on": day,
        "crypto_level": 3,
        "crypto_assessed_on": day,
        "servers_in_mainland": True,
        "servers_where": "上海示例机房（demo）",
        "bank_account": "户名：平台运营（示例 demo）\n开户行：示例银行上海分行\n账号：0000 0000",
    }
    keep_platform_statement(
        stage.session,
        platform=lock_platform(stage.session),
        statement=current_statement(stage.session),
        given=checked(KeepPlatformStatementSchema(), body),
        identity=operator,
        now=now,
    )
