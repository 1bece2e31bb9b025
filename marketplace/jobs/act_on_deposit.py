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
from marketplace.domain.payment_wishes import ChargeWish, PageWish
from marketplace.domain.payments import (
    About,
    AboutKind,
    Payment,
    PaymentRefused,
    PaymentsFailed,
    PaymentsMisconfigured,
    PaymentState,
    SavedMethod,
    Seen,
)
from marketplace.models import Deposit, DepositReturn, DepositTry, TryKind
from marketplace.ports import Payments
from marketplace.runtime import Runtime
from marketplace.services.ask_deposit_page import still_payable
from marketplace.services.call_off_charge import CALLED_OFF, begin_charge
from marketplace.services.find_deposit_acts import (
    Act,
    ActKind,
    acts_of,
    find_deposits_to_act_on,
)
from marketplace.services.find_payer import Payer, find_payer, read_deposit
from marketplace.services.note_payment_trouble import end_trouble, note_trouble, refused_now
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


def _act(runtime: Runtime, payments: Payments, deposit_id: UUID, *, again: bool = True) -> bool:
    """Whether Stripe answered every time. What a closed page makes room for is done after it."""
    with runtime.database.single_statements() as session:
        deposit, now = read_deposit(session, deposit_id), now_of(session)
        payer, refused = find_payer(session, deposit), refused_now(session)
    acting = _Acting(runtime, payments, deposit, payer, refused is not None, now)
    acts = list(acts_of(deposit, now))
    answers = [acting.do(act) for act in acts]
    answered = all(answers)
    closed = any(act.kind == ActKind.CLOSE_PAGE for act in acts)
    if answered and closed and again:
        return _act(runtime, payments, deposit_id, again=False)
    return answered


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
        self,
        runtime: Runtime,
        payments: Payments,
        deposit: Deposit,
        payer: Payer,
        troubled: bool,
        now: datetime,
    ) -> None:
        self.runtime, self.payments = runtime, payments
        self.deposit, self.payer, self.now = deposit, payer, now
        self.troubled = troubled
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
            return True
        except PaymentsFailed as error:
            facts = {"deposit_id": self.deposit.id, "act": act.kind, "why": type(error).__name__}
            log.warning("deposit_act_unclear", extra=facts)
            if isinstance(error, PaymentsMisconfigured):
                self._troubled(act.kind, str(error))
            return False
        if seen is not None:
            self._record(act.kind, seen)
        return True

    def _called(self, kind: ActKind, thing: DepositTry | DepositReturn) -> Seen | None:
        """What is seen there; None: it was not asked, for nothing is to be done any more."""
        if isinstance(thing, DepositReturn):
            return self._of_return(kind, thing)
        if kind == ActKind.OPEN_PAGE:
            return self._opened(thing)
        if kind == ActKind.CHARGE:
            return self._charged(thing)
        if kind == ActKind.CALL_OFF:
            return self._called_off(thing)
        if kind == ActKind.CLOSE_PAGE:
            return self.payments.close_page(thing.page_id or "", key=f"deposit-close-{thing.id}")
        return self.payments.read_page(thing.page_id or "")

    def _of_return(self, kind: ActKind, back: DepositReturn) -> Seen:
        if kind == ActKind.READ_REFUND:
            return self.payments.read_refund(back.refund_id or "")
        paid = next(one for one in self.deposit.payments if one.id == back.of_payment_id)
        return self.payments.refund(
            paid.payment_id, amount_minor=back.amount_minor, key=back.refund_key
        )

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
        return self.payments.open_page(wish, key=page.page_key)

    def _charged(self, one: DepositTry) -> Seen | None:
        """What does not go through at once is cancelled: it must not go through later by itself."""
        with self.runtime.database.unit_of_work() as session:
            if not begin_charge(session, try_id=one.id, now=now_of(session)):
                return None
        deposit = self.deposit
        method = SavedMethod(
            deposit.method_id or "", deposit.customer_id or "", deposit.method_label or ""
        )
        wish = ChargeWish(self.about, method, one.amount_minor, "CNY", self.payer.title_in("zh"))
        return self._cancelled(one, self.payments.charge(wish, key=one.charge_key))

    def _called_off(self, one: DepositTry) -> Seen:
        """What is there of a charge that is not wanted any more; none is made."""
        payment = None
        if one.called_at is not None:
            customer = self.deposit.customer_id or ""
            payment = self.payments.find_charge(customer, key=one.charge_key)
        if payment is None:
            raise PaymentRefused(CALLED_OFF)
        return self._cancelled(one, payment)

    def _cancelled(self, one: DepositTry, payment: Payment) -> Payment:
        """Unless it went through, or is about to."""
        if payment.state in (PaymentState.SUCCEEDED, PaymentState.PROCESSING):
            return payment
        with self.runtime.database.unit_of_work() as session:
            record_charge_known(session, try_id=one.id, payment=payment)
        return self.payments.cancel_payment(payment.id, key=f"deposit-cancel-{one.id}")

    def _record(self, kind: ActKind, seen: Seen) -> None:
        with self.runtime.database.unit_of_work() as session:
            if self.troubled:
                end_trouble(session, act=kind, now=now_of(session))
            record_deposit(session, seen, now=now_of(session))

    def _troubled(self, kind: ActKind, code: str) -> None:
        with self.runtime.database.unit_of_work() as session:
            note_trouble(session, act=kind, code=code, now=now_of(session))

    def _refused(self, thing: DepositTry | DepositReturn, code: str) -> None:
        if isinstance(thing, DepositReturn):
            self._look_who_took(thing)
        with self.runtime.database.unit_of_work() as session:
            now = now_of(session)
            if isinstance(thing, DepositTry):
                record_try_refused(session, try_id=thing.id, fault=code, now=now)
            else:
                record_refund_refused(session, return_id=thing.id, fault=code, now=now)

    def _look_who_took(self, back: DepositReturn) -> None:
        """A refund is refused where the money went back already: by a person there, or a bank."""
        paid = next(one for one in self.deposit.payments if one.id == back.of_payment_id)
        try:
            for seen in list(self.payments.taken_of(paid.payment_id)):
                with self.runtime.database.unit_of_work() as session:
                    record_deposit(session, seen, now=now_of(session))
        except PaymentsFailed:
            log.warning("deposit_taken_unread", extra={"deposit_id": self.deposit.id})


def return_url(config: Config, deposit_id: UUID) -> str:
    """Where a person comes back to, whatever it did on the page."""
    return f"{config.base_url.rstrip('/')}/deposits/{deposit_id}/back"
