"""The organiser's statement (组织方声明): every question is answered, nothing is presumed."""

from __future__ import annotations

from typing import Any

from marketplace.schemas.fields import Flag, Schema, Uuid
from marketplace.schemas.time_fields import Instant


def asked(description: str) -> Any:
    """A question that wants yes or no."""
    return Flag(required=True, metadata={"description": description})


class KeepOrganiserStatementSchema(Schema):
    """`approval_id` names a file uploaded to /files: a state-owned organiser's own approval."""

    public_body = asked("You are an administrative organ or manage public affairs by law")
    state_owned = asked("You are a state-owned enterprise or controlled by one")
    approval_id = Uuid(load_default=None, allow_none=True)
    fiscal_funds = asked("Fiscal funds pay for any of the lines")
    construction_project = asked("The lines are part of a construction project")
    designated_carrier = asked("A carrier is designated, or an exclusive deal is signed with one")
    hidden_rebate = asked("Anyone gets a commission, rebate or margin that is not published")
    beyond_line_purchase = asked("Members agree on prices, markets or partners beyond the lines")
    member_exclusivity = asked("Members may not buy lines elsewhere")
    boycott_terms = asked("The terms shut a carrier out jointly")
    names_a_supplier = asked("The conditions point to one supplier or brand")
    unequal_information = asked("Some carriers were told what others were not")


class OrganiserStatementSchema(KeepOrganiserStatementSchema):
    """Answers are null until there is a statement; its version is then 0."""

    stated_at = Instant(allow_none=True)
    stated_by = Uuid(allow_none=True)
