"""The life of a dispute: a card holder asks its bank to take a payment of the platform back."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import CLOCK, LifeCycle


class DisputeState(StrEnum):
    INQUIRY = "inquiry"
    "the bank asks; nothing is taken, and giving the money back ends it"
    OPEN = "open"
    "the bank has taken the money until it is decided whose it is"
    WON = "won"
    "given up by the bank, or never more than an inquiry"
    LOST = "lost"


class DisputeEvent(StrEnum):
    TAKE = "take"
    WIN = "win"
    LOSE = "lose"


_S, _E = DisputeState, DisputeEvent
DISPUTE = LifeCycle(
    "payment_dispute",
    {
        (_S.INQUIRY, _E.TAKE): _S.OPEN,
        (_S.INQUIRY, _E.WIN): _S.WON,
        (_S.INQUIRY, _E.LOSE): _S.LOST,
        (_S.OPEN, _E.WIN): _S.WON,
        (_S.OPEN, _E.LOSE): _S.LOST,
    },
    dict.fromkeys(DisputeEvent, (CLOCK,)),
)
