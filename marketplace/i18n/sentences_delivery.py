"""Sentences for what can be wrong with installations, complaints and savings."""

DELIVERY: dict[str, tuple[str, str]] = {
    "file_unknown": (
        "没有这个附件，请先由贵单位上传。",
        "There is no such file; your organisation has to upload it first.",
    ),
    "day_in_future": ("日期不得晚于今天。", "The day cannot lie in the future."),
    "day_in_past": ("日期不得早于今天。", "The day cannot lie in the past."),
    "not_live": ("该专线尚未开通。", "The line is not live yet."),
    "not_late": ("该专线未逾期开通。", "The line did not go live late."),
    "compensation_too_low": (
        "逾期 {days} 天，违约金不得低于安装费的每日1%，即 {least_yuan} 元。",
        "For {days} days the carrier owes at least 1 % of the installation fee a day: "
        "{least_yuan} yuan.",
    ),
    "milestones_open": (
        "此前的报装环节尚未全部完成。",
        "Steps of the installation before this one are not done yet.",
    ),
    "test_missing": ("尚无验收测试记录。", "No acceptance test is on record yet."),
    "test_failed": (
        "最近一次测试（{tested_on}）未通过。",
        "The last test ({tested_on}) did not pass.",
    ),
    "complaint_needs_line": (
        "向基础电信企业投诉须选择所涉专线。",
        "Name the line concerned to complain to its carrier.",
    ),
    "complaint_to_oneself": (
        "本团购由贵单位发起；请选择所涉专线，向其基础电信企业投诉。",
        "You lead this group buy yourself: choose the line and complain to its carrier.",
    ),
    "complaint_clock_runs": (
        "答复期限（{due}）未到且尚无答复，暂不能转为申诉。",
        "The time to answer ({due}) still runs and there is no answer yet.",
    ),
    "present_contract_unstated": (
        "该专线未填写现有合同价格，无法附证明。",
        "The line names no present contract that a document could prove.",
    ),
    "evidence_stands": (
        "合同已生效，现有合同的证明不能再更换。",
        "The service contract is in force; the document can no longer be replaced.",
    ),
}
