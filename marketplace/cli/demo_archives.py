"""The demo's user archives: companies, papers, premises, evidence and signed letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.cli.demo_files import Row, checked
from marketplace.cli.demo_specimens import specimen
from marketplace.cli.demo_stage import Stage
from marketplace.domain.archive import Capacity, PaperKind
from marketplace.domain.lives import LineState, PremisesEvent
from marketplace.i18n.commitment_texts import LETTER_VERSION, letter_sha256
from marketplace.models import Line, Organisation, Premises
from marketplace.schemas.archives import KeepProfileSchema
from marketplace.security.identity import Identity
from marketplace.services.find_company_profile import find_company_profile
from marketplace.services.keep_company_profile import keep_company_profile
from marketplace.services.keep_file import keep_file, store_upload
from marketplace.services.keep_line_use import keep_line_use
from marketplace.services.keep_paper import keep_paper
from marketplace.services.sign_commitments import sign_commitments
from marketplace.services.state_premises import decide_premises, state_premises

LATER = timedelta(hours=1)


def upload(stage: Stage, title: str, identity: Identity, now: datetime) -> UUID:
    """A specimen paper, uploaded by the caller."""
    stored = store_upload(
        specimen(title), pointer="/file", storage=stage.jobs.runtime.storage, identity=identity
    )
    name = f"{title.replace(' ', '-').lower()}.pdf"
    kept = keep_file(
        stage.session, stored, name=name, purpose="evidence", identity=identity, now=now
    )
    return kept.id


def bring_archive(stage: Stage, company: Row, now: datetime) -> None:
    """What a company says of itself in every archive, and its papers."""
    identity, said = stage.who(company["uscc"]), stage.scenario.archives[company["uscc"]]
    body: dict[str, Any] = {name: text for name, text in said.items() if name != "company_uscc"}
    body |= {
        "customer_name": company["name_zh"],
        "business_address": company["address"],
        "contact_name": company["contact_name"],
        "contact_email": company["email"],
        "telecom_seller": False,
    }
    keep_company_profile(
        stage.session,
        profile=find_company_profile(stage.session, identity=identity),
        given=checked(KeepProfileSchema(), body),
        personal_key=stage.config.personal_key,
        identity=identity,
        now=now,
    )
    for kind in PaperKind:
        file_id = upload(stage, kind.replace("_", " ").title(), identity, now)
        keep_paper(stage.session, kind=kind, file_id=file_id, identity=identity, now=now)


def prove_lines(stage: Stage, group_buy_id: UUID, identity: Identity, now: datetime) -> None:
    """The company proves where its lines begin and whom they reach; its park confirms."""
    chart = upload(stage, "Organisation Chart", identity, now)
    contract = upload(stage, "Colocation Contract", identity, now)
    for line in own_lines(stage, group_buy_id, identity):
        shown = {"z_evidence_id": chart, "resources_contract_id": contract}
        keep_line_use(stage.session, line=line, given=shown, identity=identity, now=now)
        state_place(stage, line, identity, now)


def state_place(stage: Stage, line: Line, identity: Identity, now: datetime) -> None:
    """The line's A-end with its lease, confirmed an hour later; once for all lines."""
    where = {"building": line.a_building, "room": line.a_room}
    known = sa.select(Premises.id).where(Premises.member_id == line.member_id).filter_by(**where)
    if stage.session.scalar(known) is not None:
        return
    lease = upload(stage, "Lease", identity, now)
    place = state_premises(stage.session, **where, proof_id=lease, identity=identity, now=now)
    stage.agenda.at(now + LATER, confirming(stage, place.id, identity))


def confirming(stage: Stage, premises_id: UUID, identity: Identity) -> Any:
    """An act: the company's park confirms the place."""
    company = stage.session.get_one(Organisation, identity.organisation_id)
    park_id = company.park_id

    def act(now: datetime) -> None:
        assert park_id is not None
        decide_premises(
            stage.session,
            premises_id=premises_id,
            event=PremisesEvent.CONFIRM,
            reason=None,
            identity=stage.who(park_id),
            now=now,
        )

    return act


def sign_letters(stage: Stage, group_buy_id: UUID, identity: Identity, now: datetime) -> None:
    """The company's legal representative signs for its lines."""
    company = stage.session.get_one(Organisation, identity.organisation_id)
    said = stage.scenario.archives[company.uscc]
    sign_commitments(
        stage.session,
        line_ids=[line.id for line in own_lines(stage, group_buy_id, identity)],
        text_sha256=letter_sha256(LETTER_VERSION),
        signer_name=said["legal_representative"],
        capacity=Capacity.LEGAL_REPRESENTATIVE,
        identity=identity,
        now=now,
    )


def own_lines(stage: Stage, group_buy_id: UUID, identity: Identity) -> list[Line]:
    query = sa.select(Line).where(
        Line.group_buy_id == group_buy_id,
        Line.member_id == identity.organisation_id,
        Line.state == LineState.POOLED,
    )
    return list(stage.session.scalars(query))
