"""Words of the notices about installation, renewal and complaints of service."""

from __future__ import annotations

INSTALLATION: dict[str, dict[str, tuple[str, str]]] = {
    "activation_planned": {
        "zh": (
            "报装计划已排定：{number}",
            "服务合同 {number} 已生效，各专线的查勘、资源、授权函、测试和交付日期已排定。",
        ),
        "en": (
            "Installation planned: {number}",
            "Service contract {number} is in force: survey, resources, letter of authorisation, "
            "test and hand-over of its lines have their due days.",
        ),
    },
    "security_filing_due": {
        "zh": (
            "公安机关备案：{reference}",
            "合同 {number} 专线 {reference} 尚未登记国际联网备案号。企业须在开通后30日内"
            "（{due_on} 前）向公安机关备案，并在报装进度页填写备案号。",
        ),
        "en": (
            "Filing with public security: {reference}",
            "Line {reference} under contract {number} has no filing number yet. The company files "
            "its international connection with public security within 30 days of activation, by "
            "{due_on}, and enters the number with the installation.",
        ),
    },
    "milestone_delayed": {
        "zh": (
            "报装日期有变：{reference}",
            "合同 {number} 专线 {reference} 的一个环节现预计于 {expected_on} 完成，"
            "原因见报装进度。",
        ),
        "en": (
            "Installation rescheduled: {reference}",
            "A step of line {reference} under contract {number} is now expected on {expected_on}; "
            "the reason stands with the installation.",
        ),
    },
    "milestone_late": {
        "zh": (
            "报装逾期：{reference}",
            "合同 {number} 专线 {reference} 有一个环节应于 {due_on} 完成，现已逾期。",
        ),
        "en": (
            "Installation late: {reference}",
            "A step of line {reference} under contract {number} was due on {due_on} and is late.",
        ),
    },
    "line_test_passed": {
        "zh": (
            "专线测试通过：{reference}",
            "合同 {number} 专线 {reference} 的验收测试已通过，结果见报装进度。",
        ),
        "en": (
            "Line test passed: {reference}",
            "The acceptance test of line {reference} under contract {number} has passed.",
        ),
    },
    "line_test_failed": {
        "zh": (
            "专线测试未通过：{reference}",
            "合同 {number} 专线 {reference} 的验收测试未达到承诺值，基础电信企业须整改后重测。",
        ),
        "en": (
            "Line test failed: {reference}",
            "The acceptance test of line {reference} under contract {number} misses what was "
            "promised; the carrier has to test it again.",
        ),
    },
    "line_live": {
        "zh": ("专线已开通：{reference}", "合同 {number} 的专线 {reference} 已开通，合同期开始。"),
        "en": (
            "Line live: {reference}",
            "Line {reference} under contract {number} is live; its term has begun.",
        ),
    },
    "renewal_due": {
        "zh": (
            "专线合同将到期：{reference}",
            "合同 {number} 的专线 {reference} 还有 {days} 天到期（{ends_on}），"
            "请考虑续约或参加新的团购。",
        ),
        "en": (
            "Contract ending: {reference}",
            "Line {reference} under contract {number} ends in {days} days, on {ends_on}. Renew it "
            "or join a new group buy.",
        ),
    },
    "complaint_filed": {
        "zh": ("收到投诉 {number}", "{member}提出投诉 {number}，请在期限前答复。"),
        "en": (
            "Complaint {number}",
            "{member} has filed complaint {number}; please answer before its time runs out.",
        ),
    },
    "complaint_reopened": {
        "zh": (
            "投诉再次提出：{number}",
            "{member}对投诉 {number} 的答复不满意，请在新期限前再次答复。",
        ),
        "en": (
            "Complaint reopened: {number}",
            "{member} is not satisfied with the answer to complaint {number}; a new time to "
            "answer has begun.",
        ),
    },
    "complaint_answered": {
        "zh": ("投诉有答复：{number}", "投诉 {number} 已有答复，请确认是否解决。"),
        "en": (
            "Complaint answered: {number}",
            "Complaint {number} has an answer; please say whether it settles the matter.",
        ),
    },
    "complaint_overdue": {
        "zh": (
            "投诉逾期未答复：{number}",
            "投诉 {number} 的答复期限已过。投诉人可以向电信管理机构申诉。",
        ),
        "en": (
            "Complaint overdue: {number}",
            "The time to answer complaint {number} has run out. The complainant may go to the "
            "telecom authority.",
        ),
    },
    "complaint_escalated": {
        "zh": ("投诉已转申诉：{number}", "{member}已就投诉 {number} 向电信管理机构申诉。"),
        "en": (
            "Complaint taken to the authority: {number}",
            "{member} has taken complaint {number} to the telecom authority.",
        ),
    },
    "complaint_closed": {
        "zh": ("投诉已结案：{number}", "{member}已确认投诉 {number} 结案。"),
        "en": ("Complaint closed: {number}", "{member} has closed complaint {number}."),
    },
}
