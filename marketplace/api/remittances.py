"""API: bank transfers for invoices of lines, as companies state and carriers confirm them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating
from marketplace.api.versions import tagged
from marketplace.schemas.line_payments import (
    NewRemittanceSchema,
    PaymentReasonSchema,
    RemittanceSchema,
)
from marketplace.services.answer_remittance import (
    deny_remittance,
    receive_remittance,
    withdraw_remittance,
)
from marketplace.services.record_remittances import record_remittance

blp = Blueprint("remittances_api", __name__, description="Remittances · 汇款")
Body = dict[str, Any]
ONE = "/remittances/<uuid:remittance_id>"


@blp.route("/line-invoices/<uuid:invoice_id>/remittances", methods=["POST"])
@creating
@blp.response(201, RemittanceSchema)
@blp.arguments(NewRemittanceSchema)
def post_remittance(body: Body, invoice_id: UUID, **call: Any) -> Any:
    """Record, as the company, a transfer for an invoice; with the last one it is marked paid."""
    made = record_remittance(invoice_id=invoice_id, **body, **call)
    return tagged(made, Location=f"/api/v1/line-invoices/{invoice_id}")


@blp.route(ONE + "/receive", methods=["POST"])
@creating
@blp.response(200, RemittanceSchema)
def post_receive(remittance_id: UUID, **call: Any) -> Any:
    """Confirm, as the carrier, that you have it."""
    return tagged(receive_remittance(remittance_id=remittance_id, **call))


@blp.route(ONE + "/deny", methods=["POST"])
@creating
@blp.response(200, RemittanceSchema)
@blp.arguments(PaymentReasonSchema)
def post_deny(body: Body, remittance_id: UUID, **call: Any) -> Any:
    """Say, as the carrier, that it has not arrived."""
    return tagged(deny_remittance(remittance_id=remittance_id, **body, **call))


@blp.route(ONE + "/withdraw", methods=["POST"])
@creating
@blp.response(200, RemittanceSchema)
@blp.arguments(PaymentReasonSchema)
def post_withdraw(body: Body, remittance_id: UUID, **call: Any) -> Any:
    """Take back, as the company, a transfer that was recorded by mistake."""
    return tagged(withdraw_remittance(remittance_id=remittance_id, **body, **call))
