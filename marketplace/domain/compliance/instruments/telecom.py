"""Instruments on who may sell and how a cross-border line may be used (SELL, USE, BUY)."""

from __future__ import annotations

from marketplace.domain.compliance.instruments.bodies import (
    COURT,
    MII,
    MIIT,
    MPS,
    SCA,
    SHANGHAI,
    law,
    regulation,
    shown,
    told,
    unchecked,
)
from marketplace.domain.compliance.source import HOUSE_BODY, Instrument
from marketplace.domain.compliance.words import Text

ACTION_PLAN = Instrument(
    Text(
        "上海信息通信业聚焦提升企业感受 持续打造国际一流通信服务能级和营商环境行动方案",
        "Action Plan of Shanghai's Information and Communications Industry",
    ),
    SCA,
    shown("沪通信管临港〔2025〕1号"),
    shown("2025-02-06"),
)
TELECOM = regulation(
    "中华人民共和国电信条例",
    "Telecommunications Regulations of the PRC",
    unchecked("国务院令第291号"),
    unchecked("2000-09-25"),
)
CATALOGUE = Instrument(
    Text("电信业务分类目录（2015年版）", "Catalogue of Telecommunications Services (2015)"),
    MIIT,
    unchecked("工信部信管〔2015〕484号"),
    unchecked("2015-12-28"),
    address="miit.gov.cn art_e98406cd89844f7e92ea1bcf3b5301e0",
)
GATEWAYS = Instrument(
    Text(
        "国际通信出入口局管理办法",
        "Measures for the Administration of International Communications Gateways",
    ),
    MII,
    told("信息产业部令第22号"),
    unchecked("2002-06-26"),
    unchecked("2002-10-01"),
    "miit.gov.cn art_d2e6413bdee34101ae03be9dc67100be",
)
FACILITIES = Instrument(
    Text(
        "国际通信设施建设管理规定",
        "Provisions on the Construction of International Communications Facilities",
    ),
    MII,
    unchecked("信息产业部令第23号"),
    address="miit.gov.cn art_ed10f9264b664c1b9a1e251dc3e27634",
)
NETWORKING = regulation(
    "计算机信息网络国际联网管理暂行规定",
    "Interim Provisions on International Networking of Computer Information Networks",
    unchecked("国务院令第195号"),
)
NETWORKING_IMPLEMENTATION = Instrument(
    Text(
        "计算机信息网络国际联网管理暂行规定实施办法",
        "Implementing Measures of the Interim Provisions on International Networking",
    ),
    Text("国务院信息化工作领导小组", "State Council Steering Group on Informatization"),
    issued=shown("1998-02-13"),
)
NETWORKING_SECURITY = Instrument(
    Text(
        "计算机信息网络国际联网安全保护管理办法",
        "Measures for the Security of International Networking of Computer Information Networks",
    ),
    MPS,
    unchecked("公安部令第33号"),
)
LICENSING = Instrument(
    Text("电信业务经营许可管理办法", "Measures for the Licensing of Telecommunications Business"),
    MIIT,
    told("工业和信息化部令第42号"),
    told("2017-07-03"),
    told("2017-09-01"),
    "miit.gov.cn art_ad4a7f072a5e4e2aab49b7817c49f5a6",
)
NOTICE_32 = Instrument(
    Text(
        "工业和信息化部关于清理规范互联网网络接入服务市场的通知",
        "MIIT Notice on Cleaning up the Internet Access Service Market",
    ),
    MIIT,
    told("工信部信管函〔2017〕32号"),
    told("2017-01-17"),
    address="miit.gov.cn art_ac2095b32d054e22a03e8154c3a44d50",
)
MIIT_ANSWERS = Instrument(
    Text("工业和信息化部相关问答", "MIIT questions and answers on the notice"),
    MIIT,
    issued=told("2017-01-24"),
    titled=False,
)
JUDICIAL = Instrument(
    Text(
        "最高人民法院关于审理扰乱电信市场管理秩序案件具体应用法律若干问题的解释",
        "Supreme People's Court Interpretation on Disturbing the Telecommunications Market",
    ),
    COURT,
    unchecked("法释〔2000〕12号"),
    unchecked("2000-05-12"),
)
ANTI_FRAUD = law("中华人民共和国反电信网络诈骗法", "Anti-Telecom and Online Fraud Law of the PRC")
SHANGHAI_DATA = Instrument(
    Text("上海市数据条例", "Shanghai Data Regulations"), SHANGHAI, issued=shown("2021-11-25")
)
SHANGHAI_BUSINESS = Instrument(
    Text("上海市优化营商环境条例", "Shanghai Regulations on the Business Environment"),
    SHANGHAI,
    issued=shown("2024-09-27"),
)
CARRIER_FORMS = Instrument(
    Text(
        "运营商及云服务商的跨境专线办理资料", "forms of carriers and clouds for cross-border lines"
    ),
    Text("运营商", "carriers"),
    address="",
    titled=False,
)
"not an instrument of law: what carriers really ask"
CREDIT_CODE = Instrument(
    Text("法人和其他组织统一社会信用代码编码规则", "Unified social credit code, coding rules"),
    Text("国家标准化管理委员会", "Standardization Administration of China"),
    told("GB 32100-2015"),
    address="https://openstd.samr.gov.cn/",
)
PUBLIC_INFORMATION = regulation(
    "企业信息公示暂行条例",
    "Interim Regulations on the Publication of Enterprise Information",
    unchecked("国务院令第654号"),
)
REGISTRATION = regulation(
    "市场主体登记管理条例",
    "Regulations on the Registration of Market Entities",
    unchecked("国务院令第746号"),
)
CIVIL_CODE = law("中华人民共和国民法典", "Civil Code of the PRC")
FOREIGN_INVESTMENT = law("中华人民共和国外商投资法", "Foreign Investment Law of the PRC")
HOUSE_RULES = Instrument(
    Text("本平台规则", "rules of this marketplace"), HOUSE_BODY, address="", titled=False
)
