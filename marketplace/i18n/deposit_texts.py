"""The published rule of deposits (诚意金), by version and language.

A version under which a deposit was asked is never edited: a change is a new version. Its numbers
are those of domain/deposits.py; a test holds the two together.
"""

# ruff: noqa: E501  (a paragraph is a line)
from __future__ import annotations

RULE_VERSION = "DR-2026-1"
"Of what is asked for from now on"

RULES: dict[str, dict[str, tuple[str, ...]]] = {
    "DR-2026-1": {
        "zh": (
            "诚意金不是价款，也不是定金。它只表明参团需求是认真的，由平台代存，任何人不从中获利。",
            "金额由组织方在开放前设定，不超过本企业专线封顶价合计的 2%；不足 10 元的不收取。付款前增减专线的，金额随之重算；付款后增加专线不再加收，减少专线的，锁定时超过 2% 的部分退还。",
            "须在需求锁定前支付，或保存付款方式。到时未支付也未保存的，其专线退出团购，不产生任何费用。保存的付款方式在锁定时扣款；银行要求确认或扣款未成功的，可在页面载明的期限内于付款页面支付，期限内专线保留；期限过后仍未支付的，专线释放，不产生任何费用。",
            "全额退还：锁定前退出；团购未成或被取消；专线被规则或组织方释放、未成交；成交后不接受或在签约前拒绝（自主选择，不收任何费用）；合同逾期未签而失效；双方签约后 5 日内；锁定后达到所载最长期限的，无论团购进展如何。",
            "退款在上述事由发生后 5 日内原路退回。原路已关闭的（如银行卡失效），由平台银行转账退还。约定利息的，按实际天数（一年 365 日）计付，由平台银行转账支付。",
            "仅在以下情形可以留存：企业签署合同后、开通前违反合同，运营商在最后一方签署后 3 日内提出，并证明已发生的成本。由平台审核员书面决定，不超过已证明的成本，也不超过诚意金。企业在 5 个工作日内可以异议；异议未答复前不留存任何款项；答复由另一名审核员作出。逾期未决定或未答复的，视为不留存。",
            "留存的款项全部转付该运营商，平台不留分文；其余退还。",
        ),
        "en": (
            "The deposit is no part of the price and no penalty sum. It shows that a company means its demand; the platform holds it and nobody earns from it.",
            "The organiser sets the amount before the group buy opens: at most 2 % of the sum of the ceilings of your lines; less than 10 yuan is not asked for. Until you pay it follows your lines; lines added after you have paid cost no more, and of lines taken out what is above 2 % at the lock goes back.",
            "It is paid, or a way to pay is saved, before the demand locks. If neither was done in time your lines leave the group buy and nothing is owed. A saved way to pay is charged at the lock; if your bank asks for confirmation, or the charge does not go through, you can pay on a page within the time it states, and your lines stay meanwhile; after it they are released and nothing is owed.",
            "It goes back in full: when you leave before the lock; when the group buy fails or is cancelled; when your lines are released by rules or by the organiser, or are not awarded; when you decline an award or refuse a contract before you sign (自主选择: that is free); when a contract lapses unsigned; within 5 days after both have signed; and at the longest time after the lock that is stated, whatever the group buy has come to.",
            "It goes back within 5 days of that, by the way it came. If that way is closed, such as a card that has expired, the platform returns it by bank transfer. Interest, if the terms say so, is reckoned by the day (365 days a year) and paid by bank transfer.",
            "It is kept in one case only: your company signs a contract and breaks it before activation, and within 3 days after the last signature the carrier claims and proves the cost it had. A reviewer of the platform decides in writing, never more than the proven cost nor than the deposit. Your company may complain within 5 working days; nothing is kept before the complaint is answered, by another reviewer. What is not decided or answered in time is not kept.",
            "All that is kept is paid on to that carrier; the platform keeps nothing. The rest goes back.",
        ),
    }
}
