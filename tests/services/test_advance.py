"""`advance` is the one writer of states: it refuses wrong moves and wrong actors, and records."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from marketplace.domain.life_cycle import CLOCK
from marketplace.domain.life_tables import ACTORS
from marketplace.domain.lives import LIVES
from marketplace.domain.roles import OrganisationKind
from marketplace.errors import Forbidden, IllegalMove
from marketplace.models import AuditEntry
from marketplace.models.audit import Lives
from marketplace.security.identity import Identity

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MODELS = Lives.__subclasses__()


def acting_as(role):
    """Somebody with this role; None is the marketplace itself."""
    if role == CLOCK:
        return None
    kind = OrganisationKind.ENTERPRISE
    return Identity(uuid4(), uuid4(), kind, True, None, frozenset({role}), frozenset())


def cells_of(model):
    (state, event), *_ = model.life.moves
    return itertools.product(type(state), type(event), ACTORS)


def made(model, state, event, role):
    """The state after the attempt, what refused it, and the audit rows that it would write."""
    thing = model(**{model.state_name: state})
    refused = None
    with Session() as session, session.no_autoflush:  # nothing is written: no database
        session.add(thing)
        try:
            thing.advance(event, by=acting_as(role), now=NOW)
        except (IllegalMove, Forbidden) as refusal:
            refused = type(refusal)
        rows = [new for new in session.new if isinstance(new, AuditEntry)]
        session.expunge_all()
    return getattr(thing, model.state_name), refused, rows


def test_every_life_cycle_is_some_models_and_no_model_has_another():
    assert {id(model.life) for model in MODELS} == {id(life) for life in LIVES}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_advance_moves_only_as_the_life_cycle_lets_the_actor_and_records_it(model):
    for state, event, role in cells_of(model):
        after, refused, rows = made(model, state, event, role)

        if (state, event) not in model.life.moves:
            assert (after, refused, rows) == (state, IllegalMove, []), (state, event, role)
        elif role not in model.life.actors[event]:
            assert (after, refused, rows) == (state, Forbidden, []), (state, event, role)
        else:
            (row,) = rows
            assert refused is None
            assert after == model.life.moves[state, event]
            assert (row.from_state, row.to_state, row.event) == (state, after, event)
