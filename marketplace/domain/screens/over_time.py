"""What only several RFQs show: awards that go round, and bidders that never win."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marketplace.domain.screens.facts import PastRfq, ScreenFacts
from marketplace.domain.screens.hits import Hit, hit
from marketplace.domain.screens.settings import ScreenSettings

ROTATION, LOSER = "rotation", "frequent_loser"


def rotation(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """The last winners, with the lowest of now, follow one order of carriers that all quoted."""
    ranked = facts.ranked()
    awarded = [past for past in facts.past if past.winner is not None]
    if not ranked:
        return
    now = PastRfq(frozenset(quote.carrier for quote in facts.usable), ranked[0][1].carrier)
    for carriers in range(2, len(now.bidders) + 1):
        length = max(settings.rotation_least, 2 * carriers)
        last = [*awarded, now][-length:]
        if len(last) == length and _goes_round(last, carriers):
            yield hit(
                ROTATION,
                [past.winner for past in last if past.winner],
                sequence=[past.winner for past in last],
                round=carriers,
            )
            return


def frequent_loser(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """A bidder of now quoted in many awarded RFQs before and won the greatest part of none."""
    awarded = [past for past in facts.past if past.winner is not None]
    for quote in facts.usable:
        quoted = [past for past in awarded if quote.carrier in past.bidders]
        won = sum(past.winner == quote.carrier for past in quoted)
        if len(quoted) >= settings.losses_least and not won:
            yield hit(LOSER, [quote.carrier], quoted=len(quoted), won=won)


def _goes_round(last: Sequence[PastRfq], carriers: int) -> bool:
    """One order of so many carriers repeats, and each of them could have won each time."""
    winners = [past.winner for past in last]
    order = set(winners[:carriers])
    return (
        len(order) == carriers
        and all(winners[i] == winners[i - carriers] for i in range(carriers, len(winners)))
        and all(order <= past.bidders for past in last)
    )
