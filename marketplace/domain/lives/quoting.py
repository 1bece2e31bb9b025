"""The lives of an RFQ (询比) and of the questions asked on it."""

from __future__ import annotations

from enum import StrEnum

from marketplace.domain.life_cycle import CLOCK, ORGANISERS, LifeCycle
from marketplace.domain.roles import Role


class RfqProfile(StrEnum):
    """How many quotes an opening needs: simple 2 (1 by a reviewer's leave), strict 3."""

    SIMPLE = "simple"
    STRICT = "strict"


class RfqState(StrEnum):
    QUOTING = "quoting"
    SHORT = "short"
    "due, with too few quotes; nothing is decrypted"
    OPENED = "opened"
    FAILED = "failed"
    VOID = "void"


class RfqEvent(StrEnum):
    AMEND = "amend"
    OPEN = "open"
    FALL_SHORT = "fall_short"
    ALLOW = "allow"
    FAIL = "fail"
    VOID = "void"


class QuestionState(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"


class QuestionEvent(StrEnum):
    ANSWER = "answer"


RFQ = LifeCycle(
    "rfq",
    {
        (RfqState.QUOTING, RfqEvent.AMEND): RfqState.QUOTING,
        (RfqState.QUOTING, RfqEvent.OPEN): RfqState.OPENED,
        (RfqState.QUOTING, RfqEvent.FALL_SHORT): RfqState.SHORT,
        (RfqState.SHORT, RfqEvent.ALLOW): RfqState.OPENED,
        (RfqState.QUOTING, RfqEvent.FAIL): RfqState.FAILED,
        (RfqState.SHORT, RfqEvent.FAIL): RfqState.FAILED,
        (RfqState.QUOTING, RfqEvent.VOID): RfqState.VOID,
        (RfqState.SHORT, RfqEvent.VOID): RfqState.VOID,
        (RfqState.OPENED, RfqEvent.VOID): RfqState.VOID,
    },
    {
        RfqEvent.AMEND: ORGANISERS,
        RfqEvent.OPEN: {*ORGANISERS, CLOCK},
        RfqEvent.FALL_SHORT: {*ORGANISERS, CLOCK},
        RfqEvent.ALLOW: {Role.REVIEWER},
        RfqEvent.FAIL: {*ORGANISERS, CLOCK, Role.REVIEWER},
        RfqEvent.VOID: {*ORGANISERS, CLOCK},
    },
)
QUESTION = LifeCycle(
    "question",
    {(QuestionState.ASKED, QuestionEvent.ANSWER): QuestionState.ANSWERED},
    {QuestionEvent.ANSWER: ORGANISERS},
)
