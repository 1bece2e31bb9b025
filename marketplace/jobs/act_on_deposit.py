"""Job: do at Stripe what is to be done of one deposit, and record what is seen; safe to run again.

Nothing is called inside a transaction. Each call carries the key of its own row, so a crash before
the answer is recorded, and two workers at once, ask for the same object.
"""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from marketplace.config import Config
from marketplace.db.session import now_of
from marketplace.domain.payments import (
    About,
    AboutKind,
    ChargeWish,
    PageWish,
    PaymentRefused,
    PaymentsFailed,
    PaymentState,
    SavedMethod,
    Seen,
)
from marketplace.models import Deposit, DepositReturn, DepositTry, TryKind
from marketplace.ports import Payments
from marketplace.runtime import Runtime
from marketplace.services.find_deposit_acts import (
    Act,
    ActKind,
    acts_of,
    find_deposits_to_act_on,
    still_payable,
)
from marketplace.services.find_payer import Payer, find_payer, read_deposit
from marketplace.services.record_deposit import record_deposit
from marketplace.services.record_deposit_refusal import (
    record_charge_known,
    record_refund_refused,
    record_try_refused,
)

log = logging.getLogger(__name__)
PATIENCE = 3
"deposits in a row of which Stripe did not answer: the others of the round are not asked"


def act_on_deposit(runtime: Runtime, *, deposit_id: str) -> None:
    """Everything that is to be done of it now; what fails is left as it is, for the next time."""
    if runtime.payments is not None:
        _act(runtime, runtime.payments, UUID(deposit_id))


def _act(runtime: Runtime, payments: Payments, deposit_id: UUID) -> bool:
    """Whether Stripe answered every time."""
    with runtime.database.single_statements() as session:
        deposit, now = read_deposit(session, deposit_id), now_of(session)
        payer = find_payer(session, deposit)
    acting = _Acting(runtime, payments, deposit, payer, now)
    answered = [acting.do(act) for act in list(acts_of(deposit, now))]
    return all(answered)


def sweep_deposits(runtime: Runtime) -> None:
    """Take up whatever was left undone; periodic. All wait when Stripe does not answer."""
    if runtime.payments is None:
        return
    with runtime.database.single_statements() as session:
        waiting = find_deposits_to_act_on(session, now=now_of(session))
    unanswered = 0
    for deposit_id in waiting:
        try:
            answered = _act(runtime, runtime.payments, deposit_id)
        except Exception:
            log.exception("deposit_not_acted_on", extra={"deposit_id": deposit_id})
            continue
        unanswered = 0 if answered else unanswered + 1
        if unanswered == PATIENCE:
            return


class _Acting:
    """The calls of one deposit."""

    def __init__(
        self, runtime: Runtime, payments: Payments, deposit: Deposit, payer: Payer, now: datetime
    ) -> None:
        self.runtime, self.payments = runtime, payments
        self.deposit, self.payer, self.now = deposit, payer, now
        self.about = About(AboutKind.DEPOSIT, deposit.id)

    def do(self, act: Act) -> bool:
        """A refusal is recorded; an unclear end, or a wrong key, is told and tried again later.

        Whether Stripe answered.
        """
        thing = act.thing
        try:
            seen = self._called(act.kind, thing)
        except PaymentRefused as error:
            self._refused(thing, error.code)
        except PaymentsFailed as error:
            facts = {"deposit_id": self.deposit.id, "act": act.kind, "why": type(error).__name__}
            log.warning("deposit_act_unclear", extra=facts)
            return False
        else:
            self._record(seen)
        return True

    def _called(self, kind: ActKind, thing: DepositTry | DepositReturn) -> Seen:
        if isinstance(thing, DepositReturn):
            return self._of_return(kind, thing)
        if kind == ActKind.OPEN_PAGE:
            return self._opened(thing)
        if kind == ActKind.CHARGE:
            return self._charged(thing)
        if kind == ActKind.CLOSE_PAGE:
            return self.payments.close_page(thing.page_id or "", key=f"deposit-close-{thing.id}")
        return self.payments.read_page(thing.page_id or "")

    def _of_return(self, kind: ActKind, back: DepositReturn) -> Seen:
        if kind == ActKind.READ_REFUND:
            return self.payments.read_refund(back.refund_id or "")
        paid = next(one for one in self.deposit.payments if one.id == back.of_payment_id)
        key = f"deposit-return-{back.id}-{back.refusals}"
        return self.payments.refund(paid.payment_id, amount_minor=back.amount_minor, key=key)

    def _opened(self, page: DepositTry) -> Seen:
        if not still_payable(self.deposit, page, self.now):
            raise PaymentRefused("too_late")
        customer = self.payments.keep_customer(
            organisation_id=self.deposit.member_id,
            name=self.payer.name,
            email=self.payer.email,
            key=f"customer-{self.deposit.member_id}-{page.id}",
        )
        wish = PageWish(
            about=self.about,
            customer_id=customer,
            charge=page.kind == TryKind.PAY_PAGE,
            amount_minor=page.amount_minor,
            currency="CNY",
            title=self.payer.title_in(page.language),
            language=page.language,
            return_url=return_url(self.runtime.config, self.deposit.id),
        )
        return self.payments.open_page(wish, key=f"deposit-page-{page.id}")

    def _charged(self, one: DepositTry) -> Seen:
        """What does not go through at once is cancelled: it must not go through later by itself."""
        deposit = self.deposit
        method = SavedMethod(
            deposit.method_id or "", deposit.customer_id or "", deposit.method_label or ""
        )
        wish = ChargeWish(self.about, method, one.amount_minor, "CNY", self.payer.title_in("zh"))
        payment = self.payments.charge(wish, key=f"deposit-charge-{one.id}")
        if payment.state in (PaymentState.SUCCEEDED, PaymentState.PROCESSING):
            return payment
        with self.runtime.database.unit_of_work() as session:
            record_charge_known(session, try_id=one.id, payment=payment)
        return self.payments.cancel_payment(payment.id, key=f"deposit-cancel-{one.id}")

    def _record(self, seen: Seen) -> None:
        with self.runtime.database.unit_of_work() as session:
            record_deposit(session, seen, now=now_of(session))

    def _refused(self, thing: DepositTry | DepositReturn, code: str) -> None:
        with self.runtime.database.unit_of_work() as session:
            now = now_of(session)
            if isinstance(thing, DepositTry):
                record_try_refused(session, try_id=thing.id, fault=code, now=now)
            else:
                record_refund_refused(session, return_id=thing.id, fault=code, now=now)


def return_url(config: Config, deposit_id: UUID) -> str:
    """Where a person comes back to, whatever it did on the page."""
    return f"{config.base_url.rstrip('/')}/deposits/{deposit_id}/back"
