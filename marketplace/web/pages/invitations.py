"""Invitations to a directed group buy: the organiser's page, and the one behind a link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from marketplace.domain.lives import GroupBuyState
from marketplace.domain.roles import Role
from marketplace.models import GroupBuy
from marketplace.schemas.invitations import NewInvitationSchema, NewLinkSchema
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.claim_invitation import claim_invitation
from marketplace.services.find_group_buys import find_group_buy
from marketplace.services.find_invitations import (
    find_invitation_of,
    find_invited_companies,
    listed_invitations,
    refusal_of,
    takes_companies,
)
from marketplace.services.invite_enterprise import invite_by_email, invite_by_uscc
from marketplace.services.make_invitation_link import make_invitation_link
from marketplace.services.revoke_invitation import revoke_invitation, uninvite_enterprise
from marketplace.web.call import act, page, public_page, runtime
from marketplace.web.forms import load
from marketplace.web.listing import listing
from marketplace.web.reasons import told

pages = Blueprint("invitation_pages", __name__)
OF_GROUP_BUY = "/group-buys/<uuid:group_buy_id>/invitations"


@pages.get(OF_GROUP_BUY)
@page
def show(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    return invitations_page(session, group_buy_id, identity, now)


def invitations_page(
    session: Any, group_buy_id: UUID, identity: Any, now: Any, link: str | None = None
) -> str:
    """The lists and forms; `link` is the one just made, shown this once."""
    which = {"group_buy_id": group_buy_id, "identity": identity}
    invitations = listing(session, listed_invitations(session, **which))
    group_buy = find_group_buy(session, group_buy_id, identity)
    return render_template(
        "invitations/show.html",
        group_buy=group_buy,
        page=invitations,
        companies=find_invited_companies(session, **which),
        may_organise=allowed(Permission.GROUP_BUY_ORGANISE, identity, group_buy),
        inviting=takes_companies(session, group_buy),
        open=group_buy.state == GroupBuyState.OPEN,
        link=link,
        now=now,
    )


@pages.post(OF_GROUP_BUY)
@act(again=show)
def invite(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """By credit code or by e-mail, whichever form was sent."""
    given = load(NewInvitationSchema())
    who: dict[str, Any] = {"group_buy_id": group_buy_id, "identity": identity, "now": now}
    if given["uscc"] is not None:
        made = invite_by_uscc(session, uscc=given["uscc"], **who)
        flash(
            _("The company is on the list.")
            if made.claimed_by_id
            else _("The company comes onto the list once it has signed up and is confirmed.")
        )
    else:
        held = runtime()
        send: dict[str, Any] = {"base_url": held.config.base_url, "jobs": held.jobs}
        invite_by_email(session, email=given["email"], **send, **who)
        flash(_("The mail with the link is on its way."))
    return _to(group_buy_id)


@pages.post(OF_GROUP_BUY + "/link")
@act(again=show)
def make_link(*, group_buy_id: UUID, session: Any, identity: Any, now: Any) -> str:
    """The link is shown on this very answer and never again."""
    which = {"group_buy_id": group_buy_id, "identity": identity}
    _made, secret = make_invitation_link(session, **which, now=now, **load(NewLinkSchema()))
    link = f"{runtime().config.base_url}{url_for('invitation_pages.landing', token=secret)}"
    return invitations_page(session, group_buy_id, identity, now, link=link)


@pages.post(OF_GROUP_BUY + "/<uuid:invitation_id>/revoke")
@act(again=show)
def revoke(
    *, group_buy_id: UUID, invitation_id: UUID, session: Any, identity: Any, now: Any
) -> Any:
    which = {"group_buy_id": group_buy_id, "invitation_id": invitation_id}
    revoke_invitation(session, **which, identity=identity, now=now)
    flash(_("The invitation is taken back."))
    return _to(group_buy_id)


@pages.post(OF_GROUP_BUY + "/companies/<uuid:enterprise_id>/remove")
@act(again=show)
def remove(
    *, group_buy_id: UUID, enterprise_id: UUID, session: Any, identity: Any, now: Any
) -> Any:
    which = {"group_buy_id": group_buy_id, "enterprise_id": enterprise_id}
    uninvite_enterprise(session, **which, identity=identity, now=now)
    flash(_("The company is off the list."))
    return _to(group_buy_id)


@pages.get("/invitations/<token>")
@public_page
def landing(*, token: str, session: Any, identity: Any, now: Any) -> str:
    """What the invitation is to, and how to take it up; looking at it uses nothing up."""
    invitation = find_invitation_of(session, token)
    refusal = refusal_of(session, invitation)
    group_buy = invitation.group_buy
    return render_template(
        "invitations/landing.html",
        group_buy=group_buy,
        token=token,
        refusal=told(refusal) if refusal else None,
        identity=identity,
        standing=_standing(group_buy, identity),
        now=now,
    )


def _standing(group_buy: GroupBuy, identity: Any) -> str:
    """How the reader stands to the invitation: which way on the page shows."""
    if identity is None:
        return "stranger"
    if identity.is_of(group_buy.organiser_id):
        return "organiser"
    if identity.organisation_id in group_buy.invited_ids:
        return "listed"
    if Role.MEMBER not in identity.roles:
        return "no_enterprise"
    return "welcome" if identity.confirmed else "unconfirmed"


@pages.post("/invitations/<token>")
@act(again=landing)
def claim(*, token: str, session: Any, identity: Any, now: Any) -> Any:
    group_buy = claim_invitation(session, token=token, identity=identity, now=now)
    flash(_("Your company may take part now. See your price before you decide."))
    return redirect(url_for("group_buy_pages.show", group_buy_id=group_buy.id), 303)


def _to(group_buy_id: UUID) -> Any:
    return redirect(url_for("invitation_pages.show", group_buy_id=group_buy_id), 303)
