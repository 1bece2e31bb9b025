"""What data may cross: what must stand before a line goes live, and later (DATA)."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.domain.compliance.data_export.answer import NEEDS_REFERENCE, PATHS
from marketplace.domain.compliance.data_export.validity import FILED_WITHIN, Validity, filed_by
from marketplace.domain.compliance.days import quarter_start
from marketplace.domain.compliance.facts import ExportFilingFacts
from marketplace.domain.compliance.facts.data_export import FiledProcedure
from marketplace.domain.compliance.finding import HOLD, REJECT, WARN, Answer, hold, reject, warn
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.instruments.data import (
    CAC_ANSWERS,
    CERTIFICATION,
    CRITICAL_INFRASTRUCTURE,
    CROSS_BORDER_FLOW,
    DATA_SECURITY,
    NETWORK_DATA,
    PERSONAL_INFORMATION,
    STANDARD_CONTRACT,
)
from marketplace.domain.compliance.instruments.telecom import HOUSE_RULES, SHANGHAI_DATA
from marketplace.domain.compliance.rule import Asking, known, rule
from marketplace.domain.compliance.source import S
from marketplace.domain.compliance.words import Text


@rule(
    "DATA-01",
    "数据出境路径须已确定并办结",
    "The path of the data export is settled",
    ExportFilingFacts,
    sources=(
        DATA_SECURITY.at("21", "31", "36"),
        PERSONAL_INFORMATION.at("38", "40", "41"),
        NETWORK_DATA.at("35-37"),
        CROSS_BORDER_FLOW.at("3", "5-8", mark=S),
    ),
    gates=(Gate.ACTIVATION,),
    fails=(WARN, HOLD, REJECT),
    needs=("code",),
    reads=("reference", "ftz_list_edition"),
)
def path_settled(facts: ExportFilingFacts, asking: Asking) -> Iterator[Answer]:
    stated = known(facts.code)
    code = stated if stated in PATHS else "D10"
    path = PATHS[code]
    if code == "D0":
        yield reject(
            f"自查结果 D0：{path.zh}专线不能开通。",
            f"Result D0: {path.en} The line may not go live.",
            "code",
        )
    elif code == "D10":
        yield hold(
            "数据出境自查未完成，专线不能开通。请补充未知事项。",
            "The data-export self-check is not complete, so the line cannot go live. Please fill in what is unknown.",
            "code",
        )
    elif code in NEEDS_REFERENCE and not facts.reference:
        yield hold(
            f"自查结果 {code}：{path.zh}尚未登记编号，专线不能开通。请办理后填写编号。",
            f"Result {code}: {path.en} There is no reference yet, so the line cannot go live. Please file and enter it.",
            "reference",
        )
    yield from _list_filing(facts)


def _list_filing(facts: ExportFilingFacts) -> Iterator[Answer]:
    if facts.code in ("D5", "D5b") and not facts.ftz_list_edition:
        yield hold(
            "自贸试验区负面清单尚未载入，无法核对数据在清单内外。请由审核员对照官方清单确认。",
            "No negative list is loaded, so whether the data are on it cannot be checked. A reviewer must compare them with the official list.",
            "ftz_list_edition",
        )
    if facts.code == "D5" and not facts.reference:
        yield warn(
            "清单外数据按备案办理。请备案并填写编号。",
            "Data outside the list are filed (备案). Please file and enter the reference.",
            "reference",
        )
    if facts.code == "D1b":
        yield warn(
            "疑似重要数据：未经告知或公布的不按重要数据申报，但应自行识别并申报。请留存识别记录。",
            "Suspected important data: unless notified or published it is not filed as such, but must be identified and declared. Please keep the record.",
            "code",
        )


@rule(
    "DATA-02",
    "重点行业再次确认认定通知",
    "Critical industries confirm that they had no notice",
    ExportFilingFacts,
    sources=(CRITICAL_INFRASTRUCTURE.at("8-10"),),
    gates=(Gate.ACTIVATION,),
    fails=(WARN,),
    needs=("critical_industry",),
    reads=("ciio_answer_confirmed",),
)
def notice_confirmed(facts: ExportFilingFacts, asking: Asking) -> Iterator[Answer]:
    if facts.critical_industry and not facts.ciio_answer_confirmed:
        yield warn(
            "企业属于重点行业。是否为关键信息基础设施运营者只以主管部门的通知为准，请再次确认是否收到通知。",
            "The company is of a critical industry. Only a notice of the authority makes it an operator of critical infrastructure: please confirm again whether it had one.",
            "ciio_answer_confirmed",
        )


@rule(
    "DATA-03",
    "个人信息出境前的评估、告知与单独同意",
    "Assessment, notice and separate consent before personal information leaves",
    ExportFilingFacts,
    sources=(PERSONAL_INFORMATION.at("39", "55(4)", "56"), CAC_ANSWERS.at(mark=S)),
    gates=(Gate.ACTIVATION,),
    fails=(HOLD,),
    needs=("personal_information",),
    reads=("assessed_on", "individuals_told", "consent_is_basis", "separate_consent"),
)
def individuals_protected(facts: ExportFilingFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.personal_information:
        return
    if facts.assessed_on is None or facts.assessed_on > asking.on:
        yield hold(
            "个人信息出境前须完成个人信息保护影响评估，报告保存三年。请填写评估日期。",
            "An impact assessment comes before the export of personal information and is kept for 3 years. Please enter its day.",
            "assessed_on",
        )
    if not facts.individuals_told:
        yield hold(
            "须向个人告知境外接收方、目的、方式、种类和行使权利的途径。请确认已告知。",
            "The individuals must be told the recipient, purpose, manner, kinds and how to use their rights. Please confirm that they were.",
            "individuals_told",
        )
    if facts.consent_is_basis is not False and not facts.separate_consent:
        yield hold(
            "以同意为依据的，须取得个人的单独同意，不得与其他同意捆绑。请确认处理依据与单独同意。",
            "Where consent is the basis, it must be separate and not bundled. Please confirm the basis and the separate consent.",
            "separate_consent" if facts.consent_is_basis else "consent_is_basis",
        )


@rule(
    "DATA-04",
    "临港跨境数据活动按要求报送",
    "Cross-border data activity in Lingang is reported",
    ExportFilingFacts,
    sources=(SHANGHAI_DATA.at("69"),),
    gates=(Gate.ACTIVATION,),
    fails=(WARN,),
    reads=("lingang_report",),
)
def lingang_report(facts: ExportFilingFacts, asking: Asking) -> Iterator[Answer]:
    if not facts.lingang_report:
        yield warn(
            "在临港新片区开展数据跨境活动，应按要求报送相关信息。请报送并填写编号。",
            "Cross-border data activity in Lingang is to be reported as asked for. Please report and enter the reference.",
            "lingang_report",
        )


@rule(
    "DATA-05",
    "每季度与每年1月1日重新核对人数",
    "Counts are asked anew each quarter and on 1 January",
    ExportFilingFacts,
    sources=(
        CROSS_BORDER_FLOW.at("7", "8", mark=S, part=Text("自当年1月1日起累计", "since 1 January")),
        HOUSE_RULES.at(part=Text("每季度核对", "each quarter")),
    ),
    gates=(Gate.OPERATE,),
    fails=(WARN,),
    reads=("counts_asked_on",),
)
def counts_current(facts: ExportFilingFacts, asking: Asking) -> Iterator[Answer]:
    begin = quarter_start(asking.on)
    if facts.counts_asked_on is None or facts.counts_asked_on < begin:
        yield warn(
            f"自 {begin.isoformat()} 起尚未核对本年出境人数。请更新人数并重新自查。",
            f"This year's counts have not been looked at since {begin.isoformat()}. Please bring them up to date and check again.",
            "counts_asked_on",
        )


@rule(
    "DATA-06",
    "出境手续在有效期内，标准合同按时备案",
    "The procedure is valid, the standard contract filed in time",
    ExportFilingFacts,
    sources=(
        CROSS_BORDER_FLOW.at("9", mark=S),
        CERTIFICATION.at("8"),
        STANDARD_CONTRACT.at(mark=S),
    ),
    gates=(Gate.ACTIVATION, Gate.OPERATE),
    fails=(WARN, HOLD),
    reads=("procedure", "granted_on", "filed_on"),
)
def procedure_valid(facts: ExportFilingFacts, asking: Asking) -> Iterator[Answer]:
    if facts.procedure is None or facts.granted_on is None:
        return
    if facts.procedure == FiledProcedure.STANDARD_CONTRACT:
        due = filed_by(facts.granted_on)
        if (facts.filed_on or asking.on) > due:
            yield warn(
                f"标准合同须在生效后 {FILED_WITHIN} 个工作日内（{due.isoformat()} 前）向省级网信部门备案。请备案并填写日期。",
                f"The standard contract is filed with the provincial CAC within {FILED_WITHIN} working days of its effect (by {due.isoformat()}). Please file and enter the day.",
                "filed_on",
            )
        return
    validity = Validity.of(facts.procedure, facts.granted_on)
    if validity is None:
        return
    if asking.on > validity.valid_until:
        yield hold(
            f"出境手续已于 {validity.valid_until.isoformat()} 到期。请重新办理并填写编号。",
            f"The procedure expired on {validity.valid_until.isoformat()}. Please go through it again and enter the reference.",
            "granted_on",
        )
    elif asking.on >= validity.renew_by:
        yield warn(
            f"出境手续于 {validity.valid_until.isoformat()} 到期，应在 {validity.renew_by.isoformat()} 前申请延期或换证。",
            f"The procedure ends on {validity.valid_until.isoformat()}; its renewal is asked for by {validity.renew_by.isoformat()}.",
            "granted_on",
        )


RULES = (
    path_settled,
    notice_confirmed,
    individuals_protected,
    lingang_report,
    counts_current,
    procedure_valid,
)
