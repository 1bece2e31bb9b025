"""What each path means and asks for, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.domain.compliance.words import Text

PATHS = {
    "D0": Text(
        "涉及国家秘密、国家核心数据，或未经批准向外国司法、执法机构提供，不得出境。",
        "State secrets, core data of the state, or data for a foreign court or police without approval may not leave.",
    ),
    "D1": Text(
        "已被告知或公布为重要数据，须申报数据出境安全评估。",
        "Notified or published important data need a security assessment.",
    ),
    "D1b": Text(
        "疑似重要数据但未经告知或公布，不须按重要数据申报评估；须自行识别并申报。",
        "Suspected important data, never notified or published, are not filed as such; they must be identified and declared.",
    ),
    "D2": Text(
        "境外收集、境内处理后出境且未加入境内个人信息或重要数据，免予办理三项程序。",
        "Data collected abroad, with nothing domestic added, are exempt from the three procedures.",
    ),
    "D3": Text(
        "国际贸易、跨境运输、学术合作、跨国生产制造和市场营销中不含个人信息和重要数据，免予办理。",
        "Trade, transport, academic, manufacturing and marketing data without personal information or important data are exempt.",
    ),
    "D4a": Text(
        "为订立、履行个人作为一方的合同所必需，免予办理，不计人数。",
        "Necessary for a contract to which the individual is a party: exempt, whatever the count.",
    ),
    "D4b": Text(
        "依法实施跨境人力资源管理所必需的员工个人信息，免予办理。",
        "Employees' information necessary for lawful cross-border personnel management is exempt.",
    ),
    "D4c": Text(
        "紧急情况下保护自然人生命健康和财产安全所必需，免予办理。",
        "Necessary in an emergency to life, health or property: exempt.",
    ),
    "D5": Text(
        "在自贸试验区负面清单之外，免予办理三项程序，按要求备案。",
        "Outside the negative list of the free-trade zone: exempt from the three procedures, filed as asked.",
    ),
    "D5b": Text(
        "在自贸试验区负面清单之内，办理清单规定的程序。",
        "On the negative list of the free-trade zone: the procedure that the list names.",
    ),
    "D6": Text(
        "关键信息基础设施运营者向境外提供个人信息，须申报数据出境安全评估。",
        "An operator of critical information infrastructure needs a security assessment to export personal information.",
    ),
    "D7": Text(
        "本年出境个人信息达到 100 万人以上或敏感个人信息达到 1 万人以上，须申报数据出境安全评估。",
        "1,000,000 persons or more, or 10,000 or more with sensitive information, this year: a security assessment.",
    ),
    "D8": Text(
        "本年出境个人信息 10 万人以上不满 100 万人，或敏感个人信息不满 1 万人，须订立标准合同或通过认证。",
        "100,000 to under 1,000,000 persons, or 1 to under 10,000 with sensitive information, this year: a standard contract or certification.",
    ),
    "D9": Text(
        "本年出境个人信息不满 10 万人且不含敏感个人信息，或本次出境不含个人信息，免予办理。",
        "Under 100,000 persons this year and none with sensitive information, or no personal information in this export: exempt.",
    ),
    "D10": Text(
        "尚有未知事项，无法确定路径，专线不能开通。请补充所列事项。",
        "The path depends on what is unknown, so the line cannot go live. Please fill in the facts listed.",
    ),
}


@dataclass(frozen=True)
class Filing:
    """What is filed, by when, how long it holds and when it is renewed."""

    what: Text
    by_when: Text
    valid: Text

    def as_dict(self) -> dict[str, dict[str, str]]:
        return {
            "what": self.what.as_dict(),
            "by_when": self.by_when.as_dict(),
            "valid": self.valid.as_dict(),
        }


_ASSESSMENT = Filing(
    Text(
        "经省级网信部门向国家网信部门申报数据出境安全评估。",
        "A security assessment, through the provincial to the national CAC.",
    ),
    Text(
        "出境前通过，通过前专线不得开通。",
        "Passed before the export; until then the line may not go live.",
    ),
    Text(
        "结果有效期 3 年；需延期的，在期满 60 个工作日前申请，且数量增长不超过 20%。",
        "The result holds for 3 years; an extension is asked for 60 working days before it ends, with growth of at most 20 %.",
    ),
)
_CONTRACT = Filing(
    Text(
        "与境外接收方订立个人信息出境标准合同，并向省级网信部门备案。",
        "The standard contract with the recipient, filed with the provincial CAC.",
    ),
    Text("标准合同生效之日起 10 个工作日内备案。", "Filed within 10 working days of its effect."),
    Text(
        "随合同有效；情形变化的，重新评估、补充或重新订立并备案。",
        "As long as the contract; on a change it is assessed, made and filed anew.",
    ),
)
_CERTIFICATE = Filing(
    Text("通过个人信息出境认证。", "Certification of the export of personal information."),
    Text("出境前取得证书。", "The certificate comes before the export."),
    Text(
        "证书有效期 3 年；在期满 6 个月前申请换证。",
        "The certificate holds for 3 years; renewal is asked for 6 months before it ends.",
    ),
)
FILINGS = {
    "security_assessment": _ASSESSMENT,
    "standard_contract": _CONTRACT,
    "certification": _CERTIFICATE,
    "standard_contract_or_certification": Filing(
        Text(
            "二选一：与境外接收方订立标准合同并向省级网信部门备案；或通过个人信息出境认证。",
            "One of two: the standard contract with the recipient, filed with the provincial CAC; or certification.",
        ),
        Text(
            "标准合同生效之日起 10 个工作日内备案；认证须在出境前取得证书。",
            "The contract is filed within 10 working days of its effect; a certificate comes before the export.",
        ),
        Text(
            "标准合同随合同有效；证书有效期 3 年，在期满 6 个月前申请换证。",
            "The contract holds as long as it lasts; a certificate for 3 years, renewed 6 months before it ends.",
        ),
    ),
    "list_filing": Filing(
        Text(
            "按自贸试验区要求办理清单外数据出境备案。",
            "The filing (备案) of data outside the list, as the zone asks.",
        ),
        Text("出境前办理。", "Before the export."),
        Text("清单换版时重新核对。", "Looked at again when the list is replaced."),
    ),
}
"By path, and for data outside a negative list"
DUTIES = (
    Text(
        "人数、场景、接收方或清单变化时，以及每季度和每年 1 月 1 日，重新自查。",
        "Check again when counts, scenario, recipient or list change, each quarter, and on 1 January.",
    ),
)
PERSONAL_DUTIES = (
    Text(
        "向个人告知境外接收方的名称、联系方式、处理目的、方式、种类和行使权利的途径。",
        "Tell the individuals the recipient's name and contact, purpose, manner, kinds and how to use their rights.",
    ),
    Text(
        "以同意为依据的，取得个人单独同意，不得捆绑。",
        "Where consent is the basis: separate consent, not bundled.",
    ),
    Text(
        "出境前完成个人信息保护影响评估，报告保存 3 年。",
        "An impact assessment before the export, kept for 3 years.",
    ),
)
NO_SPLITTING = Text(
    "不得以拆分数量等方式规避安全评估；累计达到安全评估标准时，此前以合同或认证出境的一并申报。",
    "Counts may not be split to avoid the assessment; once they reach it, earlier exports by contract or certificate go into it.",
)
IMPORTANT_DATA_NOTE = Text(
    "疑似重要数据须自行识别并申报；一经告知或公布即须申报安全评估。",
    "Suspected important data must be identified and declared; once notified or published, they need the assessment.",
)
LIST_EMPTY = Text(
    "尚未载入有效的自贸试验区负面清单，清单内外只凭填报。请对照官方公布的清单，由审核员确认。",
    "No negative list in force is loaded, so inside or outside stands on the statement alone. Compare it with the official list; a reviewer confirms.",
)
