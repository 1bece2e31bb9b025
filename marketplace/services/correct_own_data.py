"""A user corrects its own data: name, language, and, with the password, the e-mail address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.errors import invalid
from marketplace.i18n.mails import mail
from marketplace.models import User
from marketplace.models.audit import record
from marketplace.ports import JobQueue
from marketplace.security.identity import Identity
from marketplace.security.passwords import password_matches
from marketplace.services.change_user import change_user
from marketplace.services.find_users import find_user
from marketplace.services.sign_up import refuse_taken_email
from marketplace.services.write_mail import write_mail


def correct_own_data(
    session: Session, *, given: dict[str, Any], jobs: JobQueue, identity: Identity, now: datetime
) -> User:
    """The caller's account with what is given of `name`, `locale`, `email` (with `password`).

    The earlier address is told of a new one. Raises Invalid (password_to_confirm), Conflict
    (email_taken), Forbidden.
    """
    me = find_user(session, identity.user_id, identity=identity, for_update=True)
    named: dict[str, Any] = {name: given[name] for name in ("name", "locale") if name in given}
    change_user(session, user=me, changes=named, identity=identity, now=now)
    if given.get("email") not in (None, me.email):
        _change_email(session, me, given, jobs, identity, now)
    return me


def _change_email(
    session: Session,
    me: User,
    given: dict[str, Any],
    jobs: JobQueue,
    identity: Identity,
    now: datetime,
) -> None:
    if not password_matches(me.password, given.get("password") or ""):
        raise invalid("/password", "password_to_confirm")
    refuse_taken_email(session, given["email"])
    before, me.email = me.email, given["email"]
    record(session, me, "change", by=identity, now=now, changed=["email"])
    subject, body = mail("email_changed", me.locale, name=me.name)
    write_mail(session, recipient=before, subject=subject, body=body, jobs=jobs, now=now)
