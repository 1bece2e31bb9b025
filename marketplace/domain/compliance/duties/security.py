"""The operator's duties of security and retention (SEC)."""

from __future__ import annotations

from datetime import date

from marketplace.domain.compliance.duties.duty import AfterEvent, Duty, EveryDays, EveryMonths, Once
from marketplace.domain.compliance.instruments.commerce import (
    DEAL_ARCHIVES,
    E_COMMERCE,
    ONLINE_TRADING,
)
from marketplace.domain.compliance.instruments.data import (
    COMMERCIAL_CRYPTO,
    CRYPTOGRAPHY,
    CYBERSECURITY,
    GRADED_PROTECTION,
    INCIDENTS,
    NETWORK_DATA,
    PERSONAL_INFORMATION,
    RISK_ASSESSMENT,
)
from marketplace.domain.compliance.instruments.purchase import E_TENDERING, GOVERNMENT_PROCUREMENT
from marketplace.domain.compliance.instruments.telecom import ANTI_FRAUD
from marketplace.domain.compliance.source import K, S
from marketplace.domain.compliance.words import Text

RENUMBERED = date(2026, 1, 1)
INCIDENT = Text("较大以上网络安全事件发生", "a larger cybersecurity incident")
LEAK = Text("个人信息泄露发生", "a leak of personal information")
ABUSE = Text("得知违法使用", "learning of an unlawful use")
_LOGS = Text("网络日志留存6个月", "Network logs for 6 months")
_LOGS_TASK = Text(
    "核对最早的网络日志不晚于 6 个月前，清理任务不会提前删除。",
    "Check that the oldest network log is 6 months old or older and that no job deletes earlier.",
)
_GRADE = Text("等级保护定级、备案与测评", "Graded protection: grade, file, test")
_GRADE_TASK = Text(
    "核对定级备案号、负责人、制度、日志、备份与加密；三级每年测评一次。",
    "Check filing number, officer, rules, logs, backup and encryption; level 3 is tested yearly.",
)

DUTIES = (
    Duty("SEC-01", _GRADE, _GRADE_TASK, (CYBERSECURITY.at("21"), GRADED_PROTECTION.at("14-15", mark=S)), EveryMonths(12), before=RENUMBERED),
    Duty("SEC-01", _GRADE, _GRADE_TASK, (CYBERSECURITY.at("23"), GRADED_PROTECTION.at("14-15", mark=S)), EveryMonths(12), since=RENUMBERED),
    Duty("SEC-02", _LOGS, _LOGS_TASK, (CYBERSECURITY.at("21(3)"),), EveryMonths(1), before=RENUMBERED),
    Duty("SEC-02", _LOGS, _LOGS_TASK, (CYBERSECURITY.at("23(3)"),), EveryMonths(1), since=RENUMBERED),
    Duty(
        "SEC-03",
        Text("交易信息保存3年", "Transactions for 3 years"),
        Text("抽查三年内完成的交易记录可调取，删除任务会拒绝提前删除。", "Sample transactions of the last 3 years; see that the deletion job refuses earlier ones."),
        (E_COMMERCE.at("31"),),
        EveryMonths(6),
    ),
    Duty(
        "SEC-04",
        Text("退出的销售方身份信息保存3年", "Identities of sellers that left, for 3 years"),
        Text("抽查三年内退出的运营商档案仍在。", "Sample carriers that left within 3 years: their records are still there."),
        (ONLINE_TRADING.at(mark=S),),
        EveryMonths(12),
    ),
    Duty(
        "SEC-05",
        Text("影响评估与委托、提供记录保存3年", "Assessments and hand-over records for 3 years"),
        Text("核对影响评估报告与对外提供、委托处理记录齐全。", "Check that assessments and records of handing over or entrusting are complete."),
        (PERSONAL_INFORMATION.at("56"), NETWORK_DATA.at("12")),
        EveryMonths(12),
    ),
    Duty(
        "SEC-06",
        Text("成交档案按最长期限保存", "Deal archives for the longest term"),
        Text("核对政府采购与法定程序的成交档案标为 15 年，其余 3 年。", "Check that deal archives of public procedures are marked 15 years, others 3."),
        (DEAL_ARCHIVES.at(mark=S), GOVERNMENT_PROCUREMENT.at("42", mark=K)),
        EveryMonths(12),
    ),
    Duty(
        "SEC-07",
        Text("较大以上事件4小时内报告", "Larger incidents are reported within 4 hours"),
        Text("向省级网信部门报告；属关键信息基础设施的 1 小时内。", "Report to the provincial CAC; within 1 hour for critical infrastructure."),
        (INCIDENTS.at("4", mark=S),),
        AfterEvent(4, INCIDENT),
        since=date(2025, 11, 1),
    ),
    Duty(
        "SEC-07b",
        Text("事件处置后30日内总结", "Summary within 30 days of an incident"),
        Text("提交事件总结报告。", "Hand in the summary report."),
        (INCIDENTS.at(mark=S),),
        AfterEvent(30 * 24, Text("事件处置结束", "the end of its handling")),
        since=date(2025, 11, 1),
    ),
    Duty(
        "SEC-08",
        Text("个人信息泄露须通知个人", "Individuals are told of a leak"),
        Text("立即采取补救措施，通知主管部门和受影响的个人（24 小时为平台内部标准）。", "Mend it at once, tell the authority and those concerned (24 hours are the house's own)."),
        (PERSONAL_INFORMATION.at("57"), NETWORK_DATA.at("11")),
        AfterEvent(24, LEAK),
    ),
    Duty(
        "SEC-09",
        Text("商用密码应用", "Commercial cryptography"),
        Text("按系统等级核对商用密码使用；关键信息基础设施每年评估。", "Check commercial cryptography against the grade; critical infrastructure is assessed yearly."),
        (CRYPTOGRAPHY.at("27"), COMMERCIAL_CRYPTO.at("38", "41")),
        EveryMonths(12),
    ),
    Duty(
        "SEC-10",
        Text("网络数据安全风险评估", "Risk assessment of network data"),
        Text("处理重要数据的每年评估，报告保存 3 年；其他的鼓励每 3 年一次。", "Yearly for those with important data, kept 3 years; others are encouraged every 3 years."),
        (RISK_ASSESSMENT.at(mark=S),),
        EveryMonths(36),
        since=date(2026, 8, 20),
    ),
    Duty(
        "SEC-11",
        Text("暂停已知的违法使用", "Known unlawful uses are stopped"),
        Text("停止接入、传输、支付等帮助，保存记录并报告（24 小时为平台内部标准）。", "Stop help with access, transmission and payment, keep records, report (24 hours are the house's own)."),
        (NETWORK_DATA.at("8", "39"), ANTI_FRAUD.at("25")),
        AfterEvent(24, ABUSE),
    ),
    Duty(
        "SEC-12",
        Text("服务器设在境内", "Servers in mainland China"),
        Text("确认部署地点在中国境内（严格程序的要求，平台一律遵守）。", "Confirm that the servers stand in mainland China (asked of the strict procedure, kept always)."),
        (E_TENDERING.at("10", followed=True),),
        Once(),
    ),
    Duty(
        "BID-23",
        Text("操作记录链校验", "The chain of records is verified"),
        Text("运行 audit verify，确认操作记录（时间、网络地址、人员、来源）未被更改。", "Run `audit verify`: the records of time, address, person and source are unchanged."),
        (E_TENDERING.at("14", "49", followed=True),),
        EveryDays(1),
    ),
)  # fmt: skip
