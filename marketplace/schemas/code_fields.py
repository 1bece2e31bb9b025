"""Fields of codes and addresses: credit codes, corridors, e-mail."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import fields

from marketplace.domain import uscc
from marketplace.schemas.fields import refuse


class Uscc(fields.Field[str]):
    """A unified social credit code: 18 characters, right check digit (GB 32100-2015)."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"type": "string", "minLength": 18, "maxLength": 18} | kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise refuse("text_expected")
        code = uscc.normalised(value)
        if fault := uscc.fault_in(code):
            raise refuse(fault)
        return code

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return value


class CorridorCode(fields.Field[str]):
    """A corridor's code, such as SHA-HKG; small letters are taken too."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"type": "string", "pattern": "^[A-Z]{3}-[A-Z]{3}$"}
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        code = value.strip() if isinstance(value, str) else ""
        if not re.fullmatch(r"[A-Za-z]{3}-[A-Za-z]{3}", code):
            raise refuse("corridor_code")
        return code.upper()

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return value


class Country(fields.Field[str]):
    """A country or region, ISO 3166-1 alpha-2."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"type": "string", "pattern": "^[A-Z]{2}$"} | kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{2}", value):
            raise refuse("region_code")
        return value

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return value


class Email(fields.Field[str]):
    """An e-mail address, lower case."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"type": "string", "format": "email", "maxLength": 254}
        metadata |= kwargs.pop("metadata", {})
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        from email_validator import EmailNotValidError, validate_email

        if not isinstance(value, str) or len(value) > 254:
            raise refuse("email")
        try:
            found = validate_email(value.strip(), check_deliverability=False, test_environment=True)
        except (EmailNotValidError, UnicodeError):
            raise refuse("email") from None
        return found.normalized.lower()

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return value
