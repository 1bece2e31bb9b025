"""API: what is held about people, one's own data and its correction, who looked at what."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from marketplace.api.call import reading, reading_publicly, runtime, writing
from marketplace.api.paging import PageSchema, page
from marketplace.api.versions import require_match, tagged
from marketplace.domain.compliance.retention import terms_on
from marketplace.domain.holdings import HOLDINGS, NOTICE_VERSION
from marketplace.domain.working_days import local_day
from marketplace.schemas import privacy as schemas
from marketplace.schemas.accounts import AccountSchema
from marketplace.services.correct_own_data import correct_own_data
from marketplace.services.find_own_data import find_own_data
from marketplace.services.find_readings import visible_readings
from marketplace.services.find_users import find_me

blp = Blueprint("privacy_api", __name__, description="Privacy · 个人信息")


@blp.route("/privacy")
@reading_publicly
@blp.doc(security=[])
@blp.response(200, schemas.PrivacySchema)
def get_privacy(*, session: Any, identity: Any, now: Any) -> Any:
    """What is held about whom, for which purpose, on which basis, and how long; for anyone."""
    return {
        "version": NOTICE_VERSION,
        "holdings": [schemas.holding_document(one) for one in HOLDINGS],
        "terms": [schemas.term_document(one) for one in terms_on(local_day(now))],
    }


@blp.route("/me/data")
@reading
@blp.response(200, schemas.OwnDataSchema)
def get_own_data(*, session: Any, identity: Any, now: Any) -> Any:
    """Everything that is held about you, to take along."""
    return find_own_data(session, identity=identity, now=now)


@blp.route("/me", methods=["PATCH"])
@writing
@blp.response(200, AccountSchema)
@blp.arguments(schemas.CorrectionSchema)
def patch_me(body: dict[str, Any], *, session: Any, identity: Any, now: Any) -> Any:
    """Correct your name, language or, with your password, your e-mail address."""
    require_match(find_me(session, identity=identity))
    jobs = runtime().jobs
    return tagged(correct_own_data(session, given=body, jobs=jobs, identity=identity, now=now))


@blp.route("/readings")
@reading
@blp.response(200, schemas.ReadingSchema(many=True))
@blp.arguments(PageSchema, location="query", unknown="exclude")
def list_readings(paging: dict[str, int], *, session: Any, identity: Any, now: Any) -> Any:
    """Who of others looked at your organisation's sensitive data; reviewers, observers: any."""
    return page(session, visible_readings(identity), **paging)
