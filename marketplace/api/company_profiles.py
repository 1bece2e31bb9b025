"""API: the company's part of its user archives (用户档案): profile, papers, premises, letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import creating, reading, runtime, writing
from marketplace.api.evidence_files import EVIDENCE, file_answer
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import require_match, tagged
from marketplace.domain.lives import PremisesEvent
from marketplace.i18n.commitment_texts import LETTER_VERSION, LETTERS, letter_sha256
from marketplace.schemas import archives as schemas
from marketplace.schemas.organisations import ConfirmSchema, RefuseSchema
from marketplace.security.grants import require
from marketplace.security.permissions import Permission
from marketplace.services.find_company_profile import find_company_profile
from marketplace.services.find_own_file import find_file
from marketplace.services.keep_company_profile import keep_company_profile
from marketplace.services.keep_paper import drop_paper, find_own_paper, keep_paper, own_papers
from marketplace.services.sign_commitments import sign_commitments
from marketplace.services.state_premises import (
    decide_premises,
    find_proof,
    state_premises,
    visible_premises,
)

blp = Blueprint("company_profiles_api", __name__, description="User archives · 用户档案")
Body = dict[str, Any]
PLACE = "/premises/<uuid:premises_id>"


@blp.route("/company-profile")
@reading
@blp.response(200, schemas.ProfileSchema)
def get_profile(*, session: Any, identity: Any, now: Any) -> Any:
    """What your company says of itself in the archive of every line."""
    return tagged(find_company_profile(session, identity=identity))


@blp.route("/company-profile", methods=["PUT"])
@writing
@blp.response(200, schemas.ProfileSchema)
@blp.arguments(schemas.KeepProfileSchema)
def put_profile(body: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Keep it (If-Match). Identity numbers are encrypted and shown to nobody on a page."""
    found = find_company_profile(session, identity=identity, for_update=True)
    require_match(found)
    kept = keep_company_profile(
        session,
        profile=found,
        given=body,
        personal_key=runtime().config.personal_key,
        identity=identity,
        now=now,
    )
    return tagged(kept)


@blp.route("/archive-papers")
@reading
@blp.response(200, schemas.PaperSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def get_papers(paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """The papers of your archives that count."""
    require(Permission.ACCOUNT_READ, identity)
    return page(session, own_papers(identity), **paging)


@blp.route("/archive-papers", methods=["POST"])
@creating
@blp.response(201, schemas.PaperSchema)
@blp.arguments(schemas.KeepPaperSchema)
def post_paper(body: Body, **call: Any) -> Any:
    """Put an uploaded file into your archives, in place of the paper of its kind."""
    return keep_paper(**body, **call)


@blp.route("/archive-papers/<uuid:paper_id>", methods=["DELETE"])
@writing
@blp.response(200, schemas.PaperSchema)
def delete_paper(paper_id: UUID, **call: Any) -> Any:
    """Take a paper out; that it was there stays on record."""
    return drop_paper(paper_id=paper_id, **call)


@blp.route("/archive-papers/<uuid:paper_id>/file")
@blp.doc(responses=EVIDENCE)
@reading
def get_paper_file(paper_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """A paper of your own."""
    paper = find_own_paper(session, paper_id, identity=identity)
    return file_answer(find_file(session, paper.file_id))


@blp.route("/premises")
@reading
@blp.response(200, schemas.PremisesSchema(many=True))
@blp.arguments(schemas.PremisesQuerySchema, location="query", unknown="exclude")
@blp.arguments(PageSchema, location="query", unknown="exclude")
def get_premises(query: Body, paging: Body, *, session: Any, identity: Any, now: Any) -> Any:
    """Places in the park: a company's own, a park's those of its companies."""
    return page(session, visible_premises(identity, **query), **paging)


@blp.route("/premises", methods=["POST"])
@creating
@blp.response(201, schemas.PremisesSchema)
@blp.arguments(schemas.NewPremisesSchema)
def post_premises(body: Body, **call: Any) -> Any:
    """State where in the park you sit, with lease or deed; the park confirms it."""
    return state_premises(**body, **call)


@blp.route(PLACE + "/proof")
@blp.doc(responses=EVIDENCE)
@reading
def get_proof(premises_id: UUID, *, session: Any, identity: Any, now: Any) -> Any:
    """The lease or deed, for the company, its park and reviewers."""
    return file_answer(find_proof(session, premises_id, identity=identity))


@blp.route(PLACE + "/confirm", methods=["POST"])
@creating
@blp.response(200, schemas.PremisesSchema)
@blp.arguments(ConfirmSchema)
def post_confirm(body: Body, premises_id: UUID, **call: Any) -> Any:
    """Confirm, as the company's park, that the place is inside."""
    return decide_premises(premises_id=premises_id, event=PremisesEvent.CONFIRM, **body, **call)


@blp.route(PLACE + "/refuse", methods=["POST"])
@creating
@blp.response(200, schemas.PremisesSchema)
@blp.arguments(RefuseSchema)
def post_refuse(body: Body, premises_id: UUID, **call: Any) -> Any:
    """Refuse it with a reason; a confirmed one counts no longer."""
    return decide_premises(premises_id=premises_id, event=PremisesEvent.REFUSE, **body, **call)


@blp.route("/commitment-letter")
@reading
@blp.response(200, schemas.LetterSchema)
def get_letter(*, session: Any, identity: Any, now: Any) -> Any:
    """The letter (承诺书) that is signed now, in both languages, with its checksum."""
    require(Permission.ACCOUNT_READ, identity)
    version = LETTER_VERSION
    return LETTERS[version] | {"version": version, "text_sha256": letter_sha256(version)}


@blp.route("/commitments", methods=["POST"])
@creating
@blp.response(201, schemas.CommitmentSchema(many=True))
@blp.arguments(schemas.SignLetterSchema)
def post_commitments(body: Body, **call: Any) -> Any:
    """Sign the letter for your lines, before the lock and every year anew."""
    return sign_commitments(**body, **call)
