"""Sentences for what can be wrong with acceptance and contracts."""

CONTRACTS: dict[str, tuple[str, str]] = {
    "line_unserved": ("该专线未成交，无需确认。", "This line was left out by the award."),
    "award_settled": ("成员确认已结束。", "Acceptance of this award is closed."),
    "award_not_standing": ("该成交方案已不再有效。", "This award no longer stands."),
    "award_clock_stopped": (
        "有异议正在处理，确认期暂停。",
        "A complaint is open: the clock of this award is stopped.",
    ),
    "answer_final": (
        "该专线的确认已由重新成交承接，不能再更改。",
        "This line was carried over by the re-award: its answer is final.",
    ),
    "place_taken": (
        "该名额已由候补企业接替，不能再更改。",
        "A company of the waiting list has taken this line's place.",
    ),
    "place_gone": ("当前没有可接替的名额。", "There is no place for you to take now."),
    "own_award": (
        "该企业就是本专线的成交方，请直接接受。",
        "This carrier was awarded the line: accept it instead.",
    ),
    "pair_same_carrier": (
        "同一双运营商保护的两条专线不能使用同一基础电信企业。如需互换，请先放弃另一条。",
        "The two lines of a pair cannot have the same carrier. To swap them, decline the other "
        "one first.",
    ),
    "quote_capacity_full": (
        "该基础电信企业的剩余能力已不足以承接本专线。",
        "This carrier has not enough capacity left for the line.",
    ),
    "quote_below_minimum": (
        "该基础电信企业的最低成交量未达到，不能改选。",
        "This carrier does not serve as little as it would then have.",
    ),
    "quote_expires_before_due": (
        "该报价在确认期结束前失效，不能改选。",
        "This quote expires before the acceptance window ends.",
    ),
    "confirmation_decided": (
        "已作出答复（{state}）。",
        "The answer has been given already ({state}).",
    ),
    "consent_required": (
        "价格高于贵方的封顶价，须明示同意后方可改选。",
        "The price is above your ceiling: it can be taken only with your express consent.",
    ),
    "already_signed": ("贵方已签署该合同。", "Your side has signed this contract already."),
    "contract_not_drawn": (
        "该合同当前不能签署（状态：{state}）。",
        "This contract cannot be signed now (it is {state}).",
    ),
    "archive_decided": (
        "该专线的用户档案已审核（{state}）。",
        "The user archive of this line is decided already ({state}).",
    ),
    "archives_decided": (
        "该合同没有待审核的用户档案。",
        "No user archive of this contract waits for a decision.",
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
    "contract_not_in_force": (
        "合同尚未生效或已终止（状态：{state}）。",
        "The contract is not in force (it is {state}).",
    ),
    "already_live": ("该专线已于 {live_on} 开通。", "This line has been live since {live_on}."),
    "lines_not_live": ("尚有专线未开通。", "Some lines are not live yet."),
    "line_is_live": (
        "已有专线开通，不能再在平台上终止合同；请双方自行约定。",
        "A line of it is live: it is not ended here any more; the parties agree between them.",
    ),
    "end_proposed": (
        "终止这份合同的提议正在等待答复。",
        "A proposal to end this contract waits for its answer already.",
    ),
    "not_broken": (
        "没有认定企业违反本合同的诚意金主张决定。",
        "No claim against the deposit was decided that says the company broke this contract.",
    ),
}
