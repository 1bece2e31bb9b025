"""Words for the codes of deposits: states, what comes next, what happened, and why."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

DEPOSIT_WORDS: dict[str, dict[str, object]] = {
    "deposit": {
        "due": _("To be paid"),
        "saved": _("Way to pay saved"),
        "charging": _("Being charged"),
        "confirming": _("Waits for your payment"),
        "held": _("Held"),
        "claimed": _("Claimed by a carrier"),
        "returning": _("Going back"),
        "returned": _("Returned"),
        "kept": _("Kept for a carrier"),
        "released": _("Ended without a charge"),
    },
    "deposit_way": {
        "charge": _("Charged when you pay, given back at the end"),
        "save": _("The way to pay is saved, and charged at the lock"),
    },
    "deposit_next": {
        "off": _("Payments are off on this marketplace; nobody has to pay now."),
        "pay_page": _("Pay your deposit before the demand locks. If not, your lines leave it."),
        "save_page": _(
            "Save a way to pay before the demand locks. If not, your lines leave it. Nothing is "
            "charged before the lock."
        ),
        "page_preparing": _("The page to pay on is being prepared; this page shows it by itself."),
        "page_open": _("The page is ready: go to Stripe and pay, or save your way to pay, there."),
        "page_paid": _("Your payment is under way; the bank has not told its end yet."),
        "confirm": _(
            "The charge did not go through, or your bank asks for confirmation. Please pay on a "
            "page in time; your lines stay meanwhile. After it they are released and nothing is "
            "owed."
        ),
        "confirm_unread": _(
            "At the lock the payment service did not answer. Your lines stay. If you have paid, it "
            "is seen by itself; if not, please pay on a page in time. After it they are released "
            "and nothing is owed."
        ),
        "wait_lock": _("Nothing to do: the demand locks next."),
        "wait_contract": _("Nothing to do: it goes back after the contracts, or at any other end."),
        "charging": _("Your saved way to pay is being charged."),
        "calling_off": _(
            "The charge is called off. If the bank has carried it out already, it goes back by "
            "itself."
        ),
        "claim_open": _("A reviewer decides the carrier's claim by then; else nothing is kept."),
        "contest": _("A reviewer would keep a part. You can complain until then."),
        "disputed": _(
            "The card holder's bank disputes the payment and has the money. Until that is decided "
            "the platform gives nothing of it back."
        ),
        "returning_soon": _("It goes back by itself and is there by then at the latest."),
        "returning": _("It goes back by the way it came and is there by then at the latest."),
        "bank_transfer": _(
            "The way it came is closed. The platform returns it by bank transfer by then."
        ),
        "returned": _("Over: all of it has gone back."),
        "kept": _("Over: what was kept was decided for the carrier, the rest has gone back."),
        "released": _("Over: nothing was charged and nothing is owed."),
    },
    "deposit_reason": {
        "group_buy_failed": _("the group buy is not carried out"),
        "group_buy_cancelled": _("the group buy was cancelled"),
        "left": _("you left before the lock"),
        "no_line_left": _("none of your lines is left in the group buy"),
        "signed": _("the contracts are signed"),
        "held_long_enough": _("the longest time after the lock has passed"),
        "at_stripe": _("given back by a person at Stripe"),
        "charged_back": _("taken back by the card holder's bank"),
        "lines_removed": _("you took lines out: above 2 % of the rest"),
        "paid_twice": _("paid a second time"),
        "paid_late": _("paid when it was not needed any more"),
        "claim_decided": _("a claim is decided"),
        "claims_decided": _("the claims are decided"),
        "deposit_not_paid": _("not paid in time"),
        "deposits_off": _("payments were off"),
        "nothing_asked": _("so little that nothing is asked"),
        "not_contested": _("not contested in time"),
        "not_decided_in_time": _("not decided in time"),
        "authentication_required": _("the bank asks for confirmation"),
        "card_declined": _("the bank declined"),
        "generic_decline": _("the bank declined"),
        "insufficient_funds": _("the bank declined: not enough money"),
        "expired_card": _("the card has expired"),
        "processing_error": _("the bank could not process it"),
        "cancelled": _("cancelled at Stripe"),
        "stripe_silent": _("the payment service did not answer"),
        "called_off": _("called off before it was made"),
        "too_late": _("too late to be paid"),
    },
    "deposit_turn": {
        "deposit_ask": _("Deposit asked for"),
        "deposit_pay": _("Paid"),
        "deposit_pay_late": _("A payment came that was not needed"),
        "deposit_save": _("Way to pay saved"),
        "deposit_charge": _("Charge of the saved way to pay begun"),
        "deposit_call_off": _("Charge called off"),
        "deposit_need_member": _("To be paid on a page within a stated time"),
        "deposit_give_time": _("More time to pay"),
        "deposit_release": _("Ended without a charge"),
        "deposit_ask_again": _("Asked for again"),
        "deposit_claim": _("A carrier's claim stands against it"),
        "deposit_unclaim": _("All claims decided"),
        "deposit_return": _("Begins to go back"),
        "deposit_finish": _("All of it is back"),
        "deposit_keep": _("Over, with a part kept"),
        "deposit_undo": _("A way back was closed after all"),
        "deposit_try_ask": _("Page or charge asked of Stripe"),
        "deposit_try_open": _("Page opened"),
        "deposit_try_done": _("Done at Stripe"),
        "deposit_try_close": _("Page closed"),
        "deposit_try_fail": _("Stripe said no"),
        "deposit_return_ask": _("To go back"),
        "deposit_return_send": _("On its way back"),
        "deposit_return_done": _("Gone back"),
        "deposit_return_fail": _("The way back is closed"),
        "deposit_return_settle": _("Returned by bank transfer"),
        "deposit_return_pay_interest": _("Interest paid by bank transfer"),
        "deposit_return_take": _("The card holder's bank took it back"),
        "deposit_return_withdraw": _("Not made: it went back in another way"),
        "payment_dispute_open": _("The card holder's bank asks about the payment"),
        "payment_dispute_take": _("The bank took the payment back, until it is decided"),
        "payment_dispute_win": _("The dispute has ended: the payment stands"),
        "payment_dispute_lose": _("The dispute is lost: the bank keeps the payment"),
        "deposit_claim_file": _("A carrier claims its cost"),
        "deposit_claim_propose": _("A reviewer would keep it"),
        "deposit_claim_dismiss": _("Claim dismissed"),
        "deposit_claim_withdraw": _("Claim taken back"),
        "deposit_claim_lapse": _("Claim lapsed"),
        "deposit_claim_exhaust": _("Claim ended: all was kept for another carrier"),
        "deposit_claim_contest": _("You complained"),
        "deposit_claim_keep": _("Kept"),
        "deposit_claim_pay_on": _("Paid on to the carrier"),
    },
    "deposit_claim": {
        "filed": _("Waits for a reviewer"),
        "proposed": _("Open to the company's complaint"),
        "contested": _("Complaint waits for its answer"),
        "dismissed": _("Dismissed"),
        "withdrawn": _("Withdrawn"),
        "kept": _("Kept, to be paid on"),
        "paid_on": _("Paid on"),
    },
    "deposit_return": {
        "asked": _("To go back"),
        "sent": _("Going back"),
        "done": _("Back"),
        "failed": _("Way closed: bank transfer"),
        "settled": _("Back by bank transfer"),
        "taken": _("Taken back by the bank"),
        "withdrawn": _("Not made"),
    },
}
