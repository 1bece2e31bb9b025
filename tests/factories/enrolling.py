"""Enrolment files as companies keep them through the API and reviewers check them."""

from __future__ import annotations

from typing import Any

from marketplace.domain.holdings import NOTICE_VERSION
from tests.factories.people import Actor, People
from tests.factories.uploads import upload

WELL = {
    "identity_verified": True,
    "identity_how": "video",
    "phone_verified": True,
    "registry_status": "active",
    "risk_found": False,
}
"A check that found nothing amiss"
PERSONS = {
    "legal_representative": "张示例",
    "acts": "authorised",
    "agent_name": "李示例",
    "agent_phone": "13800000000",
}


def newcomer_of(people: People) -> Actor:
    """A company that signed up and said nothing more."""
    return people.enterprise(people.park(), confirmed=False, enrolled=False)


def path_of(actor: Actor) -> str:
    return f"/organisations/{actor.id}/enrolment"


def keep(actor: Actor, **changes: Any) -> Any:
    etag = actor.get(path_of(actor)).headers["ETag"]
    return actor.patch(path_of(actor), changes, etag=etag)


def complete(actor: Actor) -> None:
    """Everything that the company states itself; an agent acts with a letter."""
    papers = {name: upload(actor) for name in ("business_licence_id", "authorisation_letter_id")}
    buying = {"state_owned": False, "fiscal_funds": False}
    kept = keep(actor, **PERSONS, **papers, **buying, notice_version=NOTICE_VERSION)
    assert kept.status_code == 200, kept.json


def check(reviewer: Actor, actor: Actor, **found: Any) -> Any:
    """The reviewer records a check of the file as it stands."""
    version = reviewer.get(path_of(actor)).json["version"]
    return reviewer.post(f"{path_of(actor)}/checks", {"file_version": version} | WELL | found)


def confirm(reviewer: Actor, actor: Actor) -> Any:
    return reviewer.post(f"/organisations/{actor.id}/confirm")


def missing(actor: Actor) -> set[str]:
    """The facts that the company is told to mend."""
    return {said["mends"] for said in actor.get(path_of(actor)).json["missing"]}


def codes(answer: Any) -> list[tuple[str, str]]:
    return [(fault["pointer"], fault["code"]) for fault in answer.json["errors"]]
