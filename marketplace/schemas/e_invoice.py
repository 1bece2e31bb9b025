"""The number of a fully digitalised e-invoice (数电票) as it is given."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from marketplace.domain.e_invoice import SHAPE
from marketplace.schemas.fields import refuse


class EInvoiceNumber(fields.Field[str]):
    """20 digits (PAY-07); blanks between them, as invoices print them, are left out."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"type": "string", "pattern": "^[0-9]{20}$"}
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        number = "".join(value.split()) if isinstance(value, str) else ""
        if SHAPE.fullmatch(number) is None:
            raise refuse("e_invoice_number")
        return number
