"""A member's way from the award to its line in service, as a row of steps with their times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from marketplace.domain.lives import ContractState
from marketplace.models import Award, Contract
from marketplace.web.figures import day
from marketplace.web.life import Step

ENDED = (ContractState.IN_FORCE, ContractState.COMPLETED)
Passed = tuple[str, datetime | None, datetime | None]
"A step's name, when it was done, by when it is due"


def award_way(award: Award, contracts: Sequence[Contract], now: datetime) -> list[Step]:
    """Published, standstill, answers, contracts, signatures, service."""
    settled = award.settled_at
    signed = [c for c in contracts if c.state in ENDED]
    live = [c for c in contracts if c.state == ContractState.COMPLETED]
    every_signed = bool(contracts) and len(signed) == len(contracts)
    stands = award.clock_stopped_at is None
    over = stands and now >= award.acceptance_opens_at
    steps = _placed(
        [
            (_("Award published"), award.awarded_at, None),
            (_("Standstill"), *_done(award.acceptance_opens_at, over, stands)),
            (_("Your answers"), settled, award.acceptance_due_at if stands else None),
            (_("Contracts drawn"), min((c.drawn_at for c in contracts), default=None), None),
            (
                _("Signed by both"),
                max(map(_signed_at, signed)) if every_signed else None,
                min((c.sign_due_at for c in contracts if c.sign_due_at), default=None),
            ),
        ]
    )
    return [*steps, _last(_("In service"), bool(contracts) and len(live) == len(contracts), steps)]


def contract_way(contract: Contract) -> list[Step]:
    """Drawn, archives decided, signed by each side, every line in service by the promised day."""
    lines = contract.standing_lines
    live = bool(lines) and all(line.live_on for line in lines)
    days = [line.live_on if live else line.due_on for line in lines]
    last = max((one for one in days if one), default=None)
    service = _("In service") if last is None else _("In service, %(day)s", day=day(last))
    if last is not None and not live:
        service = _("In service by %(day)s", day=day(last))
    steps = _placed(
        [
            (_("Drawn"), contract.drawn_at, None),
            (_("Archives decided"), contract.rendered_at, contract.archive_due_at),
            (_("Signed by the company"), contract.member_signed_at, contract.sign_due_at),
            (_("Signed by the carrier"), contract.carrier_signed_at, contract.sign_due_at),
        ]
    )
    return [*steps, _last(service, live, steps)]


def _last(text: str, reached: bool, before: Sequence[Step]) -> Step:
    """Service: present once all before it is done."""
    begun = all(step.place == "done" for step in before)
    return Step(text, "done" if reached else "now" if begun else "ahead", None)


def _signed_at(contract: Contract) -> datetime:
    signed = (contract.member_signed_at, contract.carrier_signed_at)
    return max(one for one in signed if one is not None)


def _done(at: datetime, over: bool, stands: bool) -> tuple[datetime | None, datetime | None]:
    return (at, None) if over else (None, at if stands else None)


def _placed(passed: Sequence[Passed]) -> list[Step]:
    """The first step that is not done is the present one."""
    found, met = [], False
    for name, at, due in passed:
        place = "done" if at else "ahead" if met else "now"
        met = met or at is None
        found.append(Step(name, place, at, due if at is None else None))
    return found
