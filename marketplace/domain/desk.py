"""Where a carrier stands with each request for quotes that it is invited to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.domain.lives import RfqState


class DeskState(StrEnum):
    """From the carrier's side, the first four while it may still quote."""

    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    SEALED = "sealed"
    VOIDED = "voided"
    "an amendment emptied the envelope: seal anew"
    OPENING = "opening"
    "due; the envelopes are being counted and opened"
    SHORT = "short"
    NOT_QUOTED = "not_quoted"
    UNUSABLE = "unusable"
    OPENED = "opened"
    WON = "won"
    LOST = "lost"
    ENDED = "ended"


OPEN = (DeskState.VOIDED, DeskState.NOT_BEGUN, DeskState.DRAFT, DeskState.SEALED)


@dataclass(frozen=True)
class Standing:
    """What is known to the carrier itself."""

    rfq_state: RfqState
    due: bool
    sealed: bool = False
    "its last act was a sealing"
    stands: bool = False
    "and the envelope still holds what it sealed"
    drafted: bool = False
    quoted: bool = False
    "a quote of its own was opened"
    usable: bool = False
    awarded: bool = False
    "an award stands"
    won_lines: int = 0


def desk_state(known: Standing) -> DeskState:
    """One word for all of it."""
    if known.rfq_state == RfqState.QUOTING:
        return _quoting(known)
    if known.rfq_state == RfqState.SHORT:
        return DeskState.SHORT
    if known.rfq_state in (RfqState.FAILED, RfqState.VOID):
        return DeskState.ENDED
    if not known.quoted:
        return DeskState.NOT_QUOTED
    if not known.usable:
        return DeskState.UNUSABLE
    if not known.awarded:
        return DeskState.OPENED
    return DeskState.WON if known.won_lines else DeskState.LOST


def _quoting(known: Standing) -> DeskState:
    if known.due:
        return DeskState.OPENING
    if known.sealed:
        return DeskState.SEALED if known.stands else DeskState.VOIDED
    return DeskState.DRAFT if known.drafted else DeskState.NOT_BEGUN
