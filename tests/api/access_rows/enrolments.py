"""Who may read and keep enrolment files, and record checks of them."""

from __future__ import annotations

from typing import Any

from tests.api.access_table import CARRIERS, MEMBERS, Row, World

FILE = "/organisations/<uuid:organisation_id>/enrolment"
WHICH = "<any(business_licence,authorisation_letter,internal_approval,registry_evidence):which>"
OWN = frozenset({"member"})
REVIEWER = frozenset({"reviewer"})
READERS = OWN | REVIEWER
LICENCE: dict[str, Any] = {"fill": {"which": lambda _world: "business_licence"}}
ENROLLING = MEMBERS | CARRIERS | {"pending"}


def check(world: World) -> dict[str, Any]:
    """One that is complete, of the file as it stands."""
    found = world.actors["reviewer"].get(f"/organisations/{world['organisation_id']}/enrolment")
    return {"file_version": found.json["version"], "risk_found": False}


ROWS = [
    Row("GET", FILE, READERS),
    Row("PATCH", FILE, OWN, but={"reviewer": 403}, body={"state_owned": False}),
    Row("GET", FILE + "/files/" + WHICH, READERS, **LICENCE),
    Row("GET", FILE + "/checks", REVIEWER, but={"member": 403}),
    Row("POST", FILE + "/checks", REVIEWER, but={"member": 403}, body=check),
]
