"""The person at Stripe's own pages: pays, is declined, answers the bank, or goes away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from marketplace.adapters.stripe_twin.cards import CARDS, make_method
from marketplace.adapters.stripe_twin.checkout import expire_old
from marketplace.adapters.stripe_twin.faults import TwinFault
from marketplace.adapters.stripe_twin.invoice_ends import settle
from marketplace.adapters.stripe_twin.payment_intents import confirm, new_intent
from marketplace.adapters.stripe_twin.setup_intents import keep
from marketplace.adapters.stripe_twin.state import Object, TwinState
from marketplace.adapters.stripe_twin.twin import StripeTwin


class Visitor:
    """What no API does. Each act raises TwinFault when the page would not let it be done."""

    def __init__(self, twin: StripeTwin) -> None:
        self.twin = twin

    @contextmanager
    def _at_work(self) -> Iterator[TwinState]:
        with self.twin.lock:
            expire_old(self.twin.state)
            try:
                yield self.twin.state
            finally:
                self.twin.state.save()

    def pay(self, page_id: str, card: str = "pm_card_visa", *, confirms: bool = True) -> None:
        """On a Checkout page: pay, or keep the way to pay.

        `confirms`: what the person says when the bank asks. Raises TwinFault 402 when declined; the
        page stays open then.
        """
        with self._at_work() as state:
            session = state.get(page_id, "checkout.session")
            if session["status"] != "open":
                raise TwinFault(f"This page is {session['status']}.", code="checkout_not_open")
            if CARDS[card].type not in session["payment_method_types"]:
                raise TwinFault("This page does not offer that way to pay.", code="not_offered")
            if session["mode"] == "setup":
                _keep(state, session, card, confirms=confirms)
            else:
                _charge(state, session, card, confirms=confirms)

    def pay_invoice(
        self, invoice_id: str, card: str = "pm_card_visa", *, confirms: bool = True
    ) -> None:
        """On the page of an open invoice."""
        with self._at_work() as state:
            invoice = state.get(invoice_id, "invoice")
            if invoice["status"] != "open":
                raise TwinFault(f"This invoice is {invoice['status']}.", code="invoice_not_open")
            payment = state.get(invoice["_payments"][0], "invoice_payment")
            intent = state.get(payment["payment"]["payment_intent"], "payment_intent")
            _try(state, intent, card, confirms=confirms)
            settle(state, invoice)


def _try(state: TwinState, intent: Object, card: str, *, confirms: bool) -> None:
    """Charge it with a person present, who answers the bank or does not."""
    method = make_method(state, card)
    method["customer"] = intent["customer"] if method["type"] == "card" else None
    intent |= {"payment_method": method["id"], "payment_method_types": [method["type"]]}
    confirm(state, intent, authenticated=confirms)
    if intent["status"] == "requires_action":
        raise TwinFault(
            "The bank asks for confirmation.", status=402, code="authentication_required"
        )


def _charge(state: TwinState, session: Object, card: str, *, confirms: bool) -> None:
    intent = state.find(session["payment_intent"])
    if intent is None:
        intent = new_intent(
            state,
            session["amount_total"],
            session["currency"],
            session["customer"],
            dict(session["_payment_metadata"]),
        )
        intent |= {"_session": session["id"], "description": session["_title"]}
        session["payment_intent"] = intent["id"]
    _try(state, intent, card, confirms=confirms)
    session["payment_status"] = "paid"
    _complete(state, session)


def _keep(state: TwinState, session: Object, card: str, *, confirms: bool) -> None:
    setup = state.get(session["setup_intent"], "setup_intent")
    setup["payment_method"] = make_method(state, card)["id"]
    keep(state, setup, authenticated=confirms)
    if setup["status"] == "requires_action":
        raise TwinFault(
            "The bank asks for confirmation.", status=402, code="authentication_required"
        )
    _complete(state, session)


def _complete(state: TwinState, session: Object) -> None:
    session |= {"status": "complete", "url": None}
    state.emit("checkout.session.completed", session)
