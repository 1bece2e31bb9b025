"""Which lots a public notice may speak of: never of the demand of fewer than three members."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.domain.anonymity import LEAST_COMPANIES


def lots_to_show(
    members_by_lot: Mapping[str, frozenset[str]], least: int = LEAST_COMPANIES
) -> set[str]:
    """The lots of at least `least` members, of which the rest cannot be worked out.

    What is hidden is known from the whole less what is shown: so it too is of nobody, or of at
    least `least` members; the lots with the fewest members are hidden until it is.
    """
    shown = {lot for lot, members in members_by_lot.items() if len(members) >= least}
    while shown and 0 < len(_members(members_by_lot, members_by_lot.keys() - shown)) < least:
        shown.discard(min(shown, key=lambda lot: (len(members_by_lot[lot]), lot)))
    return shown


def _members(members_by_lot: Mapping[str, frozenset[str]], lots: set[str]) -> frozenset[str]:
    return frozenset[str]().union(*(members_by_lot[lot] for lot in lots))
