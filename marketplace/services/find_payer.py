"""Who pays a deposit, and what it reads on the page of Stripe beside the amount."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.models import Deposit, User
from marketplace.services.find_deposit import WHOLE


@dataclass(frozen=True)
class Payer:
    """The member, with the address of the person who asked for the page."""

    name: str
    email: str
    title_zh: str
    title_en: str

    def title_in(self, language: str) -> str:
        return self.title_zh if language == "zh" else self.title_en


def read_deposit(session: Session, deposit_id: UUID) -> Deposit:
    """With all that belongs to it, for a job."""
    query = sa.select(Deposit).where(Deposit.id == deposit_id).options(*WHOLE)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def find_payer(session: Session, deposit: Deposit) -> Payer:
    """Its newest page was asked for by somebody; without one, by the first user of the member."""
    asked_by = next((one.asked_by for one in reversed(deposit.tries) if one.asked_by), None)
    mine = sa.select(User.email).where(User.organisation_id == deposit.member_id)
    first = mine.order_by(User.id != asked_by if asked_by else User.id).limit(1)
    group_buy = deposit.group_buy
    return Payer(
        name=deposit.member.name_zh,
        email=session.scalar(first) or "",
        title_zh=f"诚意金：{group_buy.title_zh}",
        title_en=f"Deposit: {group_buy.title_en}",
    )
