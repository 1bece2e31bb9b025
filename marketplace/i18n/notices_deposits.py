"""Words of the notices about deposits (诚意金)."""

# ruff: noqa: E501  (a sentence is a line)
from __future__ import annotations

_ON_PAGE = {
    "zh": "金额、时间和下一步见诚意金页面。",
    "en": "Amounts, times and what comes next are on the deposit's page.",
}


def _words(zh: tuple[str, str], en: tuple[str, str]) -> dict[str, tuple[str, str]]:
    return {"zh": (zh[0], zh[1] + _ON_PAGE["zh"]), "en": (en[0], f"{en[1]} {_ON_PAGE['en']}")}


DEPOSITS: dict[str, dict[str, tuple[str, str]]] = {
    "deposit_to_pay": _words(
        (
            "诚意金待支付：{title}",
            "请在 {due} 需求锁定前支付诚意金或保存付款方式；到时未完成的，专线退出团购，不产生任何费用。",
        ),
        (
            "Deposit to pay: {title}",
            "Please pay the deposit, or save a way to pay, before the demand locks at {due}; if not, "
            "your lines leave the group buy and nothing is owed.",
        ),
    ),
    "deposit_saved": _words(
        ("付款方式已保存：{title}", "诚意金的付款方式已保存，需求锁定时扣款；此前不扣任何款项。"),
        (
            "Way to pay saved: {title}",
            "The way to pay your deposit is saved. It is charged at the lock; nothing before.",
        ),
    ),
    "deposit_held": _words(
        ("诚意金已收到：{title}", "诚意金已收到，由平台代存。"),
        ("Deposit received: {title}", "Your deposit has come in and is held for you."),
    ),
    "deposit_confirm": _words(
        (
            "诚意金扣款未成功，请在期限内支付：{title}",
            "银行要求确认或扣款未成功。请在 {due} 前于付款页面支付，期限内专线保留；"
            "逾期专线释放，不产生任何费用。",
        ),
        (
            "Deposit not charged, please pay in time: {title}",
            "Your bank asks for confirmation, or the charge did not go through. Please pay on the page "
            "before {due}; your lines stay until then. After it they are released and nothing is owed.",
        ),
    ),
    "deposit_paid_twice": _words(
        ("多付的诚意金正在退回：{title}", "收到一笔不再需要的诚意金付款，已自动原路退回。"),
        (
            "Payment not needed goes back: {title}",
            "A payment of your deposit came that was not needed. It goes back by itself.",
        ),
    ),
    "deposit_goes_back": _words(
        ("诚意金正在退还：{title}", "诚意金正在原路退还，最迟 {due} 到达。"),
        (
            "Deposit goes back: {title}",
            "Your deposit goes back by the way it came, at the latest by {due}.",
        ),
    ),
    "deposit_returned": _words(
        ("诚意金已退还：{title}", "诚意金已退还。"),
        ("Deposit returned: {title}", "Your deposit was returned."),
    ),
    "deposit_released": _words(
        ("诚意金已结束，未扣款：{title}", "本次诚意金已结束，没有扣款，也不产生任何费用。"),
        (
            "Deposit ended without a charge: {title}",
            "Your deposit has ended. Nothing was charged and nothing is owed.",
        ),
    ),
    "deposit_way_closed": _words(
        ("原路退款未成功：{title}", "原付款方式已不能收款，平台将以银行转账退还。"),
        (
            "The way back is closed: {title}",
            "The way you paid takes no money back any more. The platform returns it by bank transfer.",
        ),
    ),
    "deposit_interest_paid": _words(
        ("诚意金利息已支付：{title}", "诚意金利息已以银行转账支付。"),
        (
            "Interest paid: {title}",
            "The interest on your deposit was paid by bank transfer.",
        ),
    ),
    "deposit_claimed": _words(
        (
            "运营商就诚意金提出主张：{title}",
            "运营商称贵方签约后违约并主张其成本。由审核员决定，贵方可以异议。",
        ),
        (
            "A carrier claims your deposit: {title}",
            "A carrier says that a signed contract was broken and claims its cost. A reviewer decides "
            "and you may complain.",
        ),
    ),
    "deposit_keep_proposed": _words(
        (
            "拟留存诚意金，可在期限内异议：{title}",
            "审核员拟留存部分或全部诚意金。贵方可在 {due} 前异议，答复前不留存任何款项。",
        ),
        (
            "Your deposit may be kept, you can complain: {title}",
            "A reviewer would keep a part or all of it. You may complain before {due}; nothing is kept "
            "before your complaint is answered.",
        ),
    ),
    "deposit_claim_over": _words(
        ("诚意金主张已有结果：{title}", "运营商的主张已有结果。"),
        ("A claim has been decided: {title}", "The carrier's claim has been decided."),
    ),
    "deposit_claim_to_decide": _words(
        (
            "诚意金主张待决定：{title}",
            "运营商就诚意金提出主张，请在 {due} 前决定；逾期视为不留存。",
        ),
        (
            "Claim to decide: {title}",
            "A carrier claims a deposit. Please decide before {due}; undecided, nothing is kept.",
        ),
    ),
    "deposit_contest_to_answer": _words(
        (
            "诚意金异议待答复：{title}",
            "企业对拟留存提出异议，请由另一名审核员在 {due} 前答复；逾期视为不留存。",
        ),
        (
            "Complaint to answer: {title}",
            "The company complains of what would be kept. Another reviewer answers before {due}; "
            "unanswered, nothing is kept.",
        ),
    ),
    "deposit_claim_decided": _words(
        ("贵方的诚意金主张已有决定：{title}", "审核员已就贵方主张作出决定。"),
        ("Your claim has been decided: {title}", "A reviewer has decided your claim."),
    ),
    "deposit_kept": _words(
        ("诚意金已留存，将转付贵方：{title}", "贵方主张的款项已留存，平台将以银行转账转付。"),
        (
            "Kept for you: {title}",
            "What you claimed is kept; the platform pays it on to you by bank transfer.",
        ),
    ),
    "deposit_paid_on": _words(
        ("留存的诚意金已转付：{title}", "留存的诚意金已以银行转账转付贵方。"),
        ("Paid on to you: {title}", "The kept deposit was paid on to you by bank transfer."),
    ),
    "deposit_to_settle": _words(
        (
            "诚意金须以银行转账退还：{title}",
            "一笔原路退款未成功，请在 {due} 前以银行转账退还并登记流水号。",
        ),
        (
            "Deposit to return by bank transfer: {title}",
            "A refund did not get through. Please return it by bank transfer before {due} and record "
            "the reference.",
        ),
    ),
    "deposit_overdue": _words(
        ("诚意金逾期未退：{title}", "一笔诚意金应在 {due} 前退还而未退还。请立即处理。"),
        (
            "Deposit overdue: {title}",
            "A deposit should have gone back by {due} and has not. Please see to it now.",
        ),
    ),
    "deposit_lines_left": _words(
        ("有专线因诚意金未支付而释放：{title}", "锁定后有企业未在期限内支付诚意金，其专线已释放。"),
        (
            "Lines left for want of a deposit: {title}",
            "After the lock a company did not pay its deposit in time; its lines are released.",
        ),
    ),
}
