"""The next step of a company on a group buy's page: to join, to mend, to accept, to sign."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from marketplace.domain.compliance.verdicts import stops
from marketplace.domain.lives import ContractState, DepositState
from marketplace.web.group_buy_ways import AFTER_LOCK, Seen
from marketplace.web.next_steps import NextStep, award_step, organiser_step


def next_step(seen: Seen) -> NextStep | None:
    """The step for this reader; None for those who only look on."""
    if seen.may_organise and (step := organiser_step(seen)):
        return step
    return _member(seen) if seen.may_join else None


def _member(seen: Seen) -> NextStep | None:
    group_buy = seen.group_buy
    if seen.accepting:
        return _joined(seen) if seen.own else _to_join(seen)
    if seen.own and group_buy.state == "awarded":
        return _to_accept(seen)
    if seen.own and group_buy.state in AFTER_LOCK:
        return NextStep(
            _("You are in; nothing to do now"),
            _("The organiser asks the carriers; you are told when your award is there."),
        )
    if group_buy.state in AFTER_LOCK:
        return NextStep(
            _("The demand is locked"),
            _("A line that another company declines may become yours, at the awarded price."),
            _("Waiting list"),
            url_for("waiting_pages.show", group_buy_id=group_buy.id),
            "queue-list",
        )
    return None


def _to_join(seen: Seen) -> NextStep:
    return NextStep(
        _("See your price first, then decide"),
        _("Joining is free; until the lock you may change your lines or leave."),
        _("See my price and join"),
        url_for("stay_pages.show", group_buy_id=seen.group_buy.id),
        "plus",
        due_at=seen.group_buy.locks_at,
    )


def _joined(seen: Seen) -> NextStep:
    due_at = seen.group_buy.locks_at
    lines = url_for("stay_pages.show", group_buy_id=seen.group_buy.id)
    deposit = seen.own_deposit
    if deposit and deposit.state in (DepositState.DUE, DepositState.CONFIRMING):
        href = url_for("deposit_pages.show", deposit_id=deposit.id)
        title = _("Pay your deposit before the lock")
        return NextStep(title, "", _("My deposit"), href, "banknotes", due_at=due_at)
    if any(stops(one.standing, holds_stop=True) for one in seen.findings):
        return NextStep(
            _("Something is missing for your lines"),
            _("What is held or rejected leaves when the demand locks."),
            _("See what is missing"),
            lines + "#findings",
            "exclamation-triangle",
            due_at=due_at,
        )
    return NextStep(
        _("You are in"),
        _("More companies can only lower your price. You may change your lines until the lock."),
        _("Change my lines"),
        lines,
        "pencil-square",
        due_at=due_at,
    )


def _to_accept(seen: Seen) -> NextStep | None:
    step = award_step(seen)
    for contract in seen.contracts:
        if contract.state == ContractState.DRAWN and not contract.member_signed_at:
            return NextStep(
                _("Your contract waits for your signature"),
                label=contract.number,
                href=url_for("contract_pages.show", contract_id=contract.id),
                mark="pencil-square",
                due_at=contract.sign_due_at,
            )
    return step
