"""The demo's organisations sign up and are confirmed; carriers have their licences verified."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from marketplace.cli.demo_archives import bring_archive, upload
from marketplace.cli.demo_enrolments import bring_enrolment, check
from marketplace.cli.demo_files import Row, checked
from marketplace.cli.demo_platform import state_platform
from marketplace.cli.demo_stage import Stage
from marketplace.config import DEMO_PASSWORD
from marketplace.domain.enrolment import ENROLLING
from marketplace.domain.lives import LicenceEvent, OrganisationEvent
from marketplace.domain.roles import OrganisationKind, Role
from marketplace.domain.working_days import local_day
from marketplace.schemas.accounts import FoundingSchema, NewColleagueSchema, SignUpSchema
from marketplace.schemas.licences import NewLicenceSchema
from marketplace.services.add_user import add_user
from marketplace.services.decide_licence import decide_licence
from marketplace.services.decide_organisation import decide_organisation
from marketplace.services.found_platform import found_platform
from marketplace.services.look_up_licence import look_up_licence
from marketplace.services.sign_up import sign_up
from marketplace.services.submit_licence import submit_licence

PASSWORD = DEMO_PASSWORD
FOUNDED, PARKS, CARRIERS, COMPANIES, ALL_IN, APPLIED = -125, -123, -121, -119, -104, -1
"Days from the seeding; the first group buy is drafted later"
LOOKED_UP = "示例：在主管部门网站查询，编号、业务种类与有效期一致。Demo: looked up, as stated."
REVIEW = timedelta(hours=5)
"From a sign-up to its confirmation"
PAPERS = timedelta(hours=1)
"From a sign-up to its enrolment file"


def schedule_people(stage: Stage) -> None:
    """Put every sign-up on the agenda."""
    at, calendar, scenario = stage.agenda.at, stage.calendar, stage.scenario
    at(calendar.at(FOUNDED), lambda now: found(stage, now))
    at(calendar.at(FOUNDED, 11), lambda now: state_platform(stage, now))
    for row in scenario.parks:
        body = {"kind": "park", "address": row["address"]}
        at(calendar.at(PARKS), joining(stage, row["key"], row, body))
    for row in scenario.carriers:
        body = {"kind": "carrier", "address": row["address"]}
        at(calendar.at(CARRIERS), joining(stage, row["key"], row, body))
    parks = {row["key"]: row["uscc"] for row in scenario.parks}
    times = calendar.spread(calendar.at(COMPANIES), calendar.at(ALL_IN), len(scenario.companies))
    for when, row in zip(times, scenario.companies, strict=True):
        at(when, joining(stage, row["uscc"], row, enterprise(row, parks)))
    for row in scenario.applicants:
        body = enterprise(row, parks)
        at(calendar.at(APPLIED), joining(stage, row["uscc"], row, body, reviewed=False))


def enterprise(row: Row, parks: dict[str, str]) -> dict[str, Any]:
    """What a company says of itself besides its names."""
    return {
        "kind": "enterprise",
        "address": row["address"],
        "sector": row["sector"],
        "park_uscc": parks[row["park"]],
    }


def found(stage: Stage, now: datetime) -> None:
    """The first user of an organisation founds it; the others are added by it."""
    founder: dict[str, str] = {}
    for row in stage.scenario.founders:
        user, roles = user_of(stage, row), row["roles"].split()
        if row["uscc"] in founder:
            given = checked(NewColleagueSchema(), user | {"roles": roles})
            by = stage.who(founder[row["uscc"]])
            made = add_user(stage.session, given=given, identity=by, now=now)
        else:
            organisation = {name: row[name] for name in ("uscc", "name_zh", "name_en")}
            given = checked(FoundingSchema(), {"organisation": organisation, "user": user})
            made = found_platform(
                stage.session,
                kind=OrganisationKind(row["kind"]),
                **given,
                roles=frozenset(map(Role, roles)),
                now=now,
            )
        founder.setdefault(row["uscc"], row["key"])
        stage.enter(row["key"], made)


def joining(
    stage: Stage, key: str, row: Row, organisation: dict[str, Any], *, reviewed: bool = True
) -> Any:
    """An act: sign up, to be confirmed by the reviewer some hours later unless it still waits."""
    names = {name: row[name] for name in ("uscc", "name_zh", "name_en")}
    body = {"organisation": names | organisation, "user": user_of(stage, row)}

    def act(now: datetime) -> None:
        user = sign_up(stage.session, **checked(SignUpSchema(), body), now=now)
        stage.enter(key, user)
        organisation_id = user.organisation_id
        enrols = user.organisation.kind in ENROLLING
        if enrols:
            stage.agenda.at(
                now + PAPERS,
                lambda later: bring_enrolment(
                    stage, key, named_of(stage, row), later, half=not reviewed
                ),
            )
        if not reviewed:
            return
        if enrols:
            stage.agenda.at(now + REVIEW, lambda later: check(stage, organisation_id, later))
        stage.agenda.at(now + REVIEW, lambda later: confirm(stage, organisation_id, later))
        if organisation["kind"] == "enterprise":
            stage.agenda.at(now + 2 * REVIEW, lambda later: bring_archive(stage, row, later))
        if organisation["kind"] == "carrier":
            stage.agenda.at(now + 2 * REVIEW, lambda later: license_carrier(stage, row, later))

    return act


def named_of(stage: Stage, row: Row) -> dict[str, str]:
    """Who stands for the organisation: as in its archive, and where it has none, specimens."""
    specimen = {"legal_representative": f"{row['contact_name'][0]}示例"}
    return specimen | stage.scenario.archives.get(row["uscc"], {}) | row


def user_of(stage: Stage, row: Row) -> dict[str, Any]:
    email = row["email"]
    locale = stage.scenario.locale_of(email)
    return {"name": row["contact_name"], "email": email, "password": PASSWORD, "locale": locale}


def confirm(stage: Stage, organisation_id: Any, now: datetime) -> None:
    decide_organisation(
        stage.session,
        organisation_id=organisation_id,
        event=OrganisationEvent.CONFIRM,
        reason=None,
        identity=stage.who("reviewer"),
        now=now,
    )


def license_carrier(stage: Stage, row: Row, now: datetime) -> None:
    """Submit the carrier's licence; the reviewer verifies it some hours later."""
    body = {
        "number": row["licence_number"],
        "scopes": row["licence_scopes"].split(),
        "valid_from": row["licence_valid_from"],
        "valid_to": row["licence_valid_to"],
        **{name: row[name] for name in ("geographic_scope", "gateway_city", "handover_pop")},
        "evidence_id": str(upload(stage, "Licence", stage.who(row["key"]), now)),
    }
    given = checked(NewLicenceSchema(), body)
    licence = submit_licence(stage.session, given=given, identity=stage.who(row["key"]), now=now)
    licence_id = licence.id

    def verify(later: datetime) -> None:
        look_up(stage, licence_id, later)
        decide_licence(
            stage.session,
            licence_id=licence_id,
            event=LicenceEvent.VERIFY,
            reason=None,
            listed_groups=stage.config.listed_groups,
            identity=stage.who("reviewer"),
            now=later,
        )

    stage.agenda.at(now + REVIEW, verify)


def look_up(stage: Stage, licence_id: UUID, now: datetime) -> None:
    """The reviewer keeps what the look-up showed."""
    reviewer = stage.who("reviewer")
    given = {
        "looked_up_on": local_day(now),
        "lookup_note": LOOKED_UP,
        "lookup_evidence_id": upload(stage, "Look-up", reviewer, now),
        "forged_or_lent": False,
    }
    look_up_licence(stage.session, licence_id=licence_id, given=given, identity=reviewer, now=now)
