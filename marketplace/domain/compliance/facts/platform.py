"""Facts of the platform itself, and of a record that is to be deleted (PLAT, SEC)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.domain.compliance.facts.fact import Facts, fact
from marketplace.domain.compliance.facts.group_buy import Procedure


class RecordClass(StrEnum):
    NETWORK_LOG = "network_log"
    TRANSACTION = "transaction"
    "goods or service and transaction information, deal records"
    SELLER_IDENTITY = "seller_identity"
    IMPACT_ASSESSMENT = "impact_assessment"
    "and records of handing personal information to others"
    TENDER_FILE = "tender_file"
    "deal records of a tender or a government procurement"


@dataclass(frozen=True, kw_only=True)
class PlatformFacts(Facts):
    icp_number: str | None = fact("ICP 备案号", "ICP filing number")
    grading_filing: str | None = fact("等级保护备案号", "filing of the graded protection")
    servers_in_mainland: bool | None = fact(
        "服务器是否在中国境内", "whether the servers stand in mainland China"
    )
    procedure: Procedure | None = fact("采购方式", "procedure")
    rules_published: bool | None = fact(
        "首页是否公示证照与规则", "whether licence and rules are on the home page"
    )
    commercial_crypto: bool | None = fact(
        "是否按等级使用商用密码", "whether commercial cryptography is used as graded"
    )


@dataclass(frozen=True, kw_only=True)
class DeletionFacts(Facts):
    """One record that a job or a person wants to delete on the day of asking."""

    record: RecordClass | None = fact("记录类别", "class of the record")
    kept_from: date | None = fact(
        "保存期起算日", "day from which its term runs (written, completed, left)"
    )
    government_or_tender: bool | None = fact(
        "是否政府采购或法定采购程序的记录", "whether it is of a government procurement or a tender"
    )
