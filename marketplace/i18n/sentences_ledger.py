"""Sentences about the ledger of the platform's own money."""

from __future__ import annotations

LEDGER: dict[str, tuple[str, str]] = {
    "stripe_booked_otherwise": (
        "Stripe 对象 {stripe_id} 已按另一事由入账。",
        "The Stripe object {stripe_id} is booked for another cause.",
    ),
    "ledger_against": (
        "对方科目须为平台自己的另一科目。",
        "The other side is another account of the platform's own.",
    ),
    "ledger_not_cleared": (
        "只有涉及 Stripe 待结算款的更正才对应 Stripe 的变动。",
        "Only a correction of Stripe clearing books a movement at Stripe.",
    ),
    "payment_check_running": (
        "正在与 Stripe 核对，请等其结束。",
        "A comparison with Stripe is under way; wait for its end.",
    ),
    "ledger_cause_differs": (
        "同一事由已以其他金额记账（第 {number} 号分录）。",
        "The same cause is booked with other amounts (entry {number}).",
    ),
    "ledger_overdrawn": (
        "退还金额超过代存金额。",
        "More would be given back than is held.",
    ),
    "period_backwards": (
        "期间的止日早于起日。",
        "The period ends before it begins.",
    ),
}
