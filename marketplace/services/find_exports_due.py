"""Data exports that wait for their member: to be named, to be answered, to be counted again."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from marketplace.domain.lives import ContractState
from marketplace.models import Contract, ContractLine, DataExport, DataExportCheck
from marketplace.security.identity import Identity

SCENARIO = (DataExport.scenario.label("title_zh"), DataExport.scenario.label("title_en"))


def lines_without_export(identity: Identity) -> sa.Select[UUID, str, str]:
    """Contracts in force with a line that is not live, of a member that named no export at all."""
    mine = identity.organisation_id
    number = Contract.number.label("title_zh"), Contract.number.label("title_en")
    waits = sa.exists().where(
        ContractLine.contract_id == Contract.id,
        ContractLine.ended_at.is_(None),
        ContractLine.live_on.is_(None),
    )
    named = sa.exists().where(DataExport.member_id == mine, DataExport.ended_at.is_(None))
    return (
        sa.select(Contract.id, *number)
        .where(Contract.member_id == mine, Contract.state == ContractState.IN_FORCE, waits, ~named)
        .order_by(Contract.drawn_at)
        .limit(1)
    )


def exports_to_answer(identity: Identity) -> sa.Select[UUID, str, str]:
    """Exports that were named and have no recorded answer yet."""
    checked = sa.exists().where(DataExportCheck.export_id == DataExport.id)
    return (
        sa.select(DataExport.id, *SCENARIO)
        .where(
            DataExport.member_id == identity.organisation_id,
            DataExport.ended_at.is_(None),
            ~checked,
        )
        .order_by(DataExport.created_at)
    )


def exports_to_count(identity: Identity) -> sa.Select[UUID, str, str]:
    """Exports whose counts were asked for and not recorded since."""
    return (
        sa.select(DataExport.id, *SCENARIO)
        .join(DataExportCheck, DataExportCheck.export_id == DataExport.id)
        .where(
            DataExport.member_id == identity.organisation_id,
            DataExport.ended_at.is_(None),
            DataExportCheck.superseded_at.is_(None),
            DataExportCheck.checked_on < DataExport.asked_for,
        )
        .order_by(DataExport.asked_for)
    )
