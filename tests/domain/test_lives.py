"""Every cell of a group buy's life: legal moves lead where design.md says, others nowhere."""

from __future__ import annotations

import itertools

import pytest

from marketplace.domain.lives import GROUP_BUY, GroupBuyEvent, GroupBuyState
from marketplace.errors import IllegalMove

DESIGN = {
    ("draft", "open"): "open",
    ("open", "extend"): "open",
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


CELLS = list(itertools.product(GroupBuyState, GroupBuyEvent))


@pytest.mark.parametrize(("state", "event"), CELLS)
def test_each_cell_of_a_group_buys_life_is_as_designed(state, event):
    leads_to = DESIGN.get((str(state), str(event)))

    if leads_to is None:
        with pytest.raises(IllegalMove):
            GROUP_BUY.after(state, event)
    else:
        assert GROUP_BUY.after(state, event) == leads_to
