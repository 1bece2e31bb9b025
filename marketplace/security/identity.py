"""Who is acting: plain data, made once per request, passed to every service."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from marketplace.domain.roles import OrganisationKind, Role, Scope

ALL_SCOPES = frozenset(Scope)


@dataclass(frozen=True)
class Identity:
    """A user acting for its organisation, with the scopes of its token (a page session: all)."""

    user_id: UUID
    organisation_id: UUID
    kind: OrganisationKind
    confirmed: bool
    "a reviewer has confirmed the organisation"
    park_id: UUID | None
    "the park an enterprise sits in"
    roles: frozenset[Role]
    scopes: frozenset[Scope] = field(default=ALL_SCOPES)
    locale: str = "zh"

    def has(self, role: Role) -> bool:
        return role in self.roles

    def is_of(self, organisation_id: UUID | None) -> bool:
        return organisation_id is not None and organisation_id == self.organisation_id
