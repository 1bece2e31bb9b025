"""Prices that stand out: abnormally low, close to the lowest, beyond any chance, or alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from marketplace.domain.screens.alike_prices import shown
from marketplace.domain.screens.facts import QuoteFacts, ScreenFacts, common_lines
from marketplace.domain.screens.hits import Hit, hit
from marketplace.domain.screens.settings import ScreenSettings

LOW, CLOSE, COVER, ALONE = "abnormally_low", "close_to_winner", "cover_quote", "one_usable_quote"


def abnormally_low(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """Far below the mean of the others, or far below the next one, on lines that others price."""
    for quote in facts.usable:
        lines = _compared(quote, facts)
        asked, mean, following = _against(quote, lines, facts)
        below_mean, below_next = below(asked, mean), below(asked, following)
        if below_mean >= settings.low_against_mean or below_next >= settings.low_against_next:
            yield hit(
                LOW,
                [quote.carrier],
                asked_minor=int(asked),
                mean_minor=int(mean),
                next_minor=int(following),
                below_mean_bps=int(below_mean * 10_000),
                below_next_bps=int(below_next * 10_000),
                others=len(facts.usable) - 1,
                lines=len(lines),
            )


def close_to_winner(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """The next quote lies hardly above the lowest, by a fixed margin or against earlier ones."""
    ranked = facts.ranked()
    if len(ranked) < 2 or ranked[0][0] == 0 or ranked[0][0] == ranked[1][0]:
        return
    (least, first), (second, other) = ranked[:2]
    margin = (second - least) / least
    bound = low_outlier([p.margin for p in facts.past if p.margin is not None], settings)
    if margin <= settings.close_margin or (bound is not None and margin < bound):
        yield hit(
            CLOSE,
            [first.carrier, other.carrier],
            lowest=first.carrier,
            lowest_minor=int(least),
            next_minor=int(second),
            margin_bps=int(margin * 10_000),
            earlier_bound_bps=None if bound is None else int(bound * 10_000),
        )


def cover_quote(facts: ScreenFacts, settings: ScreenSettings) -> Iterator[Hit]:
    """Far above the lowest on every line that others price, and above every ceiling."""
    for quote in facts.usable:
        lines = _compared(quote, facts)
        far = all(_far_above(quote, line, facts, settings) for line in lines)
        if lines and far and all(_over(quote, line, facts) for line in quote.prices):
            yield hit(
                COVER,
                [quote.carrier],
                lines=len(lines),
                prices=shown(common_lines(*facts.usable), facts.usable),
            )


def one_usable_quote(facts: ScreenFacts, _settings: ScreenSettings) -> Iterator[Hit]:
    """Several quotes came and all but one cannot be used: there is no competition left."""
    if len(facts.quotes) > 1 and len(facts.usable) == 1:
        yield hit(ALONE, [facts.usable[0].carrier], received=len(facts.quotes), usable=1)


def below(asked: Fraction, against: Fraction) -> Fraction:
    """By which part the one lies below the other; negative above it, nothing against nothing."""
    return (against - asked) / against if against else Fraction(0)


def low_outlier(margins: Sequence[Fraction], settings: ScreenSettings) -> Fraction | None:
    """First quartile less one and a half quartile ranges; None with too little history."""
    if len(margins) < settings.close_history:
        return None
    ordered = sorted(margins)
    first, third = quartile(ordered, 1), quartile(ordered, 3)
    return first - Fraction(3, 2) * (third - first)


def quartile(ordered: Sequence[Fraction], which: int) -> Fraction:
    """The quartile of sorted numbers, linear between neighbours."""
    place = Fraction(which * (len(ordered) - 1), 4)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def _compared(quote: QuoteFacts, facts: ScreenFacts) -> list[str]:
    """The lines of the quote that another usable one prices too."""
    return [line for line in sorted(quote.prices) if len(facts.by_line[line]) > 1]


def _against(
    quote: QuoteFacts, lines: Sequence[str], facts: ScreenFacts
) -> tuple[Fraction, Fraction, Fraction]:
    """What the quote asks for the lines, the mean of the others, and the least of them, in fen."""
    asked = following = 0
    sums: dict[int, int] = {}
    for line in lines:
        others = _others(quote, line, facts)
        asked += facts.asks(quote, line)
        following += others[0]
        sums[len(others)] = sums.get(len(others), 0) + sum(others)
    mean = sum((Fraction(total, count) for count, total in sums.items()), Fraction(0))
    return Fraction(asked, facts.unit), mean / facts.unit, Fraction(following, facts.unit)


def _others(quote: QuoteFacts, line: str, facts: ScreenFacts) -> list[int]:
    """What the others ask for the line, the least first."""
    return [asked for asked, carrier in facts.by_line[line] if carrier != quote.carrier]


def _far_above(quote: QuoteFacts, line: str, facts: ScreenFacts, settings: ScreenSettings) -> bool:
    least = _others(quote, line, facts)[0]
    return facts.asks(quote, line) >= least * (1 + settings.cover_above)


def _over(quote: QuoteFacts, line: str, facts: ScreenFacts) -> bool:
    """Above what the line may cost at all."""
    ceiling = facts.ceilings.get(line)
    return ceiling is not None and facts.asks(quote, line) > ceiling * facts.unit
