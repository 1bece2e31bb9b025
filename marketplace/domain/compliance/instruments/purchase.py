"""Instruments on how a purchase is run and on competition (PROC, BID, COLL, COMP)."""

from __future__ import annotations

from marketplace.domain.compliance.instruments.bodies import (
    MOF,
    NDRC,
    SAMR,
    law,
    regulation,
    shown,
    told,
    unchecked,
)
from marketplace.domain.compliance.source import LAWS, Instrument
from marketplace.domain.compliance.words import Text

TENDERING = law("中华人民共和国招标投标法", "Tendering Law of the PRC")
TENDERING_REGULATIONS = Instrument(
    Text("中华人民共和国招标投标法实施条例", "Implementing Regulations of the Tendering Law"),
    Text("国务院", "State Council"),
    address=LAWS,
)
E_TENDERING = Instrument(
    Text("电子招标投标办法", "Measures for Electronic Tendering"),
    Text("国家发展和改革委员会等八部委", "NDRC and seven other ministries"),
    unchecked("国家发展和改革委员会等八部委令第20号"),
    unchecked("2013-02-04"),
    unchecked("2013-05-01"),
)
MUST_TENDER = Instrument(
    Text("必须招标的工程项目规定", "Provisions on Projects That Must Be Tendered"),
    NDRC,
    unchecked("国家发展和改革委员会令第16号"),
    in_force=unchecked("2018-06-01"),
)
GOVERNMENT_PROCUREMENT = law("中华人民共和国政府采购法", "Government Procurement Law of the PRC")
MOF_87 = Instrument(
    Text(
        "政府采购货物和服务招标投标管理办法",
        "Measures for Tendering of Goods and Services in Government Procurement",
    ),
    MOF,
    unchecked("财政部令第87号"),
)
SOE_PROCUREMENT = Instrument(
    Text(
        "关于规范中央企业采购管理工作的指导意见",
        "Guiding Opinions on Procurement by Central State-Owned Enterprises",
    ),
    Text("国务院国有资产监督管理委员会等", "SASAC and others"),
    told("国资发改革规〔2024〕53号"),
)
NDRC_1117 = Instrument(
    Text(
        "关于严格执行招标投标法规制度进一步规范招标投标主体行为的若干意见",
        "Opinions on the Conduct of Parties to Tendering",
    ),
    NDRC,
    shown("发改法规规〔2022〕1117号"),
)
COMPETITION_LAW = law("中华人民共和国反垄断法", "Anti-Monopoly Law of the PRC")
UNFAIR_COMPETITION = law(
    "中华人民共和国反不正当竞争法",
    "Anti-Unfair Competition Law of the PRC",
)
PRICE_LAW = law("中华人民共和国价格法", "Price Law of the PRC")
FAIR_COMPETITION = regulation(
    "公平竞争审查条例",
    "Regulations on Fair Competition Review",
    unchecked("国务院令第783号"),
    in_force=unchecked("2024-08-01"),
)
PRICE_FRAUD = Instrument(
    Text(
        "明码标价和禁止价格欺诈规定",
        "Provisions on Marking Prices Clearly and Forbidding Price Fraud",
    ),
    SAMR,
    unchecked("国家市场监督管理总局令第56号"),
)
SME_PAYMENT = regulation(
    "保障中小企业款项支付条例",
    "Regulations on Payments to Small and Medium-Sized Enterprises",
    unchecked("国务院令第802号"),
    unchecked("2025-03-17"),
    unchecked("2025-06-01"),
)
