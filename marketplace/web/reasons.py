"""Why something is as it is, in the reader's language: codes that the records keep."""

from __future__ import annotations

from flask_babel import gettext as _

from marketplace.domain.award_reading import LeftOut, Why
from marketplace.i18n.sentences import sentence
from marketplace.web.figures import yuan
from marketplace.web.language import spoken


def told(code: str) -> str:
    """A code kept with a record (unusable quote, failed RFQ or solve) as a sentence."""
    return sentence(code, {}, spoken())


def why_left_out(why: Why, carrier: str) -> str:
    """Why no carrier serves a line; `carrier` names the best offer's."""
    offer = yuan(why.offer_minor)
    if why.reason == LeftOut.NOT_QUOTED:
        return _("No carrier quoted for it.")
    if why.reason == LeftOut.ABOVE_CEILING:
        return _(
            "The best offer, %(offer)s of %(carrier)s, is above the ceiling.",
            offer=offer,
            carrier=carrier,
        )
    if why.reason == LeftOut.OUTSIDE_CHEAPER:
        return _(
            "Staying outside costs no more than the best offer, %(offer)s of %(carrier)s.",
            offer=offer,
            carrier=carrier,
        )
    return _(
        "Serving it (%(offer)s of %(carrier)s) would make the whole dearer.",
        offer=offer,
        carrier=carrier,
    )


def why_ended(reason: str | None) -> str:
    """Why a contract was cancelled: a code of ours, or what somebody wrote."""
    known = {
        "every_line_denied": lambda: _("The carrier denied the user archive of every line."),
        "contract_broken": lambda: _("A decided claim says that the company broke it."),
        "not_signed_in_time": lambda: _("It was not signed by both in time."),
    }
    return known[reason]() if reason in known else reason or ""
