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
