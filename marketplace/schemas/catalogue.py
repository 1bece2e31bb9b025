"""Products and corridors in the API."""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

import marshmallow as ma
from marshmallow import fields

from marketplace.schemas.code_fields import CorridorCode, Country
from marketplace.schemas.fields import Schema, Text, Whole, listed, refuse


class Degrees(fields.Field[float]):
    """A latitude or longitude in degrees, from -most to most, north and east positive."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(metadata={"type": "number", "minimum": -most, "maximum": most}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float:
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,3}(\.\d{1,9})?", value, re.ASCII):
            value = float(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refuse("degrees")
        if not (isfinite(value) and abs(value) <= self.most):
            raise refuse("number_range", low=-self.most, high=self.most)
        return float(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return value


class RegionCode(Country):
    """ISO 3166-1 alpha-2 of the far end; never CN (Hong Kong, Macau and Taiwan have their own)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        code = super()._deserialize(value, attr, data, **kwargs)
        if code == "CN":
            raise refuse("region_not_abroad")
        return code


class NamedSchema(Schema):
    """A code with its names."""

    code = ma.fields.String()
    name_zh = ma.fields.String()
    name_en = ma.fields.String()


class ProductSchema(NamedSchema):
    """A product, the licence scopes of which a carrier needs one, and what a line may choose."""

    licence_scopes = listed(ma.fields.String())
    terms_months = listed(ma.fields.Integer())
    protections = listed(ma.fields.Nested(NamedSchema))
    interfaces = listed(ma.fields.String())


class NewCorridorSchema(Schema):
    """The two ends; length and RTT floor are computed."""

    code = CorridorCode(required=True)
    a_city_zh = Text(1, 50, required=True)
    a_city_en = Text(1, 50, required=True)
    z_city_zh = Text(1, 50, required=True)
    z_city_en = Text(1, 50, required=True)
    z_region = RegionCode(required=True)
    a_latitude = Degrees(90, required=True)
    a_longitude = Degrees(180, required=True)
    z_latitude = Degrees(90, required=True)
    z_longitude = Degrees(180, required=True)


class CorridorSchema(NewCorridorSchema):
    """A corridor with its great-circle length and the RTT that no promise may be below."""

    length_km = ma.fields.Float()
    rtt_floor_us = Whole()
