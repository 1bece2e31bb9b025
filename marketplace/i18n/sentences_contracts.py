"""Sentences for what can be wrong with acceptance and contracts."""

CONTRACTS: dict[str, tuple[str, str]] = {
    "line_unserved": ("该专线未成交，无需确认。", "This line was left out by the award."),
    "award_settled": ("成员确认已结束。", "Acceptance of this award is closed."),
    "award_not_standing": ("该成交方案已不再有效。", "This award no longer stands."),
    "already_signed": ("贵方已签署该合同。", "Your side has signed this contract already."),
    "contract_not_drawn": (
        "该合同当前不能签署（状态：{state}）。",
        "This contract cannot be signed now (it is {state}).",
    ),
    "contract_not_in_force": (
        "合同尚未生效或已终止（状态：{state}）。",
        "The contract is not in force (it is {state}).",
    ),
    "already_live": ("该专线已于 {live_on} 开通。", "This line has been live since {live_on}."),
    "live_in_future": ("开通日不得晚于今天。", "The day cannot lie in the future."),
    "lines_not_live": ("尚有专线未开通。", "Some lines are not live yet."),
}
    "archive_decided": (
        "该专线的用户档案已审核（{state}）。",
        "The user archive of this line is decided already ({state}).",
    ),
    "documents_not_ready": (
        "合同文件尚未生成：须待全部专线的用户档案审核完毕。",
        "The documents are not made yet: every line's user archive must be decided first.",
    ),
    "documents_changed": (
        "合同文件与您看到的不一致，请重新打开合同，核对后再签署。",
        "The documents are not the ones you saw; open the contract anew, check and sign again.",
    ),
    "contract_ended": ("合同已取消。", "The contract is cancelled."),
    "scans_exchanged": (
        "双方的盖章扫描件均已上传，不能再更换。",
        "Both stamped scans are there; they cannot be replaced any more.",
    ),
