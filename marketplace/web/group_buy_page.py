"""What the page of one group buy shows: gathered with as few queries as its state allows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request

from marketplace.domain.lives import GroupBuyState
from marketplace.errors import NotFound
from marketplace.models import CompetitionRecord, GroupBuy, Participation
from marketplace.security.grants import allowed
from marketplace.security.permissions import Permission
from marketplace.services.find_awards import visible_awards
from marketplace.services.find_contracts import visible_contracts
from marketplace.services.find_fee_tables import find_fee_terms
from marketplace.services.find_findings import find_own_findings
from marketplace.services.find_group_buy_talk import MemberQuestion, as_asked, questions_of
from marketplace.services.find_group_buys import CorridorFacts, find_frozen_terms, find_group_buy
from marketplace.services.find_live_price import LiveFigures, live_figures
from marketplace.services.find_organiser_statement import statement_of
from marketplace.services.find_participation import find_stay_seen
from marketplace.services.find_rfqs import visible_rfqs
from marketplace.services.find_tier_advice import advice_on
from marketplace.services.find_timeline import Turn, find_timeline
from marketplace.services.what_if import cost_minor, own_of
from marketplace.web.group_buy_ways import Seen, ways
from marketplace.web.life import steps
from marketplace.web.member_steps import next_step
from marketplace.web.pages.deposit_terms import deposit_shown
from marketplace.web.reasons import told
from marketplace.web.tier_words import advice_shown
from marketplace.web.what_if_form import asked_what_if

MOST_QUESTIONS = 3


def group_buy_page(session: Any, group_buy_id: UUID, identity: Any, now: Any) -> str:
    group_buy = find_group_buy(session, group_buy_id, identity)
    own = _own(session, group_buy, identity)
    deposit = _deposit(session, group_buy, own)
    seen = _seen(session, group_buy, identity, now, own=own, deposit=deposit)
    turns = _turns(session, group_buy, identity)
    return render_template(
        "group_buys/show.html",
        seen=seen,
        group_buy=group_buy,
        now=now,
        next=next_step(seen),
        ways=list(ways(seen)),
        turns=turns,
        told=told,
        steps=steps(group_buy, turns),
        corridors=_corridors(session, group_buy),
        terms=find_fee_terms(session, group_buy, now=now),
        **_opened(session, seen, identity),
        **deposit,
    )


def _seen(
    session: Any,
    group_buy: GroupBuy,
    identity: Any,
    now: Any,
    *,
    own: Participation | None,
    deposit: dict[str, Any],
) -> Seen:
    opened = group_buy.opened_at is not None
    return Seen(
        group_buy,
        now,
        may_organise=allowed(Permission.GROUP_BUY_ORGANISE, identity, group_buy),
        may_join=allowed(Permission.GROUP_BUY_JOIN, identity, group_buy),
        sees_demand=allowed(Permission.GROUP_BUY_DEMAND_READ, identity, group_buy),
        own=own,
        figures=live_figures(session, group_buy, identity, now) if opened else None,
        findings=find_own_findings(session, identity, group_buy_id=group_buy.id),
        deposit_terms=deposit.get("deposit_terms"),
        own_deposit=deposit.get("own_deposit"),
        questions=_questions(session, group_buy, identity),
        **_signed(session, group_buy, identity),
        **_after_lock(session, group_buy, identity),
    )


def _signed(session: Any, group_buy: GroupBuy, identity: Any) -> dict[str, Any]:
    """The organiser's statement and its record for the lock, for those who may read them."""
    if not allowed(Permission.STATEMENT_READ, identity, group_buy):
        return {}
    signed = session.get(CompetitionRecord, group_buy.id) is not None
    return {"statement": statement_of(session, group_buy), "record_signed": signed}


def _after_lock(session: Any, group_buy: GroupBuy, identity: Any) -> dict[str, Any]:
    """What only a locked demand can have led to."""
    if group_buy.locked_at is None:
        return {}
    found = {
        "rfqs": visible_rfqs(identity, group_buy.id),
        "awards": visible_awards(identity, group_buy.id),
        "contracts": visible_contracts(identity, group_buy.id),
    }
    return {name: session.scalars(query).unique().all() for name, query in found.items()}


def _questions(session: Any, group_buy: GroupBuy, identity: Any) -> list[MemberQuestion]:
    """The first few, those that wait for an answer before others."""
    if group_buy.opened_at is None:
        return []
    first = session.scalars(questions_of(group_buy.id).limit(MOST_QUESTIONS)).all()
    return as_asked(first, group_buy, identity)


def _turns(session: Any, group_buy: GroupBuy, identity: Any) -> list[Turn]:
    """The moves so far; of one that is open for the first time its own columns tell them all."""
    if group_buy.state == GroupBuyState.OPEN and group_buy.extended_at is None:
        return []
    return find_timeline(session, group_buy, identity)


def _deposit(session: Any, group_buy: GroupBuy, own: Participation | None) -> dict[str, Any]:
    """What is said of the deposit; once opened, the terms in memory know when there is none."""
    if group_buy.opened_at and find_frozen_terms(session, group_buy.id).deposit is None:
        return {}
    return deposit_shown(session, group_buy.id, own)


def _opened(session: Any, seen: Seen, identity: Any) -> dict[str, Any]:
    """Of a group buy that has opened: the advice, what may be asked, the reader's own price."""
    if seen.figures is None:
        return {}
    advice = advice_on(session, group_buy=seen.group_buy, figures=seen.figures, identity=identity)
    shown = advice_shown(advice) | own_price(seen.figures, seen.own)
    if seen.accepting and (seen.may_join or seen.sees_demand):
        shown["asked"] = asked_what_if(session, seen.group_buy, seen.own, identity, request.args)
    return shown


def live_panel(session: Any, group_buy_id: UUID, identity: Any, figures: LiveFigures) -> str:
    """The panel alone, with the reader's own price in it."""
    group_buy = find_group_buy(session, group_buy_id, identity)
    return render_template(
        "group_buys/_live.html",
        group_buy=group_buy,
        figures=figures,
        **own_price(figures, _own(session, group_buy, identity)),
    )


def what_if_answer(session: Any, group_buy: GroupBuy, identity: Any, now: Any) -> str:
    """The answer alone to what the address asks. Raises NotFound once nobody can join."""
    figures = live_figures(session, group_buy, identity, now)
    if not figures.accepting:
        raise NotFound()
    own = _own(session, group_buy, identity)
    return render_template(
        "group_buys/_what_if_answer.html",
        group_buy=group_buy,
        live_before=figures.live,
        asked=asked_what_if(session, group_buy, own, identity, request.args),
    )


def _own(session: Any, group_buy: GroupBuy, identity: Any) -> Participation | None:
    """The reader's stay, when it may have one."""
    if not allowed(Permission.GROUP_BUY_JOIN, identity, group_buy):
        return None
    return find_stay_seen(session, group_buy, identity)


def own_price(figures: LiveFigures, own: Participation | None) -> dict[str, Any]:
    """What the reader's lines cost now, in fen; nothing while the group is not told."""
    if own is None or figures.live is None:
        return {}
    live, held = figures.live, tuple(own_of(own)[1])
    content = [line for line in held if live.contents(line)]
    return {
        "own_list_minor": sum(line.list_minor for line in content),
        "own_minor": cost_minor(live, held),
        "own_left_out": len(held) - len(content),
    }


def _corridors(session: Any, group_buy: GroupBuy) -> list[CorridorFacts]:
    """The corridors of the list prices, frozen at the opening; none of a draft."""
    if group_buy.opened_at is None:
        return []
    return list(find_frozen_terms(session, group_buy.id).corridors.values())
