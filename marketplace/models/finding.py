"""Findings (核查结果) as kept, reviewers' decisions on them, and duties done. All append-only."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, choice
from marketplace.domain.compliance.finding import Outcome
from marketplace.domain.compliance.gates import Gate
from marketplace.domain.compliance.verdicts import Verdict
from marketplace.models.audit import PLATFORM_CHAIN
from marketplace.models.group_buy import GroupBuy
from marketplace.models.organisation import Organisation


class KeptFinding(Base):
    """What one rule answered about one thing at a gate. The newest of (thing, gate, rule) stands.

    An answer that is the same as the one that stands is not written again.
    """

    __tablename__ = "findings"
    audit_subject = "finding"

    id: Mapped[Id]
    number: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
    "in the order of writing"
    subject: Mapped[str]
    "kind of thing, such as line"
    subject_id: Mapped[UUID]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    "whose finding it is: who reads it and can mend it"
    group_buy_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("group_buys.id"))
    gate: Mapped[Gate] = mapped_column(choice(Gate, "gate"))
    code: Mapped[str]
    "of the rule, such as BUY-06"
    version: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"))
    says: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    "outcome, message_zh, message_en, mends of each thing that the rule has to say"
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    "what the rule saw; of personal facts only whether they were given"
    kind: Mapped[str]
    "kind of facts: `mends` and the names of the facts are its fields"
    path: Mapped[str]
    "the page on which the owner mends it, from `/`"
    fingerprint: Mapped[str]
    "of the answer (domain.compliance.rule_answers): decisions hold to it"
    asked_at: Mapped[Instant]
    asked_by: Mapped[UUID | None]
    "the user; null: a job"
    visible_at: Mapped[datetime | None]
    "nobody but the owner reads it before (sealed quotes)"

    organisation: Mapped[Organisation] = relationship()
    group_buy: Mapped[GroupBuy | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("number"),
        sa.Index("ix_findings_subject", "subject_id", "gate", "code", "number"),
        sa.Index("ix_findings_organisation_id", "organisation_id", "number"),
        sa.Index("ix_findings_fingerprint", "fingerprint"),
        # The reviewers' queue.
        sa.Index(
            "ix_findings_stopping",
            "number",
            postgresql_where=sa.text("outcome IN ('hold', 'reject')"),
        ),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id or self.organisation_id)


class FindingDecision(Base):
    """What a reviewer decided, and why; or a second reviewer's word on it (`confirms_id`)."""

    __tablename__ = "finding_decisions"
    audit_subject = "finding_decision"

    id: Mapped[Id]
    number: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
    finding_id: Mapped[UUID] = mapped_column(sa.ForeignKey("findings.id"), index=True)
    fingerprint: Mapped[str]
    "the answer decided on: it stands for every finding that is the same"
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict, "verdict"))
    reason: Mapped[str]
    decided_at: Mapped[Instant]
    decided_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))
    confirms_id: Mapped[UUID | None]
    first_by: Mapped[UUID | None]

    finding: Mapped[KeptFinding] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("id", "decided_by"),
        sa.ForeignKeyConstraint(
            ["confirms_id", "first_by"], ["finding_decisions.id", "finding_decisions.decided_by"]
        ),
        # A decision is confirmed, or not, once, and by another person.
        sa.UniqueConstraint("confirms_id"),
        sa.CheckConstraint("(confirms_id IS NULL) = (first_by IS NULL)", name="confirms_whom"),
        sa.CheckConstraint("decided_by <> first_by", name="second_pair_of_eyes"),
        sa.CheckConstraint("length(trim(reason)) > 0", name="reasoned"),
        sa.Index("ix_finding_decisions_fingerprint", "fingerprint", "number"),
    )


class DutyDone(Base):
    """One of the operator's duties was done on that day."""

    __tablename__ = "duties_done"
    audit_subject = "duty"
    audit_chain = PLATFORM_CHAIN

    id: Mapped[Id]
    duty: Mapped[str] = mapped_column(index=True)
    "its code in domain.compliance.duties"
    done_on: Mapped[date]
    note: Mapped[str]
    "what was done and where the proof is"
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[UUID] = mapped_column(sa.ForeignKey("users.id"))

    __table_args__ = (sa.CheckConstraint("length(trim(note)) > 0", name="noted"),)
