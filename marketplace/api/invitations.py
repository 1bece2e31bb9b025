"""API: who is invited to a directed group buy, and taking an invitation up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, creating_once, reading, runtime, writing
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import etag_of, tagged
from marketplace.schemas.group_buys import GroupBuySchema
from marketplace.schemas.invitations import (
    ClaimSchema,
    InvitationLinkSchema,
    InvitationSchema,
    InvitedCompanySchema,
    NewInvitationSchema,
    NewLinkSchema,
)
from marketplace.services.claim_invitation import claim_invitation
from marketplace.services.find_invitations import find_invited_companies, listed_invitations
from marketplace.services.invite_enterprise import invite_by_email, invite_by_uscc
from marketplace.services.make_invitation_link import make_invitation_link
from marketplace.services.revoke_invitation import revoke_invitation, uninvite_enterprise

blp = Blueprint("invitations", __name__, description="Invitations · 邀请")
PATH = "/group-buys/<uuid:group_buy_id>"


@blp.route(PATH + "/invitations")
@reading
@blp.response(200, InvitationSchema(many=True))
@blp.arguments(PageSchema, location="query")
def list_invitations(query, *, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """The invitations to your directed group buy, newest first"""
    listed = listed_invitations(session, group_buy_id=group_buy_id, identity=identity)
    return page(session, listed, query["offset"], query["limit"])


@blp.route(PATH + "/invitations", methods=["POST"])
@creating
@blp.response(201, InvitationSchema)
@blp.arguments(NewInvitationSchema)
def invite(body, *, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Invite an enterprise by its credit code, registered or not yet, or by e-mail"""
    who: dict[str, Any] = {"group_buy_id": group_buy_id, "identity": identity, "now": now}
    if body["uscc"] is not None:
        made = invite_by_uscc(session, uscc=body["uscc"], **who)
    else:
        held = runtime()
        send: dict[str, Any] = {"base_url": held.config.base_url, "jobs": held.jobs}
        made = invite_by_email(session, email=body["email"], **send, **who)
    return tagged(made, Location=f"/api/v1/group-buys/{group_buy_id}/invitations")


@blp.route(PATH + "/invitation-links", methods=["POST"])
@creating_once("invitation_link_made")
@blp.response(201, InvitationLinkSchema)
@blp.arguments(NewLinkSchema)
def make_link(body, *, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Make a link by which so many enterprises may come; it is shown this once

    Sent again under the same Idempotency-Key it answers 409 `invitation_link_made`.
    """
    made, secret = make_invitation_link(
        session, group_buy_id=group_buy_id, identity=identity, now=now, **body
    )
    link = f"{runtime().config.base_url}/invitations/{secret}"
    shown = InvitationSchema().fields
    answer: dict[str, Any] = {name: getattr(made, name) for name in shown}
    headers = {"ETag": etag_of(made.version)}
    headers["Location"] = f"/api/v1/group-buys/{group_buy_id}/invitations"
    return answer | {"link": link, "token": secret}, headers


@blp.route(PATH + "/invitations/<uuid:invitation_id>", methods=["DELETE"])
@writing
@blp.response(200, InvitationSchema)
def revoke(*, group_buy_id: UUID, invitation_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Take an invitation back; no If-Match, for a company that takes part is never sent away"""
    which = {"group_buy_id": group_buy_id, "invitation_id": invitation_id}
    return tagged(revoke_invitation(session, **which, identity=identity, now=now))


@blp.route(PATH + "/invited-enterprises")
@reading
@blp.response(200, InvitedCompanySchema(many=True))
def list_invited(*, group_buy_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """The enterprises that may take part in your directed group buy"""
    return find_invited_companies(session, group_buy_id=group_buy_id, identity=identity)


@blp.route(PATH + "/invited-enterprises/<uuid:enterprise_id>", methods=["DELETE"])
@writing
@blp.response(204)
def uninvite(*, group_buy_id: UUID, enterprise_id: UUID, session, identity, now):  # type: ignore[no-untyped-def]
    """Take an enterprise off the list, unless it takes part; no If-Match, as above"""
    which = {"group_buy_id": group_buy_id, "enterprise_id": enterprise_id}
    uninvite_enterprise(session, **which, identity=identity, now=now)


@blp.route("/invitation-claims", methods=["POST"])
@creating
@blp.response(200, GroupBuySchema)
@blp.arguments(ClaimSchema)
def claim(body, *, session, identity, now):  # type: ignore[no-untyped-def]
    """Take an invitation up for your enterprise, with the secret of its link"""
    return tagged(claim_invitation(session, token=body["token"], identity=identity, now=now))
