"""The platform's own standing, and how long records are kept (PLAT, SEC)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marketplace.domain.compliance.facts import CompanyFacts, PlatformFacts
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.commerce import E_COMMERCE, INTERNET_SERVICES
from marketplace.domain.compliance.instruments.data import (
    COMMERCIAL_CRYPTO,
    CRYPTOGRAPHY,
    CYBERSECURITY,
    GRADED_PROTECTION,
    PERSONAL_INFORMATION,
)
from marketplace.domain.compliance.instruments.purchase import E_TENDERING
from marketplace.domain.compliance.rule import Asking, earlier, rule
from marketplace.domain.compliance.rules.run_settings import STRICT
from marketplace.domain.compliance.source import S

RENUMBERED = date(2026, 1, 1)


@rule(
    "PLAT-10",
    "收集个人信息须告知，身份证件须单独同意",
    "Personal information needs a notice, identity documents separate consent",
    CompanyFacts,
    sources=(PERSONAL_INFORMATION.at("13", "29", "30", "51", "55-57"),),
    gates=(Gate.ENROL,),
    fails=(HOLD,),
    needs=("privacy_notice_shown", "identity_document_taken"),
    reads=("separate_consent",),
)
def privacy_respected(facts: CompanyFacts, asking: Asking) -> Iterator[Answer]:
    if facts.privacy_notice_shown is False:
        yield hold(
            "尚未向联系人展示个人信息处理告知。请展示并记录。",
            "The contact persons have not seen the privacy notice. Please show it and keep the record.",
            "privacy_notice_shown",
        )
    if facts.identity_document_taken and not facts.separate_consent:
        yield hold(
            "身份证件属于敏感个人信息，须取得本人单独同意。请取得后再上传。",
            "Identity documents are sensitive: the person's separate consent is needed. Please get it before uploading.",
            "separate_consent",
        )


@rule(
    "PLAT-02",
    "网站须完成 ICP 备案并在首页标明",
    "The site is filed (ICP) and shows the number",
    PlatformFacts,
    sources=(INTERNET_SERVICES.at("4", "8", "12"),),
    gates=(Gate.OPERATE,),
    fails=(WARN,),
    reads=("icp_number",),
)
def site_filed(facts: PlatformFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.icp_number:
        yield warn(
            "尚未填写 ICP 备案号。上线前须备案并在首页标明编号。",
            "There is no ICP filing number. The site is filed before launch and shows the number on its home page.",
            "icp_number",
        )


@rule(
    "PLAT-04",
    "首页公示证照与规则",
    "Licence and rules are on the home page",
    PlatformFacts,
    sources=(E_COMMERCE.at("15", "33"),),
    gates=(Gate.OPERATE,),
    fails=(WARN,),
    reads=("rules_published",),
)
def rules_published(facts: PlatformFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.rules_published:
        yield warn(
            "首页须持续公示营业执照、平台规则与协议，可阅读、可下载。请补充。",
            "The home page shows licence, rules and agreements, to be read and downloaded. Please add them.",
            "rules_published",
        )


@rule(
    "SEC-01",
    "平台完成等级保护定级备案",
    "The platform is graded and filed",
    PlatformFacts,
    sources=(CYBERSECURITY.at("23"), GRADED_PROTECTION.at("14-15", mark=S)),
    gates=(Gate.OPERATE,),
    fails=(WARN,),
    reads=("grading_filing",),
    version=2,
    since=RENUMBERED,
)
def platform_graded(facts: PlatformFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.grading_filing:
        yield warn(
            "尚未填写网络安全等级保护备案号。请完成定级、备案后填写。",
            "There is no filing number of the graded protection. Please grade and file the platform and enter it.",
            "grading_filing",
        )


platform_graded_before_2026 = earlier(
    platform_graded,
    before=RENUMBERED,
    sources=(CYBERSECURITY.at("21"), GRADED_PROTECTION.at("14-15", mark=S)),
)


@rule(
    "SEC-09",
    "按等级使用商用密码",
    "Commercial cryptography as graded",
    PlatformFacts,
    sources=(CRYPTOGRAPHY.at("27"), COMMERCIAL_CRYPTO.at("38", "41")),
    gates=(Gate.OPERATE,),
    fails=(WARN,),
    reads=("commercial_crypto",),
)
def crypto_as_graded(facts: PlatformFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.commercial_crypto:
        yield warn(
            "尚未确认已按系统等级使用商用密码。请核对等级要求并记录。",
            "It is not confirmed that commercial cryptography is used as the grade wants. Please check and record it.",
            "commercial_crypto",
        )


@rule(
    "SEC-12",
    "严格程序的服务器须设在境内",
    "Servers of the strict procedure stand in mainland China",
    PlatformFacts,
    sources=(E_TENDERING.at("10"),),
    gates=(Gate.OPERATE,),
    fails=(REJECT,),
    needs=("servers_in_mainland", "procedure"),
)
def servers_in_mainland(facts: PlatformFacts, asking: Asking) -> Iterator[Answer]:
    if facts.servers_in_mainland is False and facts.procedure in STRICT:
        yield reject(
            "采用严格程序时，平台服务器须设在中国境内。请更换部署地点，或改用密封询比。",
            "Under the strict procedure the servers must stand in mainland China. Please move them, or use a sealed RFQ.",
            "servers_in_mainland",
        )


RULES = (
    privacy_respected,
    site_filed,
    rules_published,
    platform_graded_before_2026,
    platform_graded,
    crypto_as_graded,
    servers_in_mainland,
)
