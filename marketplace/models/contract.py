"""Service contracts (服务合同): carrier and company directly, with their price schedule."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db.columns import Base, Id, Instant, Minor, amount_check, choice
from marketplace.domain.contract_terms import InvoicedVat, invoiced_vat
from marketplace.domain.lives import ARCHIVE, CONTRACT, ArchiveState, ContractState
from marketplace.models.audit import Lives
from marketplace.models.group_buy import GroupBuy
from marketplace.models.line import Line
from marketplace.models.organisation import Organisation


class Contract(Lives, Base):
    """One contract per member and carrier of an award. The marketplace is no party to it."""

    __tablename__ = "contracts"
    life = CONTRACT
    audit_subject = "contract"

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True)
    group_buy_id: Mapped[UUID]
    award_id: Mapped[UUID]
    member_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    carrier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    sequence: Mapped[int] = mapped_column(server_default="1")
    "from 1 among the contracts of the two under the award; a later one takes over denied lines"
    state: Mapped[ContractState] = mapped_column(choice(ContractState, "state"))
    total_minor: Mapped[Minor]
    "tax-exclusive, whole term"
    vat_bps: Mapped[int]
    "9 % on basic telecom services (PAY-04)"
    drawn_at: Mapped[Instant]
    archive_due_at: Mapped[datetime | None]
    "by when the carrier should have decided the user archives; later is overdue, not too late"
    sign_due_at: Mapped[datetime | None]
    "unsigned by then it lapses and its lines are released"
    ended_reason: Mapped[str | None]
    "why it was cancelled, refused or has lapsed"
    terms_version: Mapped[str | None]
    "of the standing text that the documents hold"
    commitment_version: Mapped[str | None]
    "of the commitment letter (承诺书) that is part of the documents"
    document_sha256: Mapped[str | None]
    "over both documents; what the parties sign. Null until every line's archive is decided"
    rendered_at: Mapped[datetime | None]
    pdf_zh_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    pdf_en_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    member_scan_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    "stamped (盖章) scan, if the member uploads one"
    carrier_scan_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    member_signed_at: Mapped[datetime | None]
    member_signed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    carrier_signed_at: Mapped[datetime | None]
    carrier_signed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    version: Mapped[int] = mapped_column()

    member: Mapped[Organisation] = relationship(foreign_keys=member_id)
    carrier: Mapped[Organisation] = relationship(foreign_keys=carrier_id)
    group_buy: Mapped[GroupBuy] = relationship(
        primaryjoin="foreign(Contract.group_buy_id) == GroupBuy.id", viewonly=True
    )
    lines: Mapped[list[ContractLine]] = relationship(
        back_populates="contract", order_by="ContractLine.reference"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        sa.ForeignKeyConstraint(["award_id", "group_buy_id"], ["awards.id", "awards.group_buy_id"]),
        sa.UniqueConstraint("award_id", "member_id", "carrier_id", "sequence"),
        # The sweep looks for unsigned contracts that are due.
        sa.Index(
            "ix_contracts_sign_due", "sign_due_at", postgresql_where=sa.text("state = 'drawn'")
        ),
        sa.UniqueConstraint("id", "group_buy_id"),
        sa.CheckConstraint("member_id <> carrier_id", name="two_parties"),
        sa.CheckConstraint(
            "(state IN ('in_force', 'completed')) <= "
            "(member_signed_at IS NOT NULL AND carrier_signed_at IS NOT NULL)",
            name="in_force_when_both_signed",
        ),
        amount_check("total_minor"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def vat_minor(self) -> int:
        """VAT of all invoices of the lines that were not denied, each rounded half up."""
        return sum(line.vat.vat_minor for line in self.standing_lines)

    @property
    def gross_minor(self) -> int:
        return self.total_minor + self.vat_minor

    @property
    def member_scan(self) -> bool:
        """Whether the member's stamped scan is there."""
        return self.member_scan_id is not None

    @property
    def carrier_scan(self) -> bool:
        return self.carrier_scan_id is not None

    @property
    def standing_lines(self) -> list[ContractLine]:
        """The lines without those whose archive the carrier denied."""
        return [line for line in self.lines if line.archive_state != ArchiveState.DENIED]


class ContractLine(Lives, Base):
    """One line of a contract: its schedule of payments, its archive review, its delivery."""

    __tablename__ = "contract_lines"
    life = ARCHIVE
    state_name = "archive_state"
    audit_subject = "contract_line"

    id: Mapped[Id]
    contract_id: Mapped[UUID]
    group_buy_id: Mapped[UUID]
    line_id: Mapped[UUID]
    reference: Mapped[str]
    months: Mapped[int]
    one_off_minor: Mapped[Minor]
    first_month_minor: Mapped[Minor]
    monthly_minor: Mapped[Minor]
    price_minor: Mapped[Minor]
    archive_state: Mapped[ArchiveState] = mapped_column(
        choice(ArchiveState, "archive_state"), server_default="pending"
    )
    archive_reason: Mapped[str | None]
    archive_decided_at: Mapped[datetime | None]
    archive_decided_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    "denied, or its contract was cancelled before it was in force: the line is free again"
    rtt_us: Mapped[int | None]
    "promised round trip"
    availability_bps: Mapped[int | None]
    mttr_hours: Mapped[int | None]
    delivery_days: Mapped[int | None]
    due_on: Mapped[date | None]
    "promised day of service: delivery days after the contract is in force"
    live_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    "last day of the term, from the day it went live"
    reported_live_at: Mapped[datetime | None]
    vpn_filing: Mapped[str | None]
    "the carrier's filing reference of an international VPN, as it states"
    security_filing: Mapped[str | None]
    "number under which the company filed the connection with public security (USE-10)"
    security_filed_on: Mapped[date | None]
    late_compensation_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    "what the carrier paid because the line went live late (SELL-09b)"
    late_compensated_on: Mapped[date | None]

    contract: Mapped[Contract] = relationship(back_populates="lines")
    line: Mapped[Line] = relationship(overlaps="contract,lines")

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["contract_id", "group_buy_id"], ["contracts.id", "contracts.group_buy_id"]
        ),
        sa.ForeignKeyConstraint(["line_id", "group_buy_id"], ["lines.id", "lines.group_buy_id"]),
        # A line is in one contract at a time: one circuit, one enterprise (USE-06).
        sa.Index(
            "uq_contract_lines_alive",
            "line_id",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.UniqueConstraint("id", "group_buy_id"),
        sa.CheckConstraint(
            "(archive_state = 'denied') <= (ended_at IS NOT NULL AND archive_reason IS NOT NULL)",
            name="denied_is_ended",
        ),
        sa.CheckConstraint(
            "live_on IS NULL OR (ended_at IS NULL AND archive_state <> 'denied')",
            name="live_if_not_ended",
        ),
        sa.CheckConstraint(
            "one_off_minor + first_month_minor + monthly_minor * (months - 1) = price_minor",
            name="schedule_sums",
        ),
        sa.CheckConstraint(
            "(security_filing IS NULL) = (security_filed_on IS NULL)", name="filing_with_day"
        ),
        sa.CheckConstraint(
            "(late_compensation_minor IS NULL) = (late_compensated_on IS NULL)",
            name="compensation_with_day",
        ),
        sa.CheckConstraint(
            "live_on IS NOT NULL OR (security_filing IS NULL AND late_compensation_minor IS NULL)",
            name="in_service",
        ),
        amount_check("late_compensation_minor"),
        amount_check("one_off_minor", "first_month_minor", "monthly_minor", "price_minor"),
    )

    @property
    def audit_chain(self) -> str:
        return str(self.group_buy_id)

    @property
    def vat(self) -> InvoicedVat:
        """VAT of each invoice of the line, by the contract's rate."""
        return invoiced_vat(
            self.one_off_minor,
            self.first_month_minor,
            self.monthly_minor,
            self.months,
            self.contract.vat_bps,
        )
