"""API: organisations and a reviewer's decision on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, reading_publicly
from marketplace.api.desk_lists import desk_sheet, ordered
from marketplace.api.paging import PageSchema, page
from marketplace.api.sheet_files import BOTH, CSV, FORM
from marketplace.api.versions import tagged
from marketplace.domain.lives import OrganisationEvent
from marketplace.schemas import organisations as schemas
from marketplace.schemas.desk_sheets import ORGANISATION_SHEET
from marketplace.services.decide_organisation import decide_organisation
from marketplace.services.desk_orders import ORGANISATIONS
from marketplace.services.desk_rows import exported
from marketplace.services.find_organisations import (
    confirmed_parks,
    find_organisation,
    listed_organisations,
)

blp = Blueprint("organisations_api", __name__, description="Organisations")


@blp.route("/parks")
@reading_publicly
@blp.doc(security=[])
@blp.response(200, schemas.ParkSchema(many=True))
@blp.arguments(PageSchema, location="query")
def get_parks(paging: dict[str, int], *, session, identity, now):
    """List the confirmed parks, for an enterprise's sign-up; public."""
    return page(session, confirmed_parks(), **paging)


@blp.route("/organisations")
@reading
@blp.response(200, schemas.OrganisationSchema(many=True))
@blp.arguments(schemas.OrganisationQuerySchema, location="query")
@blp.arguments(PageSchema, location="query")
def get_organisations(query: dict[str, Any], paging: dict[str, int], *, session, identity, now):
    """List organisations, for reviewers, operators and observers."""
    return page(session, _asked(identity, **query), **paging)


@blp.route(f"/organisations.{FORM}")
@reading
@blp.response(200, content_type=CSV)
@blp.doc(responses=BOTH)
@blp.arguments(schemas.OrganisationQuerySchema, location="query", unknown="exclude")
def get_organisation_sheet(
    asked: dict[str, Any], form: str, *, session: Any, identity: Any, now: Any
) -> Any:
    """The same as CSV or XLSX, in the asked language."""
    found = exported(session, _asked(identity, **asked))
    return desk_sheet(found, ORGANISATION_SHEET, "organisations", form)


def _asked(identity: Any, *, sort: str | None, **chosen: Any) -> Any:
    return ordered(listed_organisations(identity, **chosen), sort, ORGANISATIONS)


@blp.route("/organisations/<uuid:organisation_id>")
@reading
@blp.response(200, schemas.OrganisationSchema)
def get_organisation(organisation_id: UUID, *, session, identity, now):
    """One organisation: one's own, or any for reviewers, operators and observers."""
    return tagged(find_organisation(session, organisation_id, identity=identity))


@blp.route("/organisations/<uuid:organisation_id>/confirm", methods=["POST"])
@creating
@blp.response(200, schemas.OrganisationSchema)
@blp.arguments(schemas.ConfirmSchema)
def post_confirm(body: dict[str, Any], organisation_id: UUID, **call: Any):
    """Confirm an organisation, as a reviewer."""
    event = OrganisationEvent.CONFIRM
    return tagged(decide_organisation(organisation_id=organisation_id, event=event, **body, **call))


@blp.route("/organisations/<uuid:organisation_id>/refuse", methods=["POST"])
@creating
@blp.response(200, schemas.OrganisationSchema)
@blp.arguments(schemas.RefuseSchema)
def post_refuse(body: dict[str, Any], organisation_id: UUID, **call: Any):
    """Refuse an organisation, as a reviewer, with the reason."""
    event = OrganisationEvent.REFUSE
    return tagged(decide_organisation(organisation_id=organisation_id, event=event, **body, **call))
