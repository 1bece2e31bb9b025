"""API: what is missing to the next tier, the cheapest way there, and who gains what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from marketplace.api.call import reading
from marketplace.schemas.tier_advice import TierAdviceSchema, TierBreakSchema
from marketplace.services.find_tier_advice import find_tier_advice
from marketplace.services.find_tier_breaks import find_tier_breaks

blp = Blueprint("tier_advice_api", __name__, description="Advice on tiers · 档位建议")


@blp.route("/group-buys/<uuid:group_buy_id>/tier-advice")
@reading
@blp.response(200, TierAdviceSchema)
def read(group_buy_id: UUID, **call: Any) -> Any:
    """The way to the next tier: in full for the organiser, for a member from its own lines alone"""
    return find_tier_advice(group_buy_id=group_buy_id, **call)


@blp.route("/solves/<uuid:solve_id>/tier-breaks")
@reading
@blp.response(200, TierBreakSchema(many=True))
def breaks(*, solve_id: UUID, session: Any, identity: Any, now: Any) -> Any:
    """Winners' ladders just below a break: what is missing, and what moving lines would change"""
    return find_tier_breaks(session, solve_id=solve_id, identity=identity)
