"""What modes, outcomes and faults of payments are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

PAYMENT_WORDS: dict[str, dict[str, object]] = {
    "payment_mode": {
        "off": _("Off"),
        "trial": _("Trial: no money moves"),
        "test": _("Test mode"),
        "live": _("Live"),
        "unknown": _("The key is of no kind that servers use"),
    },
    "payment_method": {
        "card": _("Card"),
        "alipay": _("Alipay"),
        "wechat_pay": _("WeChat Pay"),
    },
    "payment_check": {
        "agreed": _("No difference"),
        "differs": _("Differences"),
        "failed": _("Could not be made"),
    },
    "payment_difference": {
        "not_booked": _("At Stripe, not booked"),
        "not_at_stripe": _("Booked, not at Stripe"),
        "amount": _("Amounts differ"),
        "currency": _("Settled in another currency"),
        "unknown_move": _("An adjustment: look at it at Stripe"),
        "balance": _("The balance at Stripe and the clearing account differ"),
        "invoice": _("An invoice stands otherwise at Stripe than its fee here"),
        "credit_note": _("A credit note stands otherwise at Stripe than here"),
        "page": _("A page stands otherwise at Stripe than its deposit here"),
    },
    "payment_dispute": {
        "inquiry": _("The bank asks; nothing is taken"),
        "open": _("The bank has taken the money"),
        "won": _("Ended: the payment stands"),
        "lost": _("Lost: the bank keeps the money"),
    },
    "dispute_reason": {
        "fraudulent": _("the card holder says that it did not pay"),
        "unrecognized": _("the card holder does not know the payment"),
        "duplicate": _("the card holder says that it paid twice"),
        "product_not_received": _("the card holder says that it got nothing for it"),
        "credit_not_processed": _("the card holder waits for money back"),
        "general": _("the card holder gave no reason"),
        "other": _("the card holder gives another reason"),
    },
    "payment_fault": {
        "payments_off": _("Payments are off: no key is set."),
        "stripe_key_refused": _(
            "Stripe refuses the key. Look at MARKETPLACE_STRIPE_KEY, and whether it was withdrawn."
        ),
        "stripe_right_missing": _(
            "The key lacks a right. Give the restricted key what docs/operations.md names."
        ),
        "no_answer": _("Stripe did not answer. Try again in a while."),
    },
    "stripe_event": {
        "recorded": _("Recorded"),
        "not_ours": _("Not about anything here"),
        "noted": _("Noted, nothing to record"),
        "other_mode": _("Of another mode than our key"),
        "failed": _("Failed"),
    },
}
