"""What a carrier states with its quote (SELL-09, BID-20); every question wants an answer."""

from __future__ import annotations

from typing import Any

from marketplace.schemas.fields import Bps, Flag, Schema, Whole, refuse

MOST_DAYS, MOST_HOURS = 730, 720


def said(description: str) -> Any:
    """A question that wants yes or no."""
    return Flag(required=True, metadata={"description": description})


def stands(confirmed: bool) -> None:
    """A statement that is not confirmed is none."""
    if not confirmed:
        raise refuse("statement_unconfirmed")


class QuoteStatementSchema(Schema):
    """`confirmed` is true: the statement is made anew with each quote."""

    forced_bundle = said("Users must take other services or terminals")
    exclusive_terms = said("Users may not choose another carrier")
    below_cost = said("The price lies below your cost")
    published_activation_days = Whole(
        1, MOST_DAYS, required=True, metadata={"description": "As you publish it for this product"}
    )
    late_penalty_bps_per_day = Bps(
        required=True, metadata={"description": "Of the installation fee, for each late day"}
    )
    repair_hours = Whole(1, MOST_HOURS, required=True)
    outage_fee_waived = said("No rent is taken for an outage that is not repaired in time")

    small_firm = said("You are a small or medium-sized firm, to be paid in time by law")
    related_to_organiser = said("You are related to the organiser")
    related_to_bidder = said("You share head, control or management with another carrier invited")
    confirmed = Flag(required=True, validate=stands)


class LastQuoteStatementSchema(Schema):
    """What your last opened quote stated; null where it stated nothing."""

    forced_bundle = Flag(allow_none=True)
    exclusive_terms = Flag(allow_none=True)
    below_cost = Flag(allow_none=True)
    published_activation_days = Whole(allow_none=True)
    late_penalty_bps_per_day = Bps(allow_none=True)
    repair_hours = Whole(allow_none=True)
    outage_fee_waived = Flag(allow_none=True)
    small_firm = Flag(allow_none=True)
