"""Instruments on money and on the platform's own duties (PAY, PLAT, SEC)."""

from __future__ import annotations

from marketplace.domain.compliance.instruments.bodies import (
    SAMR,
    STA,
    STATE_COUNCIL,
    law,
    regulation,
    shown,
    told,
    unchecked,
)
from marketplace.domain.compliance.source import Instrument
from marketplace.domain.compliance.words import Text

PAYMENT_INSTITUTIONS = regulation(
    "非银行支付机构监督管理条例",
    "Regulations on Non-Bank Payment Institutions",
    unchecked("国务院令第768号"),
    in_force=unchecked("2024-05-01"),
)
FOREIGN_EXCHANGE = regulation(
    "中华人民共和国外汇管理条例",
    "Regulations on Foreign Exchange",
    unchecked("国务院令第532号"),
)
PAYMENT_ABROAD = Instrument(
    Text(
        "关于服务贸易等项目对外支付税务备案有关问题的公告",
        "Announcement on the Tax Filing of Payments Abroad for Services",
    ),
    Text("国家税务总局、国家外汇管理局", "STA and State Administration of Foreign Exchange"),
    unchecked("国家税务总局 国家外汇管理局公告2013年第40号"),
    address="https://fgk.chinatax.gov.cn/",
)
VAT_LAW = law(
    "中华人民共和国增值税法",
    "Value-Added Tax Law of the PRC",
    shown("2024-12-25"),
    unchecked("2026-01-01"),
)
VAT_SCOPE = Instrument(
    Text(
        "财政部 税务总局关于增值税征税具体范围有关事项的公告",
        "Announcement on the Scope of Value-Added Tax",
    ),
    Text("财政部、国家税务总局", "Ministry of Finance and STA"),
    told("财政部 税务总局公告2026年第9号"),
    told("2026-01-30"),
    address="https://fgk.chinatax.gov.cn/",
)
VAT_NOTE = Instrument(
    Text("营业税改征增值税试点有关规定", "Provisions of the pilot of VAT replacing business tax"),
    Text("财政部、国家税务总局", "Ministry of Finance and STA"),
    unchecked("财税〔2016〕36号"),
    address="https://fgk.chinatax.gov.cn/",
)
E_INVOICES = Instrument(
    Text("关于推广应用全面数字化电子发票的公告", "Announcement on Fully Digitalised E-Invoices"),
    STA,
    told("国家税务总局公告2024年第11号"),
    in_force=told("2024-12-01"),
    address="https://fgk.chinatax.gov.cn/",
)
TAX_REPORTS = Instrument(
    Text("互联网平台企业涉税信息报送规定", "Provisions on Tax Reports by Internet Platforms"),
    STATE_COUNCIL,
    told("国务院令第810号"),
    told("2025-06-20"),
)
E_COMMERCE = law("中华人民共和国电子商务法", "E-Commerce Law of the PRC")
E_SIGNATURE = law("中华人民共和国电子签名法", "Electronic Signature Law of the PRC")
ACCESSIBILITY = law(
    "中华人民共和国无障碍环境建设法",
    "Law on the Construction of an Accessible Environment",
    shown("2023-06-28"),
    unchecked("2023-09-01"),
)
INTERNET_SERVICES = regulation(
    "互联网信息服务管理办法",
    "Measures for Internet Information Services",
    unchecked("国务院令第292号"),
)
ONLINE_TRADING = Instrument(
    Text("网络交易监督管理办法", "Measures for the Supervision of Online Trading"),
    SAMR,
    told("国家市场监督管理总局令第37号"),
    address="https://www.samr.gov.cn/",
)
PLATFORM_RULES = Instrument(
    Text("网络交易平台规则监督管理办法", "Measures for the Rules of Online Trading Platforms"),
    Text(
        "国家市场监督管理总局、国家互联网信息办公室",
        "State Administration for Market Regulation and Cyberspace Administration of China",
    ),
    told("国家市场监督管理总局、国家互联网信息办公室令第116号"),
    told("2025-12-18"),
    told("2026-02-01"),
    "https://www.samr.gov.cn/",
)
USER_APPEALS = Instrument(
    Text("电信用户申诉处理办法", "Measures for Handling Telecom Users' Appeals"),
    Text("工业和信息化部", "Ministry of Industry and Information Technology"),
    address="https://www.miit.gov.cn/",
)
VALUE_ADDED_PILOT = Instrument(
    Text(
        "工业和信息化部关于开展增值电信业务扩大对外开放试点工作的通告",
        "MIIT Announcement on the Pilot Opening of Value-Added Telecommunications",
    ),
    Text("工业和信息化部", "Ministry of Industry and Information Technology"),
    told("工信部通信函〔2024〕107号"),
    told("2024-04-08"),
    address="https://www.miit.gov.cn/",
)
DEAL_ARCHIVES = Instrument(
    Text("档案行业标准", "archives standard"),
    Text("国家档案局", "National Archives Administration"),
    told("DA/T 103-2024"),
    in_force=told("2025-02-01"),
    address="https://www.saac.gov.cn/",
    titled=False,
)
