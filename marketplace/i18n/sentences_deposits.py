"""Sentences about deposits (诚意金)."""

# ruff: noqa: E501  (a sentence is a line)
from __future__ import annotations

DEPOSITS: dict[str, tuple[str, str]] = {
    "deposits_off": (
        "平台未启用支付，诚意金功能关闭。其余功能不受影响。",
        "Payments are not set up on this marketplace: deposits are off. Nothing else changes.",
    ),
    "deposit_not_payable": (
        "这笔诚意金现在没有需要支付的（状态：{state}）。",
        "There is nothing to pay of this deposit now (state: {state}).",
    ),
    "deposit_not_held": (
        "没有可供主张的诚意金：未收取，或已退还、正在退还。",
        "There is no deposit to claim: none was asked for or paid, or it has gone back or is going back.",
    ),
    "deposit_used_up": (
        "这笔诚意金已全部留存给另一家先获决定的运营商，没有余额。",
        "All of this deposit was kept for another carrier, whose claim was decided before; nothing is left.",
    ),
    "claim_made": (
        "这份合同已提出过主张，每份合同一次。",
        "A claim of this contract was made already; each contract has one.",
    ),
    "claim_decided": ("这项主张已经决定。", "This claim is decided already."),
    "claim_not_contested": (
        "这项主张没有待答复的异议。",
        "No complaint of this claim waits for an answer.",
    ),
    "another_reviewer": (
        "异议须由另一名审核员答复。",
        "The complaint is answered by another reviewer than the one who decided.",
    ),
    "no_interest_owed": (
        "没有待支付的利息。",
        "No interest is owed on it, or it was paid already.",
    ),
    "too_much": (
        "不得超过 {most} 分：已证明的成本与诚意金余额中的较小者。",
        "At most {most} fen: the lesser of the proven cost and what is left of the deposit.",
    ),
    "deposit_not_paid": (
        "诚意金未在期限内支付，专线已释放，不产生任何费用。",
        "Its deposit was not paid in time; the line was released and nothing is owed.",
    ),
    "deposit_one_amount": (
        "固定金额与比例二者选一。",
        "Give a fixed amount or a share, one of the two.",
    ),
}
