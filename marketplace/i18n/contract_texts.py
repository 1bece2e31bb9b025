"""The standing texts of a service contract and of its commitment letter, by version and language.

A version that was signed is never edited: a change is a new version, and the newest is used for
what is drawn from then on. The duties are told in our own words; no article is quoted, for that is
the work of counsel.
"""

# ruff: noqa: E501  (a paragraph is a line)
from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Clause:
    """A heading and its numbered paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class CommitmentLetter:
    """What the company undertakes towards the carrier (承诺书)."""

    opening: str
    points: tuple[str, ...]
    closing: str


COMMITMENT_VERSION = "CL-2026-1"
"The letter that new documents hold"
TERMS_VERSION = "ST-2026-2"
PAYMENT_DAYS = {"ST-2026-2": 30}
"By version: days from delivery to payment; the versions before it set none"

TERMS: dict[str, dict[str, tuple[Clause, ...]]] = {
    "ST-2026-1": {
        "zh": (
            Clause(
                "双方与标的",
                (
                    "本合同由客户与运营商直接订立。撮合平台不是合同当事人，不转售线路，不代收线路款项，不从中赚取差价。",
                    "运营商依法持有经营相应国际通信业务的电信业务经营许可证，经依法设置的国际通信出入口，按附表一提供专线，按附表二保证服务水平。",
                ),
            ),
            Clause(
                "期限与交付",
                (
                    "合同自双方签署之日起生效。每条专线的服务期限自其开通之日起算，月数见附表一。",
                    "运营商自合同生效之日起，在附表二所列交付天数内开通各条专线；预计延误时应当立即告知客户，说明原因和新的日期。",
                ),
            ),
            Clause(
                "价款与支付",
                (
                    "价款见附表三，以人民币计价和结算，所列单价均不含增值税；增值税按每张发票分别计算，四舍五入到分。除附表三外无其他费用。",
                    "运营商向客户开具数电发票，客户以银行转账方式直接支付到运营商的对公账户。",
                ),
            ),
            Clause(
                "服务水平与故障",
                (
                    "往返时延、可用率、故障修复时限以附表二为准，并且不低于国家电信法规对安装时限和故障修复的最低要求。",
                    "未达到服务水平时，运营商按国家电信法规和其公布的服务规范减免费用；因客户自有设备造成的除外。",
                ),
            ),
            Clause(
                "用户档案与用途",
                (
                    "运营商已逐条审核专线的用户档案，仅对审核通过的专线订立本合同。档案内容变化时，客户应当及时告知运营商。",
                    "专线仅供客户内部办公专用。附件《承诺书》是本合同的组成部分。",
                ),
            ),
            Clause(
                "数据出境",
                (
                    "专线解决的是网络通路，不替代数据出境的法定程序。客户自行判断并完成向境外提供数据所需的程序，并在开通前说明所走的路径。",
                ),
            ),
            Clause(
                "自主选择与投诉",
                (
                    "运营商不得限制客户选择其他电信业务经营者，也不得以本合同捆绑其他业务。",
                    "客户可以先向运营商投诉；对处理不满意的，可以向上海市通信管理局申诉。",
                ),
            ),
            Clause(
                "变更、法律与争议",
                (
                    "本合同的变更由双方以书面形式（含数据电文）作出。",
                    "本合同适用中华人民共和国法律。争议由双方协商解决；协商不成的，由依法有管辖权的人民法院处理。",
                ),
            ),
            Clause(
                "形式与文字",
                (
                    "双方约定以数据电文形式订立本合同，并以在线确认文件校验值的方式签署，记录签署时间和签署人；也可以另行交换加盖公章的扫描件。",
                    "本合同有中文、英文两种文本，内容不一致时以中文文本为准。",
                ),
            ),
        ),
        "en": (
            Clause(
                "Parties and subject",
                (
                    "This contract is made between the company and the carrier directly. The marketplace is not a party to it, resells no line, collects no line money and keeps no margin.",
                    "The carrier holds the telecommunications licence that the law requires for the international services concerned. It provides the lines of Schedule 1 through lawfully established international gateways, at the service levels of Schedule 2.",
                ),
            ),
            Clause(
                "Term and delivery",
                (
                    "The contract is in force from the day both parties have signed. The term of each line, in months as in Schedule 1, runs from the day that line goes live.",
                    "The carrier puts each line into service within the delivery days of Schedule 2, counted from the day the contract comes into force. It tells the company at once of any delay it expects, with the reason and the new date.",
                ),
            ),
            Clause(
                "Prices and payment",
                (
                    "Prices are those of Schedule 3, stated and settled in Renminbi (CNY). Unit prices exclude VAT, which is computed for each invoice by itself and rounded half up to the fen. There are no charges beyond Schedule 3.",
                    "The carrier issues electronic VAT invoices to the company. The company pays by bank transfer directly to the carrier's corporate account.",
                ),
            ),
            Clause(
                "Service levels and faults",
                (
                    "Round-trip time, availability and time to repair are those of Schedule 2, and never below the minimum that national telecommunications regulations set for installation and repair.",
                    "Where a service level is missed, the carrier reduces its charges as those regulations and its published service rules provide, except where the company's own equipment was the cause.",
                ),
            ),
            Clause(
                "User archive and use",
                (
                    "The carrier has reviewed the user archive of each line; this contract covers only lines whose archive it approved. The company tells the carrier promptly when anything in an archive changes.",
                    "The lines serve the company's internal office use only. The commitment letter annexed is part of this contract.",
                ),
            ),
            Clause(
                "Data leaving the country",
                (
                    "A line is a network path; it does not stand in for the procedures that the law requires before data is provided abroad. The company itself determines and completes those procedures, and names the path it takes before a line goes live.",
                ),
            ),
            Clause(
                "Free choice and complaints",
                (
                    "The carrier does not restrict the company in choosing other carriers and ties no other service to this contract.",
                    "The company may complain to the carrier first and, if not satisfied, appeal to the Shanghai Communications Administration.",
                ),
            ),
            Clause(
                "Changes, law and disputes",
                (
                    "Changes to this contract are made by both parties in writing, which includes data messages.",
                    "The law of the People's Republic of China applies. Disputes are settled by negotiation, failing which by the people's court that has jurisdiction by law.",
                ),
            ),
            Clause(
                "Form and language",
                (
                    "The parties agree to make this contract as data messages and to sign it by confirming the checksum of its documents on line, with time and person on record. They may in addition exchange scans bearing their company seals.",
                    "This contract exists in Chinese and in English. Where the two differ, the Chinese text prevails.",
                ),
            ),
        ),
    }
}

PAID_IN_TIME = {
    "zh": "客户在每一计费周期的服务交付之日起三十日内凭发票付款，付款不以收到第三方的款项为条件。",
    "en": "The company pays against the invoice within thirty days of the delivery of each billing period's service. Payment does not depend on the company being paid by any third party.",
}
PRICES = 2
"Place of the clause on prices and payment"
TERMS["ST-2026-2"] = {
    language: tuple(
        replace(clause, paragraphs=(*clause.paragraphs, PAID_IN_TIME[language]))
        if place == PRICES
        else clause
        for place, clause in enumerate(clauses)
    )
    for language, clauses in TERMS["ST-2026-1"].items()
}

COMMITMENT_LETTERS: dict[str, dict[str, CommitmentLetter]] = {
    "CL-2026-1": {
        "zh": CommitmentLetter(
            "就本合同附表一所列专线，我单位向运营商承诺：",
            (
                "专线仅用于附表一所列两端之间本单位内部办公的数据通信，不作其他用途。",
                "不转售、转租、共享或者出借专线，不以专线为他人承载流量；不利用专线经营电信业务，包括为他人提供虚拟专用网络、代理、加速、数据中心、云或者内容分发的接入。",
                "不以专线接入互联网，不为任何人提供访问境外网站的通道；国际互联网数据专用通道产品按其约定用途使用的除外。",
                "不以专线接入公用电话网，不传送改变主叫号码的呼叫，不作语音落地。",
                "一条专线只供一个企业使用。两端的地址、使用单位及其与本单位的关系真实；发生变化的，事先告知运营商并重新办理用户档案。",
                "用户档案的内容真实、完整并保持更新；运营商为审核和监管的需要可以核查，本单位予以配合，并如实说明用途。",
                "遵守网络安全、数据安全、个人信息保护和反电信网络诈骗的法律，不传送法律禁止的内容；涉及数据出境的，由本单位先行办理所需程序。",
                "专线开通之日起三十日内，按规定向公安机关办理备案。",
                "违反上述承诺的，运营商可以依法暂停或者终止相应专线，由此产生的责任由本单位承担。",
            ),
            "本承诺书自签署之日起生效，在任一专线的服务期限内有效，并每年确认一次。",
        ),
        "en": CommitmentLetter(
            "For the lines listed in Schedule 1 of this contract, we undertake towards the carrier:",
            (
                "To use the lines for the exchange of our own internal office data between the two ends listed in Schedule 1, and for nothing else.",
                "Not to resell, sublet, share or lend a line, nor to carry the traffic of others; not to run any telecommunications business over a line, including virtual private networks, proxies, acceleration, or access to data centres, clouds or content delivery for others.",
                "Not to connect a line to the Internet, nor to give anyone a way to sites abroad; a line of the product International Internet data channel, within the use agreed for it, is the only exception.",
                "Not to connect a line to the public telephone network, not to carry calls with a changed caller number, and not to break out voice.",
                "To use each line for one enterprise only. The addresses, the occupants of both ends and their relation to us are as stated; before any of them changes we tell the carrier and renew the user archive.",
                "To keep the user archive true, complete and up to date; to cooperate when the carrier examines it for its review or for supervision, and to state our use truthfully.",
                "To observe the laws on network security, data security, protection of personal information and telecom fraud; to carry no prohibited content; and, where data leaves the country, to complete the procedures required beforehand ourselves.",
                "To file with the public security authority as required within thirty days of a line going live.",
                "Should we breach this letter, the carrier may suspend or end the line concerned as the law provides, and we bear the responsibility that follows.",
            ),
            "This letter takes effect when signed, holds for the term of every line and is confirmed once a year.",
        ),
    }
}
