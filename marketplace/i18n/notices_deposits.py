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
    "deposit_unread": _words(
        (
            "诚意金是否已付尚不能确认：{title}",
            "支付服务未应答，诚意金是否已付尚不能确认，专线保留。已支付的无需再付，到账后自动更新；"
            "未支付的请在 {due} 前支付，逾期专线释放，不产生任何费用。",
        ),
        (
            "Not known yet whether your deposit is paid: {title}",
            "The payment service did not answer, so your lines stay. If you have paid, it is seen by itself; "
            "if not, please pay before {due}. After it they are released and nothing is owed.",
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
    "deposit_claim_exhausted": _words(
        (
            "诚意金已无余额，贵方的主张结束：{title}",
            "同一笔诚意金已全部留存给先获决定的另一家运营商，贵方的主张因此结束。",
        ),
        (
            "Nothing is left of the deposit, your claim has ended: {title}",
            "All of the deposit was kept for another carrier, whose claim was final before yours.",
        ),
    ),
    "deposit_kept": _words(
        (
            "诚意金已留存，将转付贵方：{title}",
            "贵方主张的款项已留存，平台将以银行转账转付。合同尚未开通的，贵方可在合同页面按违约终止。",
        ),
        (
            "Kept for you: {title}",
            "What you claimed is kept; the platform pays it on to you by bank transfer. You may end the "
            "contract as broken on its page if no line is live.",
        ),
    ),
    "deposit_paid_on": _words(
        ("留存的诚意金已转付：{title}", "留存的诚意金已以银行转账转付贵方。"),
        ("Paid on to you: {title}", "The kept deposit was paid on to you by bank transfer."),
    ),
    "deposit_disputed": _words(
        (
            "诚意金付款有争议：{title}",
            "持卡人银行对该笔诚意金付款提出争议，款项已由银行收回。有结果前不再退还。",
        ),
        (
            "Deposit's payment disputed: {title}",
            "The card holder's bank disputes the payment and has taken it back. Until that is "
            "decided nothing of it is given back again.",
        ),
    ),
    "deposit_dispute_won": _words(
        ("诚意金争议已了结：{title}", "付款有效，诚意金照常保管或退还。"),
        (
            "Dispute ended: {title}",
            "The payment stands; the deposit is held, or goes back, as before.",
        ),
    ),
    "deposit_charged_back": _words(
        ("诚意金已被银行收回：{title}", "持卡人银行已将该笔付款退给持卡人，平台不再退还。"),
        (
            "Deposit taken back by the bank: {title}",
            "The card holder's bank has given the payment back, so the platform gives it back no "
            "more.",
        ),
    ),
    "payment_disputed": _words(
        (
            "诚意金付款争议待回应：{title}",
            "持卡人银行对一笔诚意金付款查询或提出争议。请在 {due} 前在 Stripe 回应。",
        ),
        (
            "Dispute to answer: {title}",
            "A card holder's bank asks about the payment of a deposit, or disputes it. Please "
            "answer at Stripe before {due}.",
        ),
    ),
    "payment_dispute_lost": _words(
        ("诚意金付款争议败诉：{title}", "款项归持卡人银行，已入账。其专线需求仍在，请酌情处理。"),
        (
            "Dispute lost: {title}",
            "The bank keeps the payment of a deposit. It is booked; the company's lines stay as "
            "they are, which may need a look.",
        ),
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
    "payments_refused": {
        "zh": (
            "Stripe 拒绝本平台的密钥",
            "Stripe 拒绝本平台的密钥或其权限，企业无法支付。请立即检查设置；恢复前不因诚意金未付释放专线。",
        ),
        "en": (
            "Stripe refuses the key of this marketplace",
            "Stripe refuses our key, or a right of it: companies cannot pay. Please mend the settings now; "
            "until then no line leaves for want of a deposit.",
        ),
    },
    "deposit_lines_left": _words(
        ("有专线因诚意金未支付而释放：{title}", "锁定后有企业未在期限内支付诚意金，其专线已释放。"),
        (
            "Lines left for want of a deposit: {title}",
            "After the lock a company did not pay its deposit in time; its lines are released.",
        ),
    ),
}
