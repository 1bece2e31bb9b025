"""What the marketplace holds about people: whom, what, for which purpose, on which basis.

The inventory of personal data (PLAT-10). Every table of the database stands in one holding, or
among those that say nothing of a person; a test holds the two against the models.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from marketplace.domain.compliance.facts.platform import RecordClass
from marketplace.domain.compliance.instruments.commerce import E_COMMERCE
from marketplace.domain.compliance.instruments.data import CYBERSECURITY, PERSONAL_INFORMATION
from marketplace.domain.compliance.source import Source
from marketplace.domain.compliance.words import Text

CONTRACT = Text("订立、履行合同所必需", "Necessary to make and perform a contract")
DUTY = Text("履行法定义务所必需", "Necessary for a statutory duty")
CONSENT = Text("单独同意", "Separate consent")
PEOPLE = Text("各机构的用户（经办人）", "Users, who act for an organisation")
LAWFUL = PERSONAL_INFORMATION.at("13")


@dataclass(frozen=True)
class Holding:
    """One kind of personal data. `record`: the class that says how long; None: no law does."""

    key: str
    title: Text
    whom: Text
    what: Text
    purpose: Text
    basis: Text
    sources: tuple[Source, ...]
    kept: Text
    tables: tuple[str, ...]
    readers: Text
    record: RecordClass | None = None
    sensitive: bool = False


FORMER = Text(
    "账户停用、机构退出且其最后一笔交易完成后3年（无交易的6个月），随后匿名处理",
    "3 years after access ended and the last deal was completed (6 months if its organisation left "
    "without any deal), then anonymised",
)
HOLDINGS = (
    Holding(
        "accounts",
        Text("账户", "Accounts"),
        PEOPLE,
        Text(
            "姓名、邮箱、密码（仅存哈希）、语言、角色",
            "Name, e-mail address, password (as a hash), language, roles",
        ),
        Text("登录并代表机构办理业务", "Signing in and acting for the organisation"),
        CONTRACT,
        (LAWFUL,),
        FORMER,
        ("users",),
        record=RecordClass.TRANSACTION,
        readers=Text("本机构、平台运营", "Its own organisation; the operator"),
    ),
    Holding(
        "enrolments",
        Text("未通过的入驻申请", "Refused enrolments"),
        Text("申请机构的用户", "Users of the organisation that applied"),
        Text("机构名称、代码、地址及其用户账户", "Name, code, address, and its users' accounts"),
        Text("核验身份", "Verifying identities"),
        DUTY,
        (LAWFUL, CYBERSECURITY.at("26")),
        Text("拒绝后6个月，随后删除", "6 months after the refusal, then deleted"),
        ("organisations",),
        record=RecordClass.NETWORK_LOG,
        readers=Text("本机构、审核员、观察员、平台运营", "Itself; reviewer, observer, operator"),
    ),
    Holding(
        "enrolment_files",
        Text("入驻资料", "Enrolment files"),
        Text("法定代表人、经办人", "Legal representatives, and those who act for an organisation"),
        Text(
            "姓名、电话、证件种类与号码（加密存储，页面掩码）、执照与授权书扫描件、核验结果",
            "Name, phone, identity document (number encrypted, masked), licence and letter, checks",
        ),
        Text("接入前核验真实身份", "Verifying real identities before any service"),
        Text("履行法定义务所必需；证件信息须单独同意", "Statutory duty; numbers: separate consent"),
        (CYBERSECURITY.at("26"), PERSONAL_INFORMATION.at("29", "30")),
        Text(
            "机构退出且交易完成后3年（无交易的企业与园区6个月），随后清除；"
            "未通过的，拒绝后6个月删除；撤回同意即删除证件号码",
            "3 years after the organisation left and its deals were completed (a company or park "
            "without any: 6 months), then emptied; refused: 6 months; numbers until consent ends",
        ),
        ("enrolments", "enrolment_checks"),
        record=RecordClass.SELLER_IDENTITY,
        sensitive=True,
        readers=Text("本机构；审核员只见掩码", "The organisation; reviewers, masked"),
    ),
    Holding(
        "tokens",
        Text("接口令牌", "API tokens"),
        PEOPLE,
        Text("令牌名称、权限、期限（令牌仅存哈希）", "Name, scopes and term (the token as a hash)"),
        Text("程序代表用户办理业务", "Programs that act for the user"),
        CONTRACT,
        (LAWFUL,),
        Text("失效后6个月，随后删除", "6 months after their end, then deleted"),
        ("api_tokens",),
        record=RecordClass.NETWORK_LOG,
        readers=Text("用户本人", "The user"),
    ),
    Holding(
        "log_ins",
        Text("登录失败记录", "Failed log-ins"),
        Text("尝试登录的人", "Whoever tried to sign in"),
        Text("所填邮箱、网络地址、时间", "E-mail address as given, network address, time"),
        Text("防止猜测密码，留存网络日志", "Against guessing of passwords; network logs"),
        DUTY,
        (CYBERSECURITY.at("23(3)"),),
        Text("6个月，随后删除", "6 months, then deleted"),
        ("login_failures",),
        record=RecordClass.NETWORK_LOG,
        readers=Text("无人日常查看", "Nobody in daily work"),
    ),
    Holding(
        "messages",
        Text("通知与邮件", "Notifications and mails"),
        PEOPLE,
        Text("收件人、内容、时间", "Recipient, content, time"),
        Text("告知待办事项与期限", "Telling what must be done, and by when"),
        CONTRACT,
        (LAWFUL,),
        Text(
            "邮件副本发出后30天删除；站内通知随账户保存",
            "Copies of mails: 30 days after they were sent; notifications: as long as the account",
        ),
        ("mail_messages", "notifications", "idempotency_keys"),
        readers=Text("用户本人、平台运营（邮件）", "The user; the operator (mails)"),
    ),
    Holding(
        "deals",
        Text("团购、询比、成交与合同", "Group buys, quotes, awards and contracts"),
        PEOPLE,
        Text(
            "谁在何时参团、报价、签署、上传、投诉；表单中的自由文字",
            "Who joined, quoted, signed, uploaded or complained, and when; free text of forms",
        ),
        Text("达成并履行交易，可追溯", "Making and performing deals that can be traced"),
        DUTY,
        (LAWFUL, E_COMMERCE.at("31")),
        Text(
            "交易完成后3年；政府采购与法定程序15年；上传后未使用的文件30天",
            "3 years after completion; 15 years for public procedures; unused uploads 30 days",
        ),
        (
            "group_buys",
            "organiser_statements",
            "competition_records",
            "participations",
            "lines",
            "invitations",
            "group_buy_questions",
            "line_drafts",
            "waiting_entries",
            "premises",
            "rfqs",
            "rfq_lines",
            "rfq_questions",
            "rfq_amendments",
            "sealed_quotes",
            "quote_drafts",
            "quotes",
            "quote_origins",
            "awards",
            "award_lines",
            "award_complaints",
            "award_confirmations",
            "fee_tables",
            "service_fees",
            "fee_credits",
            "solves",
            "contracts",
            "contract_lines",
            "contract_ends",
            "milestones",
            "line_tests",
            "payee_accounts",
            "line_invoices",
            "remittances",
            "stored_files",
            "service_complaints",
            "service_complaint_words",
            "price_books",
            "findings",
            "finding_decisions",
            "duties_done",
            "platform_statements",
            "line_abuses",
            "screen_runs",
            "screen_hits",
            "screen_hearings",
            "screen_decisions",
            "explanations",
        ),
        record=RecordClass.TRANSACTION,
        readers=Text("交易双方、组织方、监管", "The parties, the organiser, overseers"),
    ),
    Holding(
        "deposits",
        Text("诚意金", "Deposits"),
        PEOPLE,
        Text(
            "谁何时请求付款页面、提出或决定主张；付款方式的品牌与末四位。卡号只在支付机构的页面输入，本平台从不接触",
            "Who asked for a page to pay on, claimed or decided, and when; brand and last four "
            "digits of the way to pay. Card numbers are typed on the payment service's page alone",
        ),
        Text(
            "收取、退还诚意金。请求付款页面者的邮箱提供给境外支付机构 Stripe，用于发送收据",
            "Taking and returning deposits. The e-mail address of whoever asks for the page goes "
            "to the payment service Stripe, abroad, for its receipt",
        ),
        CONTRACT,
        (LAWFUL, E_COMMERCE.at("31")),
        Text("交易完成后3年", "3 years after completion"),
        ("deposits", "deposit_tries", "deposit_payments", "deposit_returns", "deposit_claims"),
        record=RecordClass.TRANSACTION,
        readers=Text(
            "本企业、监管、平台运营；主张由该运营商和审核员阅读；付款由 Stripe 处理",
            "The company, overseers, the operator; claims: that carrier and reviewers; Stripe "
            "handles payments",
        ),
    ),
    Holding(
        "carriers",
        Text("运营商许可证", "Carriers' licences"),
        Text("提交与审核许可证的用户", "Users who submit and decide licences"),
        Text("许可证编号、扫描件与审核记录", "Licence number, scans and its review"),
        Text("核验销售方资格", "Verifying who may sell"),
        DUTY,
        (E_COMMERCE.at("27"),),
        Text(
            "运营商退出后3年，随后删除扫描件、用户作匿名处理",
            "3 years after the carrier has left; then scans go and users are anonymised",
        ),
        ("licences",),
        record=RecordClass.SELLER_IDENTITY,
        readers=Text("本机构、审核员、观察员、平台运营", "Itself; reviewer, observer, operator"),
    ),
    Holding(
        "archives",
        Text("用户档案", "User archives"),
        Text("法定代表人、联系人", "Legal representatives and contact persons"),
        Text(
            "姓名、电话、邮箱、地址、证件种类与号码（加密存储，页面掩码）",
            "Name, phone, address, kind and number of the identity document (encrypted, masked)",
        ),
        Text("运营商集中建立用户档案", "The user archive that the carrier must keep"),
        CONSENT,
        (PERSONAL_INFORMATION.at("29", "30"),),
        Text(
            "企业退出且最后一笔交易完成后3年，随后清除；被替换的材料按同样期限",
            "3 years after the company left and its last deal was completed, then emptied; "
            "replaced papers by the same terms",
        ),
        ("company_profiles", "line_uses", "archive_papers", "commitments"),
        record=RecordClass.TRANSACTION,
        sensitive=True,
        readers=Text(
            "本企业、所选运营商；审核员只见掩码", "The company, its carrier; masked: reviewers"
        ),
    ),
    Holding(
        "exports",
        Text("数据出境自查", "Data-export self-checks"),
        Text("境外接收方联系人、填报人", "Contacts of recipients; who stated it"),
        Text(
            "接收方名称与联系方式、填报与登记记录", "Recipient and contact; what was stated, filed"
        ),
        Text("开通前核查出境路径", "Checking the path before a line goes live"),
        DUTY,
        (PERSONAL_INFORMATION.at("56"),),
        Text("最后一次登记后3年；未登记的草稿12个月", "3 years after the last; drafts 12 months"),
        ("data_exports", "data_export_checks", "data_export_filings"),
        record=RecordClass.IMPACT_ASSESSMENT,
        readers=Text("本企业、审核员、观察员", "The company; reviewer, observer"),
    ),
    Holding(
        "payment_events",
        Text("支付通知", "Payment events"),
        PEOPLE,
        Text(
            "支付服务商（Stripe）通知原文，可能含付款人姓名、邮箱，不含完整卡号；谁要求核对",
            "What the payment provider (Stripe) sent: may name a payer and an e-mail address, "
            "never a whole card number; who asked for a comparison",
        ),
        Text("收款、退款记账与核对", "Booking and comparing payments and refunds"),
        CONTRACT,
        (LAWFUL,),
        Text(
            "通知90天后删除；核对记录随账簿保存",
            "Events are deleted after 90 days; comparisons stay with the books",
        ),
        ("stripe_events", "payment_checks"),
        readers=Text("任何页面均不显示原文；运营", "No page shows it; operator"),
    ),
    Holding(
        "traces",
        Text("审计日志与查看记录", "Audit log and record of readings"),
        PEOPLE,
        Text("谁在何时做了什么、看了谁的资料", "Who did what and read whose data, and when"),
        Text("可追溯，保护被查看的人", "Tracing, and protecting whose data are read"),
        DUTY,
        (CYBERSECURITY.at("23(3)"), PERSONAL_INFORMATION.at("51")),
        Text(
            "审计日志不删除（只记编号，不记姓名）；查看记录3年",
            "The audit log stays (ids, no names); readings 3 years",
        ),
        ("audit_entries", "audit_chains", "readings"),
        record=RecordClass.IMPACT_ASSESSMENT,
        readers=Text("本机构、监管", "Its own organisation; overseers"),
    ),
)
NOT_PERSONAL = frozenset({
    "clock", "corridors", "lots", "quote_prices", "price_book_rows", "price_book_ladders",
    "reference_prices", "solve_progress", "negative_list_editions",
    "ledger_head", "ledger_accounts", "ledger_entries", "ledger_postings", "ledger_snapshots",
    "ledger_balances", "stripe_bookings", "payment_differences", "payment_disputes",
    "payment_troubles", "stripe_customers", "deposit_terms", "deposit_looks", "due_items",
    "invoice_items",
})  # fmt: skip
"Tables in which nothing is about a person"


def _version() -> str:
    said = "\n".join(
        text.zh + text.en
        for one in HOLDINGS
        for text in (one.title, one.whom, one.what, one.purpose, one.basis, one.kept, one.readers)
    )
    return sha256(said.encode()).hexdigest()[:12]


NOTICE_VERSION = _version()
"Of the privacy notice that tells all this: another one whenever a word of it is"
