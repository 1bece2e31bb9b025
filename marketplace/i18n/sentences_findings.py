"""Sentences about findings of the rules, decisions on them, and duties."""

from __future__ import annotations

FINDINGS: dict[str, tuple[str, str]] = {
    "stopped_by_rules": (
        "合规核查有 {count} 项未通过，此步骤不能继续。请按每一项的说明补正，或等待审核员决定。",
        "{count} compliance findings stop this step. Mend each as it says, or wait for a reviewer.",
    ),
    "rule_says": ("规则 {rule}：{says:zh}", "Rule {rule}: {says:en}"),
    "finding_superseded": (
        "该核查结果已有更新的结果，请查看最新一条。",
        "A newer finding has taken the place of this one: please look at that.",
    ),
    "finding_not_stopping": (
        "该核查结果没有需要决定的事项。",
        "There is nothing to decide about this finding.",
    ),
    "second_reviewer_needed": (
        "推翻“拒绝”须由另一名审核员复核，您不能复核自己的决定。",
        "Another reviewer confirms that a reject is overturned, not the one who decided first.",
    ),
    "nothing_to_confirm": (
        "没有等待复核的决定。",
        "No decision waits for a second reviewer.",
    ),
    "confirmation_waiting": (
        "已有决定等待另一名审核员复核。",
        "A decision waits for a second reviewer already.",
    ),
    "icp_number": (
        "应为 ICP 备案号，如 沪ICP备2026000001号-1。",
        "An ICP filing number is expected, as in the register, with the number of the site.",
    ),
    "stated_together": (
        "此项须与同组的其他项一并填写，或整组留空。",
        "This is stated together with the rest of its group, or the whole group is left empty.",
    ),
    "abuse_out_of_turn": (
        "当前记录之后不能登记此项，请刷新后再试。",
        "This cannot follow what is on record; please reload and try again.",
    ),
    "duty_unknown": ("没有这项义务。", "There is no such duty."),
    "line_stopped_by_rules": (
        "锁定时未通过合规核查",
        "stopped by a compliance finding at the lock",
    ),
}
