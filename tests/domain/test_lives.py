"""Every cell of every life cycle: legal moves lead where the design says, others nowhere."""

from __future__ import annotations

import itertools

import pytest

from marketplace.domain import lives
from marketplace.domain.lives import GROUP_BUY, GroupBuyEvent, GroupBuyState
from marketplace.errors import IllegalMove

DESIGN = {
    ("draft", "open"): "open",
    ("open", "lock"): "locked",
    ("open", "miss_thresholds"): "failed",
    ("locked", "issue_rfq"): "quoting",
    ("quoting", "open_quotes"): "opened",
    ("quoting", "fail"): "failed",
    ("opened", "fail"): "failed",
    ("awarded", "fail"): "failed",
    ("quoting", "rerun"): "quoting",
    ("opened", "rerun"): "quoting",
    ("opened", "award"): "awarded",
    ("awarded", "reaward"): "opened",
    ("awarded", "conclude"): "concluded",
    **{
        (state, "cancel"): "cancelled"
        for state in ("draft", "open", "locked", "quoting", "opened", "awarded")
    },
}
"design.md, Life of a group buy"
ALL = {
    lives.ORGANISATION: (lives.OrganisationState, lives.OrganisationEvent),
    lives.LICENCE: (lives.LicenceState, lives.LicenceEvent),
    lives.PRICE_BOOK: (lives.PriceBookState, lives.PriceBookEvent),
    lives.RFQ: (lives.RfqState, lives.RfqEvent),
    lives.CONTRACT: (lives.ContractState, lives.ContractEvent),
    lives.GROUP_BUY: (lives.GroupBuyState, lives.GroupBuyEvent),
}


CELLS = list(itertools.product(GroupBuyState, GroupBuyEvent))


@pytest.mark.parametrize(("state", "event"), CELLS)
def test_each_cell_of_a_group_buys_life_is_as_designed(state, event):
    leads_to = DESIGN.get((str(state), str(event)))

    if leads_to is None:
        with pytest.raises(IllegalMove):
            GROUP_BUY.after(state, event)
    else:
        assert GROUP_BUY.after(state, event) == leads_to


@pytest.mark.parametrize(
    "life", list(ALL), ids=lambda life: next(iter(life.moves))[0].__class__.__name__
)
def test_every_state_but_the_first_is_reached_by_some_move(life):
    states, events = ALL[life]

    reached = {life.after(s, e) for s, e in itertools.product(states, events) if life.allows(s, e)}

    assert set(states) - reached <= {next(iter(states))}
