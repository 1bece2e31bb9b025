"""docs/domain.md says who may make which move from which state: each cell holds in the code."""

from __future__ import annotations

import itertools
import re
from functools import cache

import pytest

from marketplace.config import ROOT
from marketplace.domain.life_cycle import CLOCK
from marketplace.domain.life_tables import ACTORS, put_into
from marketplace.domain.lives import FEE, LIVES, ClaimEvent, OrganisationEvent, ReturnEvent
from marketplace.errors import Forbidden, IllegalMove

DOCUMENT = ROOT / "docs" / "domain.md"
Cell = tuple[str, str, str]
"state, event, actor"


@cache
def documented() -> dict[str, dict[Cell, str]]:
    """By life cycle: each cell that the document allows, with the state it leads to."""
    allowed: dict[str, dict[Cell, str]] = {}
    for name, table in re.findall(r"### `(\w+)`\n\n((?:\|.*\n)+)", DOCUMENT.read_text()):
        head, _, *rows = ([c.strip() for c in r.strip("|").split("|")] for r in table.splitlines())
        allowed[name] = {
            (state, event, actor): to
            for state, event, to, *cells in rows
            for actor, cell in zip(head[3:], cells, strict=True)
            if cell == "yes"
        }
    return allowed


def outcome(life, state, event, actor):
    """Where the move leads the actor, or the error that refuses it."""
    try:
        to = life.after(state, event)
        life.require_actor(event, None if actor == CLOCK else [actor])
    except (IllegalMove, Forbidden) as refusal:
        return type(refusal)
    return str(to)


def cells_of(life):
    states = type(next(iter(life.moves))[0])
    events = type(next(iter(life.moves))[1])
    return itertools.product(states, events, ACTORS)


def test_the_document_has_the_tables_that_the_code_makes():
    text = DOCUMENT.read_text()

    assert put_into(text) == text, "stale: make domain-tables"


def test_the_document_has_every_life_cycle_and_no_other():
    assert list(documented()) == [life.name for life in LIVES]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_cell_is_allowed_or_refused_as_the_document_says(life):
    for state, event, actor in cells_of(life):
        to = documented()[life.name].get((str(state), str(event), actor))
        found = outcome(life, state, event, actor)

        if to is not None:
            assert found == to, (state, event, actor)
        elif life.allows(state, event):
            assert found is Forbidden, (state, event, actor)
        else:
            assert found is IllegalMove, (state, event, actor)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_nobody_without_a_role_may_make_any_move(life):
    events = {event for _, event in life.moves}

    assert not [event for event in events if life.open_to(event, [])]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_observers_and_operators_move_nothing_of_the_market(life):
    moved = {event for event, who in life.actors.items() if who & {"observer", "operator"}}

    # An operator puts on record that an organisation has left, bank transfers that it made of the
    # platform's own money, and the service fee; nothing of the market moves by it.
    may = {OrganisationEvent.LEAVE, ReturnEvent.SETTLE, ClaimEvent.PAY_ON}
    assert moved <= may or life is FEE


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_state_is_the_first_or_reached_by_a_move(life):
    states = list(type(next(iter(life.moves))[0]))

    unreached = set(states) - set(life.moves.values()) - {states[0]}

    assert unreached <= {"unserved"}  # what an award leaves out begins there
