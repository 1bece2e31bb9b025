"""Tax rates, and the tax that one adds to an amount."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from marketplace.adapters.stripe_twin.forms import flag, metadata_of, only, required
from marketplace.adapters.stripe_twin.state import Object, TwinState


def create_tax_rate(state: TwinState, _id: str, given: Object) -> Object:
    only(given, *("country", "description", "display_name", "inclusive", "jurisdiction"),
         *("metadata", "percentage", "tax_type"))  # fmt: skip
    required(given, "inclusive")
    return state.add(
        "tax_rate",
        "txr",
        {
            "active": True,
            "country": given.get("country"),
            "description": given.get("description"),
            "display_name": required(given, "display_name"),
            "effective_percentage": None,
            "flat_amount": None,
            "inclusive": flag(given, "inclusive"),
            "jurisdiction": given.get("jurisdiction"),
            "jurisdiction_level": None,
            "livemode": False,
            "metadata": metadata_of(given),
            "percentage": float(required(given, "percentage")),
            "rate_type": "percentage",
            "state": None,
            "tax_type": given.get("tax_type"),
        },
    )


def tax_on(state: TwinState, amount: int, rate_ids: list[str]) -> list[Object]:
    """The tax of each rate on `amount`, half up to the minor unit."""
    taxes = []
    for id_ in rate_ids:
        rate = state.get(id_, "tax_rate")
        exact = Decimal(amount) * Decimal(str(rate["percentage"])) / 100
        taxes.append(
            {
                "amount": int(exact.quantize(Decimal(1), ROUND_HALF_UP)),
                "tax_behavior": "exclusive",
                "tax_rate_details": {"tax_rate": id_},
                "taxability_reason": "not_available",
                "taxable_amount": amount,
                "type": "tax_rate_details",
            }
        )
    return taxes
