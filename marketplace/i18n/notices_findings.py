"""Words of the notices about findings of the rules, and about the operator's duties."""

from __future__ import annotations

FINDINGS: dict[str, dict[str, tuple[str, str]]] = {
    "lines_stopped_by_rules": {
        "zh": (
            "部分专线未通过核查：{title}",
            "“{title}”锁定时，贵公司有 {lines} 条专线存在拒绝项或尚未决定的待审项，已退出本次团购。"
            "请查看每一项的原因和依据。",
        ),
        "en": (
            "Lines stopped by the rules: {title}",
            "When “{title}” locked, {lines} of your lines had a reject or an undecided hold and "
            "left the group buy. Please see each finding with its source.",
        ),
    },
    "mend_before_lock": {
        "zh": (
            "锁定前请补正：{title}",
            "“{title}”将于 {due} 锁定。贵公司的专线还有 {things} 项未通过或待审，"
            "届时仍未解决的专线将退出。请逐项补正。",
        ),
        "en": (
            "To mend before the lock: {title}",
            "“{title}” locks at {due}. {things} findings still hold up your lines; what is not "
            "settled by then leaves. Please mend each of them.",
        ),
    },
    "record_before_lock": {
        "zh": (
            "锁定前请签署竞争影响说明：{title}",
            "“{title}”将于 {due} 锁定，尚未签署竞争影响说明。锁定后不能再补；"
            "未填的份额将由审核员处理。",
        ),
        "en": (
            "To sign before the lock: {title}",
            "“{title}” locks at {due}, and its record of the effect on competition is not signed. "
            "After the lock it cannot be; a share that is not stated goes to a reviewer.",
        ),
    },
    "finding_decided": {
        "zh": (
            "审核员已作出决定：{rule}",
            "审核员已就核查结果 {rule} 作出决定，请查看理由和后续。",
        ),
        "en": (
            "A reviewer has decided: {rule}",
            "A reviewer decided on the finding {rule}: see the reason and what follows.",
        ),
    },
    "second_reviewer_wanted": {
        "zh": (
            "等待另一名审核员复核：{rule}",
            "一名审核员决定推翻 {rule} 的拒绝，须由另一名审核员复核后生效。",
        ),
        "en": (
            "A second reviewer is wanted: {rule}",
            "A reviewer would overturn the reject of {rule}; it takes another reviewer's word.",
        ),
    },
    "carrier_licence_ends": {
        "zh": ("请更新许可证：{rule}", "贵公司有专线在运行中。{says}"),
        "en": ("Your licence needs attention: {rule}", "You have lines in service. {says}"),
    },
    "line_abuse_recorded": {
        "zh": (
            "专线 {reference} 已登记违法使用",
            "审核员登记：专线 {reference}（合同 {number}）已知被用于违法活动。"
            "请立即停止接入、传输与支付配合，保存记录并报告；如有异议，请与审核员联系。",
        ),
        "en": (
            "An unlawful use of line {reference} is on record",
            "A reviewer recorded that line {reference} (contract {number}) is known to be used "
            "unlawfully. Please stop access, transmission and payment at once, keep records and "
            "report; if you see it otherwise, please turn to the reviewer.",
        ),
    },
    "line_abuse_over": {
        "zh": (
            "专线 {reference} 的违法使用记录已了结",
            "审核员登记：专线 {reference}（合同 {number}）的违法使用已经结束或查无实据。",
        ),
        "en": (
            "The unlawful use of line {reference} is over",
            "A reviewer recorded that the unlawful use of line {reference} (contract {number}) "
            "ended or was unfounded.",
        ),
    },
    "duty_due": {
        "zh": (
            "平台义务即将或已经到期：{duty}",
            "平台义务 {duty} 应在 {due_on} 前完成，请办理并登记。",
        ),
        "en": (
            "A duty of the operator is due: {duty}",
            "The duty {duty} is to be done by {due_on}: please do it and put it on record.",
        ),
    },
}
