"""Accounts: sign-up, tokens, password reset, users, and who the caller is."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from marshmallow import fields

from marketplace.domain.roles import SIGN_UP_KINDS, OrganisationKind, Role, Scope
from marketplace.schemas.code_fields import Email, Uscc
from marketplace.schemas.fields import Choice, Flag, Schema, Text, Uuid, Whole, listed, refuse
from marketplace.schemas.organisations import OrganisationSchema
from marketplace.schemas.time_fields import Instant


class Locale(StrEnum):
    ZH = "zh"
    EN = "en"


class Password(fields.Field[str]):
    """A password as it was typed, never trimmed and never given back."""

    def __init__(self, low: int = 12, high: int = 128, **kwargs: Any) -> None:
        self.low, self.high = low, high
        metadata = {"type": "string", "format": "password", "minLength": low, "maxLength": high}
        super().__init__(metadata=metadata, load_only=True, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise refuse("text_expected")
        if any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF for c in value):
            raise refuse("text_control_characters")
        if not self.low <= len(value) <= self.high:
            raise refuse("text_length", low=self.low, high=self.high)
        return value


def _may_sign_up(kind: OrganisationKind) -> None:
    if kind not in SIGN_UP_KINDS:
        raise refuse("choice", choices=", ".join(SIGN_UP_KINDS))


class NewOrganisationSchema(Schema):
    kind = Choice(
        OrganisationKind,
        required=True,
        validate=_may_sign_up,
        metadata={"enum": [str(kind) for kind in SIGN_UP_KINDS]},
    )
    uscc = Uscc(required=True)
    name_zh = Text(1, 100, required=True)
    name_en = Text(1, 200, required=True)
    sector = Text(0, 100, load_default="")
    address = Text(0, 300, load_default="")
    park_id = Uuid(load_default=None, allow_none=True)
    park_uscc = Uscc(load_default=None, allow_none=True)


class NewUserSchema(Schema):
    name = Text(1, 100, required=True)
    email = Email(required=True)
    password = Password(required=True)
    locale = Choice(Locale, load_default=Locale.ZH)


class SignUpSchema(Schema):
    organisation = fields.Nested(NewOrganisationSchema, required=True)
    user = fields.Nested(NewUserSchema, required=True)


class FoundedOrganisationSchema(Schema):
    uscc = Uscc(required=True)
    name_zh = Text(1, 100, required=True)
    name_en = Text(1, 200, required=True)


class FoundingSchema(Schema):
    """The platform or a regulator with its first user, from the command line."""

    organisation = fields.Nested(FoundedOrganisationSchema, required=True)
    user = fields.Nested(NewUserSchema, required=True)


class NewColleagueSchema(NewUserSchema):
    roles = listed(Choice(Role), 0, 6, load_default=list)


class UserChangesSchema(Schema):
    name = Text(1, 100)
    locale = Choice(Locale)
    active = Flag()


class UserSchema(Schema):
    id = Uuid()
    organisation_id = Uuid()
    email = Email()
    name = Text()
    roles = listed(Choice(Role))
    locale = Choice(Locale)
    active = Flag()
    created_at = Instant()


class AccountSchema(UserSchema):
    """A user with its organisation."""

    organisation = fields.Nested(OrganisationSchema)


class MeSchema(AccountSchema):
    scopes = listed(Choice(Scope))


class NewTokenSchema(Schema):
    email = Email(required=True)
    password = Password(1, 1000, required=True)
    name = Text(1, 100, required=True)
    scopes = listed(Choice(Scope), 1, len(Scope), required=True)
    days = Whole(1, 365, load_default=90)


class TokenSchema(Schema):
    id = Uuid()
    name = Text()
    scopes = listed(Choice(Scope))
    created_at = Instant()
    expires_at = Instant()
    revoked_at = Instant(allow_none=True)


class IssuedTokenSchema(TokenSchema):
    token = Text(metadata={"description": "Shown this once; send it as a bearer token."})


class PasswordResetSchema(Schema):
    email = Email(required=True)


class NewPasswordSchema(Schema):
    token = Text(1, 500, required=True)
    password = Password(required=True)


class EmptySchema(Schema):
    """Nothing to say beyond the status."""


class UserQuerySchema(Schema):
    organisation_id = Uuid()


class ClockSchema(Schema):
    now = Instant()


class AdvanceClockSchema(Schema):
    seconds = Whole(1, 90 * 24 * 3600, required=True)
