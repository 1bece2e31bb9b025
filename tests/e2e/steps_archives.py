"""What members have in place before the lock, put there at once: other tests show the forms."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from marketplace.models import Line, LineUse, Participation, User
from tests.e2e.market import Market
from tests.factories.archives import ready
from tests.factories.locked import a_use

STATED = [column.key for column in sa.inspect(LineUse).column_attrs]


def prove(market: Market) -> None:
    """Uses, archives, proofs, letters and a settled data export of every member that joined."""
    query = (
        sa.select(Participation.member_id, sa.func.min(sa.cast(User.id, sa.Text)).label("user_id"))
        .join(User, User.organisation_id == Participation.member_id)
        .group_by(Participation.member_id)
    )
    with market.database.unit_of_work() as session:
        for line in session.scalars(sa.select(Line)):
            _state_use(session, line)
        members = session.execute(query).all()
    for member in members:
        who: Any = SimpleNamespace(
            id=member.member_id, identity=SimpleNamespace(user_id=member.user_id), app=market.app
        )
        ready(market.database, who)


def _state_use(session: Any, line: Line) -> None:
    """Whatever was not said of the line's use."""
    use = line.use or LineUse(line_id=line.id, group_buy_id=line.group_buy_id)
    likely = a_use()
    for name in STATED:
        if getattr(use, name) in (None, "") and getattr(likely, name) is not None:
            setattr(use, name, getattr(likely, name))
    session.add(use)
