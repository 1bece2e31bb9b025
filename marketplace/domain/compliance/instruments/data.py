"""Instruments on data, networks and retention (DATA, SEC)."""

from __future__ import annotations

from marketplace.domain.compliance.instruments.bodies import (
    CAC,
    MPS,
    law,
    regulation,
    told,
    unchecked,
)
from marketplace.domain.compliance.source import Instrument
from marketplace.domain.compliance.words import Text

CYBERSECURITY = law(
    "中华人民共和国网络安全法",
    "Cybersecurity Law of the PRC",
)
DATA_SECURITY = law("中华人民共和国数据安全法", "Data Security Law of the PRC")
PERSONAL_INFORMATION = law(
    "中华人民共和国个人信息保护法", "Personal Information Protection Law of the PRC"
)
CRYPTOGRAPHY = law("中华人民共和国密码法", "Cryptography Law of the PRC")
NETWORK_DATA = regulation(
    "网络数据安全管理条例",
    "Regulations on Network Data Security",
    unchecked("国务院令第790号"),
    in_force=unchecked("2025-01-01"),
)
CRITICAL_INFRASTRUCTURE = regulation(
    "关键信息基础设施安全保护条例",
    "Regulations on Critical Information Infrastructure",
    unchecked("国务院令第745号"),
)
COMMERCIAL_CRYPTO = regulation(
    "商用密码管理条例",
    "Regulations on Commercial Cryptography",
    unchecked("国务院令第760号"),
    in_force=unchecked("2023-07-01"),
)
ASSESSMENT = Instrument(
    Text("数据出境安全评估办法", "Measures for the Security Assessment of Data Export"),
    CAC,
    told("国家互联网信息办公室令第11号"),
    told("2022-07-07"),
    told("2022-09-01"),
    "https://www.cac.gov.cn/",
)
STANDARD_CONTRACT = Instrument(
    Text(
        "个人信息出境标准合同办法",
        "Measures for the Standard Contract for the Export of Personal Information",
    ),
    CAC,
    told("国家互联网信息办公室令第13号"),
    told("2023-02-24"),
    told("2023-06-01"),
    "https://www.cac.gov.cn/",
)
CROSS_BORDER_FLOW = Instrument(
    Text(
        "促进和规范数据跨境流动规定",
        "Provisions on Promoting and Regulating Cross-Border Data Flow",
    ),
    CAC,
    told("国家互联网信息办公室令第16号"),
    told("2024-03-22"),
    told("2024-03-22"),
    "https://www.cac.gov.cn/2024-03/22/c_1712776611775634.htm",
)
CERTIFICATION = Instrument(
    Text(
        "个人信息出境认证办法",
        "Measures for the Certification of the Export of Personal Information",
    ),
    Text(
        "国家互联网信息办公室、国家市场监督管理总局",
        "Cyberspace Administration of China and State Administration for Market Regulation",
    ),
    unchecked("国家互联网信息办公室、国家市场监督管理总局令第20号"),
    unchecked("2025-10-14"),
    unchecked("2026-01-01"),
    "https://www.cac.gov.cn/2025-10/17/c_1762449728720008.htm",
)
CAC_ANSWERS = Instrument(
    Text("数据出境安全管理政策问答", "CAC answers on the policy of data export"),
    CAC,
    address="https://www.cac.gov.cn/",
    titled=False,
)
SHANGHAI_LIST_2024 = Instrument(
    Text(
        "上海数据出境负面清单（2024版）",
        "Shanghai negative list for data export (2024)",
    ),
    Text("上海市有关部门", "Shanghai authorities"),
    issued=told("2025-02-08"),
    address="https://www.cac.gov.cn/wxzw/sjzl/sjcjfmqd/",
)
"superseded by the next"
SHANGHAI_LIST = Instrument(
    Text(
        "上海数据出境负面清单（2025版）",
        "Shanghai negative list for data export (2025)",
    ),
    Text("上海市有关部门", "Shanghai authorities"),
    issued=told("2026-04-24"),
    address="https://www.cac.gov.cn/wxzw/sjzl/sjcjfmqd/",
)
GRADED_PROTECTION = Instrument(
    Text("信息安全等级保护管理办法", "Measures for the Graded Protection of Information Security"),
    MPS,
    told("公通字〔2007〕43号"),
)
INCIDENTS = Instrument(
    Text("国家网络安全事件报告管理办法", "Measures for Reporting Cybersecurity Incidents"),
    CAC,
    None,
    told("2025-09-11"),
    told("2025-11-01"),
    "https://www.cac.gov.cn/2025-09/15/c_1759583017717009.htm",
)
RISK_ASSESSMENT = Instrument(
    Text("网络数据安全风险评估办法", "Measures for Risk Assessment of Network Data Security"),
    CAC,
    told("国家互联网信息办公室令第24号"),
    in_force=told("2026-08-20"),
    address="https://www.cac.gov.cn/",
)
SMALL_PROCESSORS = Instrument(
    Text(
        "小型个人信息处理者个人信息保护简化措施规定",
        "Provisions on Simplified Measures for Small Processors of Personal Information",
    ),
    Text(
        "国家互联网信息办公室、公安部",
        "Cyberspace Administration of China and Ministry of Public Security",
    ),
    told("国家互联网信息办公室、公安部令第25号"),
    told("2026-07-24"),
    told("2026-09-01"),
    "https://www.cac.gov.cn/2026-07/24/c_1786638889704872.htm",
)
