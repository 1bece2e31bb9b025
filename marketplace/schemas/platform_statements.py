"""What the operator states of the platform itself (平台信息)."""

from __future__ import annotations

from typing import Any

from marketplace.domain.platform_statement import EdiBasis
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole
from marketplace.schemas.time_fields import Day, Instant

NULL: dict[str, Any] = {"load_default": None, "allow_none": True}


def said(description: str) -> dict[str, Any]:
    return {"metadata": {"description": description}}


class KeepPlatformStatementSchema(Schema):
    """Everything at once: what is left out is stated no more. Files are uploaded to /files."""

    icp_number = Text(0, 40, load_default="", **said("such as 沪ICP备2026000001号-1"))
    edi_basis = Choice(EdiBasis, **NULL)
    edi_reference = Text(0, 100, load_default="", **said("number of the licence or answer"))
    edi_on = Day(**NULL, **said("day of the licence or answer"))
    business_licence_id = Uuid(**NULL, **said("shown to everybody"))
    service_agreement_id = Uuid(
        **NULL, **said("service agreement and trading rules, shown to everybody")
    )
    grading_level = Whole(1, 5, **NULL, **said("of the graded protection"))
    grading_filing = Text(0, 100, load_default="", **said("filing number of the grade"))
    grading_tested_on = Day(**NULL, **said("day of the last test"))
    crypto_level = Whole(1, 5, **NULL, **said("at which cryptography was assessed"))
    crypto_assessed_on = Day(**NULL)
    servers_in_mainland = Flag(**NULL)
    servers_where = Text(0, 200, load_default="", **said("place of the servers"))
    bank_account = Text(
        0,
        300,
        lines=True,
        load_default="",
        **said("where service fees are paid by bank transfer: name, bank, number"),
    )


class PlatformStatementSchema(KeepPlatformStatementSchema):
    """The version that stands; its ETag is "0" until something was stated."""

    version = Whole()
    stated_at = Instant(allow_none=True)
    stated_by = Uuid(allow_none=True)
