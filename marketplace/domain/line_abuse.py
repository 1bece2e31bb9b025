"""An unlawful use of a line that became known (SEC-11): what may be recorded after what."""

from __future__ import annotations

from enum import StrEnum


class AbuseWord(StrEnum):
    """What a reviewer records of it."""

    KNOWN = "known"
    STOPPED = "stopped"
    "no help is given any more: access, transmission and payment are suspended"
    ENDED = "ended"
    UNFOUNDED = "unfounded"


OVER = frozenset({AbuseWord.ENDED, AbuseWord.UNFOUNDED})
NEXT: dict[AbuseWord | None, tuple[AbuseWord, ...]] = {
    None: (AbuseWord.KNOWN,),
    AbuseWord.KNOWN: (AbuseWord.STOPPED, AbuseWord.ENDED, AbuseWord.UNFOUNDED),
    AbuseWord.STOPPED: (AbuseWord.ENDED, AbuseWord.UNFOUNDED),
    AbuseWord.ENDED: (AbuseWord.KNOWN,),
    AbuseWord.UNFOUNDED: (AbuseWord.KNOWN,),
}
"By the last word on record, None: there is none"


def is_known(last: AbuseWord | None) -> bool:
    """Whether an unlawful use is known and not over."""
    return last is not None and last not in OVER
