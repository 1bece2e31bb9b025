"""The operator's duties towards users, sellers and authorities (PLAT, PAY-08, USE-10)."""

from __future__ import annotations

from datetime import date

from marketplace.domain.compliance.duties.duty import Duty, EveryDays, EveryMonths, InMonths, Once
from marketplace.domain.compliance.instruments.commerce import (
    ACCESSIBILITY,
    E_COMMERCE,
    INTERNET_SERVICES,
    ONLINE_TRADING,
    PLATFORM_RULES,
    TAX_REPORTS,
    USER_APPEALS,
    VALUE_ADDED_PILOT,
)
from marketplace.domain.compliance.instruments.data import PERSONAL_INFORMATION, SMALL_PROCESSORS
from marketplace.domain.compliance.instruments.purchase import E_TENDERING, NDRC_1117
from marketplace.domain.compliance.instruments.telecom import (
    ACTION_PLAN,
    HOUSE_RULES,
    NETWORKING_SECURITY,
    TELECOM,
)
from marketplace.domain.compliance.source import S
from marketplace.domain.compliance.words import Text

DUTIES = (
    Duty(
        "PLAT-02",
        Text("ICP 备案并在首页标明编号", "ICP filing, its number on the home page"),
        Text("完成备案，在首页标明编号并可链接核对。", "File the site and show the number on the home page."),
        (INTERNET_SERVICES.at("4", "8", "12"),),
        Once(),
    ),
    Duty(
        "PLAT-03",
        Text("在线数据处理与交易处理许可的书面答复", "Written answer on the EDI licence"),
        Text("条文未明确是否需要许可，向上海市通信管理局咨询并留存书面答复。", "The texts do not settle whether a licence is needed: ask the Shanghai administration and keep its answer."),
        (VALUE_ADDED_PILOT.at(mark=S),),
        Once(),
    ),
    Duty(
        "PLAT-04",
        Text("首页公示证照、规则与协议", "Licence, rules and agreements on the home page"),
        Text("核对首页公示内容最新、可阅读、可下载。", "Check that they are current and can be read and downloaded."),
        (E_COMMERCE.at("15", "33"),),
        EveryMonths(6),
    ),
    Duty(
        "PLAT-05",
        Text("每6个月复核运营商资料", "Carriers are verified again every 6 months"),
        Text("重新核对运营商身份、许可证与联系方式并归档。", "Verify and archive identity, licence and contacts of the carriers again."),
        (E_COMMERCE.at("27"), ONLINE_TRADING.at("24", mark=S)),
        EveryMonths(6),
    ),
    Duty(
        "PLAT-05b",
        Text("每年1月、7月报送经营者身份信息", "Identities are reported in January and July"),
        Text("向市场监督管理部门报送平台内经营者身份信息。", "Report the sellers' identities to the market regulator."),
        (E_COMMERCE.at("28"), ONLINE_TRADING.at("25", mark=S)),
        InMonths((1, 7)),
    ),
    Duty(
        "PLAT-06",
        Text("规则修改公开征求意见", "Changes of rules are open to comment"),
        Text("修改前公示至少 7 日。核对近期修改。", "7 days of notice before a change. Check recent changes."),
        (E_COMMERCE.at("34"),),
        EveryMonths(3),
        before=date(2026, 2, 1),
    ),
    Duty(
        "PLAT-06",
        Text("规则修改公开征求意见", "Changes of rules are open to comment"),
        Text("修改前公示至少 7 日，涉及多数用户重大利益的 15 日；提供申诉渠道，应要求由人工决定。核对近期修改。", "7 days of notice, 15 for major interests of many users; an appeal channel, a human decision on request. Check recent changes."),
        (E_COMMERCE.at("34"), PLATFORM_RULES.at("12", mark=S)),
        EveryMonths(3),
        since=date(2026, 2, 1),
    ),
    Duty(
        "PLAT-07",
        Text("公示对经营者的处理", "Sanctions against sellers are published"),
        Text("核对近期警示、暂停或终止服务的处理均已公示。", "Check that warnings, suspensions and terminations were published."),
        (E_COMMERCE.at("36"),),
        EveryMonths(1),
    ),
    Duty(
        "PLAT-08",
        Text("广告标明，不默认勾选", "Ads are marked, nothing is ticked by default"),
        Text("抽查页面：付费排序标明广告，附加服务不默认勾选。", "Sample the pages: paid ranking is marked, no add-on is ticked by default."),
        (E_COMMERCE.at("19", "40"),),
        EveryMonths(6),
    ),
    Duty(
        "PLAT-09",
        Text("下单步骤清楚、可更正、可下载", "Steps explained, correctable, downloadable"),
        Text("走查参团与确认流程：步骤有说明，提交前可更正，条款可下载。", "Walk through joining and acceptance: steps explained, errors correctable, terms downloadable."),
        (E_COMMERCE.at("50"),),
        EveryMonths(12),
    ),
    Duty(
        "PLAT-10",
        Text("个人信息处理规则与权利请求", "Privacy notice and requests of individuals"),
        Text("核对告知、最小必要、影响评估与权利请求处理记录；不在境外托管。", "Check notice, necessity, assessment and the handling of requests; no hosting abroad."),
        (PERSONAL_INFORMATION.at("13", "29", "30", "51", "55-57"),),
        EveryMonths(12),
    ),
    Duty(
        "PLAT-11",
        Text("小型处理者自查", "Self-audit of a small processor"),
        Text("处理不满 10 万人的，按简化措施填写自查表与影响评估表。", "With fewer than 100,000 persons: fill in the self-audit and assessment forms."),
        (SMALL_PROCESSORS.at(mark=S),),
        EveryMonths(12),
        since=date(2026, 9, 1),
    ),
    Duty(
        "PLAT-13",
        Text("无障碍检查", "Accessibility"),
        Text("按 WCAG 2.2 AA 检查页面；财政资金建设的网站应当逐步符合。", "Check the pages against WCAG 2.2 AA; sites built with fiscal funds are to meet it."),
        (ACCESSIBILITY.at("32"),),
        EveryMonths(12),
        since=date(2023, 9, 1),
    ),
    Duty(
        "PLAT-15",
        Text("投诉与申诉渠道", "Complaints and appeals"),
        Text("核对投诉页写明先向运营商、再向上海市通信管理局申诉两步。", "Check that the complaint page tells both steps: the carrier, then the Shanghai administration."),
        (TELECOM.at("39"), USER_APPEALS.at(mark=S)),
        EveryMonths(12),
    ),
    Duty(
        "PLAT-16",
        Text("信息公示核对", "Publication"),
        Text("核对受邀运营商、标准、开启记录、成交结果、价格区间与费用均已公示。", "Check that carriers invited, criteria, opening record, results, price range and fees are published."),
        (ACTION_PLAN.at(), E_TENDERING.at("32", "41", followed=True)),
        EveryMonths(3),
    ),
    Duty(
        "PAY-08",
        Text("每季度涉税信息报送", "Tax reports each quarter"),
        Text("季度终了次月内向税务机关报送平台内经营者身份与收入信息。", "In the month after each quarter, report sellers' identities and income to the tax authority."),
        (TAX_REPORTS.at("4", mark=S),),
        InMonths((1, 4, 7, 10)),
        since=date(2025, 6, 20),
    ),
    Duty(
        "USE-10b",
        Text("提醒企业向公安机关备案", "Companies are reminded to file with public security"),
        Text("提醒开通满 20 日和 30 日仍无备案号的专线用户。", "Remind customers whose lines have been live for 20 and 30 days without a filing number."),
        (NETWORKING_SECURITY.at("12"),),
        EveryDays(1),
    ),
    Duty(
        "DATA-05b",
        Text("每季度与1月1日催报出境人数", "Counts are asked for each quarter and on 1 January"),
        Text("请各企业更新本年出境人数并重新自查。", "Ask each company to bring this year's counts up to date and check again."),
        (HOUSE_RULES.at(),),
        InMonths((1, 4, 7, 10)),
    ),
    Duty(
        "COLL-07b",
        Text("成交方轮流与异常胜率分析", "Rotation and unusual rates of winning"),
        Text("查看历次成交的轮流与胜率，疑点交审核员。", "Look at turns and rates over the awards; hand doubts to a reviewer."),
        (NDRC_1117.at(),),
        EveryMonths(3),
        before=date(2027, 9, 1),
    ),
)  # fmt: skip
