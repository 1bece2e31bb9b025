"""The questions of the self-check: what is asked, one sentence of help, and the source."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.domain.compliance.instruments.data import (
    CRITICAL_INFRASTRUCTURE,
    CROSS_BORDER_FLOW,
    DATA_SECURITY,
    NETWORK_DATA,
    PERSONAL_INFORMATION,
    SHANGHAI_LIST,
)
from marketplace.domain.compliance.source import S, Source
from marketplace.domain.compliance.words import Text


@dataclass(frozen=True)
class Question:
    """`fact`: the field of DataExportFacts that it fills. Unanswered stays unknown."""

    fact: str
    asks: Text
    help: Text
    sources: tuple[Source, ...]


def _flow(*articles: str) -> Source:
    return CROSS_BORDER_FLOW.at(*articles, mark=S)


_ALL = (
    Question(
        "state_secret",
        Text("数据是否涉及国家秘密？", "Are there state secrets among the data?"),
        Text(
            "指依法确定为国家秘密的信息；贵单位未接触过定密文件的，一般选“否”。",
            "Information classified as a state secret by law; “no” for a company that handles nothing classified.",
        ),
        (DATA_SECURITY.at("21"),),
    ),
    Question(
        "core_data",
        Text("数据是否涉及国家核心数据？", "Are there core data of the state among them?"),
        Text(
            "关系国家安全、国民经济命脉、重要民生、重大公共利益的数据，以主管部门的认定为准。",
            "Data on national security, the lifelines of the economy, vital livelihoods or major public interests, as the authorities designate them.",
        ),
        (DATA_SECURITY.at("21"),),
    ),
    Question(
        "foreign_authority_request",
        Text(
            "是否应外国司法或执法机构要求提供，且未经主管机关批准？",
            "Does a foreign court or police ask for them, without approval of the authorities here?",
        ),
        Text(
            "外国法院、检察、警察或监管执法机构要求调取境内存储的数据，须先经中国主管机关批准。",
            "What is stored here may be given to foreign courts or law enforcement only with approval.",
        ),
        (DATA_SECURITY.at("36"), PERSONAL_INFORMATION.at("41")),
    ),
    Question(
        "important_data",
        Text("是否含有重要数据？", "Are there important data among them?"),
        Text(
            "只有被告知或公开发布为重要数据的才按重要数据申报；只是觉得可能是的，选“疑似”。",
            "Only what was notified to you or published counts; choose “suspected” if you merely think so.",
        ),
        (NETWORK_DATA.at("29", "37"), _flow("7")),
    ),
    Question(
        "personal_information",
        Text("是否含有个人信息？", "Is there personal information among them?"),
        Text(
            "与已识别或可识别的自然人有关的信息，如姓名、工号、邮箱、联系方式、考勤；匿名化后的不算。",
            "Anything on an identified or identifiable person, such as name, staff number, e-mail or attendance; anonymised data is none.",
        ),
        (PERSONAL_INFORMATION.at("38"),),
    ),
    Question(
        "collected_abroad_transit",
        Text(
            "是否在境外收集、传到境内处理后再出境，且未加入境内的个人信息或重要数据？",
            "Was it collected abroad, processed here and sent out again, with no domestic personal information or important data added?",
        ),
        Text(
            "常见于受境外委托的数据处理；加入了境内数据的选“否”。",
            "Common when processing for a customer abroad; “no” once domestic data were added.",
        ),
        (_flow("4"),),
    ),
    Question(
        "business_scenario",
        Text("数据在什么活动中产生？", "From which activity do the data come?"),
        Text(
            "国际贸易、跨境运输、学术合作、跨国生产制造和市场营销中不含个人信息和重要数据的，免予办理。",
            "Data of trade, transport, academic work, manufacturing or marketing without personal information or important data are exempt.",
        ),
        (_flow("3"),),
    ),
    Question(
        "contract_necessity",
        Text(
            "是否为订立或履行个人作为一方当事人的合同所必需？",
            "Is it necessary to conclude or perform a contract to which the individual is a party?",
        ),
        Text(
            "不提供该数据，个人自己的合同就无法订立或履行；仅为方便管理的不算。",
            "Without it the individual's own contract could not be made or kept; convenience is not enough.",
        ),
        (_flow("5(1)"), NETWORK_DATA.at("35(4)")),
    ),
    Question(
        "hr_necessity",
        Text(
            "是否依劳动规章制度或集体合同实施跨境人力资源管理所必需的员工信息？",
            "Is it employees' information, necessary for personnel management across borders under lawful labour rules or a collective contract?",
        ),
        Text(
            "须有依法制定的劳动规章制度或依法签订的集体合同，且只限确需提供的员工信息。",
            "There must be such rules or a collective contract, and only what is really needed of employees counts.",
        ),
        (_flow("5(2)"), NETWORK_DATA.at("35(5)")),
    ),
    Question(
        "emergency",
        Text(
            "是否紧急情况下为保护生命健康和财产安全所必需？",
            "Is it necessary in an emergency to protect life, health or property?",
        ),
        Text(
            "只限眼前的紧急情况，日常业务选“否”。",
            "Only an emergency at hand; everyday business is none.",
        ),
        (_flow("5(3)"), NETWORK_DATA.at("35(7)")),
    ),
    Question(
        "ftz_list",
        Text(
            "对照自贸试验区的数据出境负面清单，数据在清单内还是清单外？",
            "Do the data stand on the negative list of the free-trade zone, or outside it?",
        ),
        Text(
            "请逐项对照已载入的清单；清单未覆盖贵单位的行业和场景、或没有载入清单的，选“不适用”。",
            "Compare each item with the list loaded here; where it does not cover your sector and scenario, or none is loaded, choose “does not apply”.",
        ),
        (_flow("6"), SHANGHAI_LIST.at(mark=S)),
    ),
    Question(
        "ftz_procedure",
        Text("清单对这类数据规定哪种程序？", "Which procedure does the list name for these data?"),
        Text("仅在清单内时需要回答。", "Needed only for data that stand on the list."),
        (_flow("6"),),
    ),
    Question(
        "ciio_notified",
        Text(
            "是否收到关键信息基础设施运营者的认定通知？",
            "Did you receive a notice that you operate critical information infrastructure?",
        ),
        Text(
            "只以保护工作部门的书面通知为准，不由行业推断；没有收到选“否”。",
            "Only a notice of the protection department counts, never the industry alone; “no” without one.",
        ),
        (CRITICAL_INFRASTRUCTURE.at("8-10"), _flow("7(1)")),
    ),
    Question(
        "persons_since_january",
        Text(
            "今年1月1日以来，累计向境外提供多少人的个人信息（不含敏感个人信息）？",
            "Of how many people was personal information exported since 1 January, sensitive information left out?",
        ),
        Text(
            "按人去重；10万人和100万人是两道界线，“以上”含本数。",
            "Each person counts once; the lines are at 100,000 and 1,000,000 people, the number itself included.",
        ),
        (_flow("7", "8"),),
    ),
    Question(
        "sensitive_persons_since_january",
        Text(
            "今年1月1日以来，累计向境外提供多少人的敏感个人信息？",
            "Of how many people was sensitive personal information exported since 1 January?",
        ),
        Text(
            "如生物识别、医疗健康、金融账户、行踪轨迹和不满十四周岁未成年人的信息；1人起就须办理，1万人是上一级界线。",
            "Such as biometrics, health, financial accounts, whereabouts, and anything of children under 14; the lines are at 1 and 10,000 people.",
        ),
        (_flow("7", "8"),),
    ),
)
QUESTIONS = {question.fact: question for question in _ALL}
