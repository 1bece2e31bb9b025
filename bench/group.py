"""The live price of 1,000,000 lines in at most 1 second of CPU, against the plain code.

Timed is what `price_group` does with parsed columns (`pricing.group_columns`): who is in, volume,
rate, every line's price, every member's sums, totals and the way to the next tier. A row as an
object is made when somebody reads it; that, and turning Line objects into columns, stands apart.
The processor's time of this process alone counts.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from random import Random
from time import process_time
from typing import TypeVar

from pricing.group import Line, price_group, price_line_by_line
from pricing.group_columns import columns_of
from pricing.money import MAX_MINOR
from pricing.tiers import Ladder, Measure, Style, Tier

LINES, ROUNDS, MOST_SECONDS = 1_000_000, 3, 1.0
STYLES: tuple[Style, ...] = ("whole", "graduated")
MEASURES: tuple[Measure, ...] = ("lines", "mbps", "spend")
PARTS = (0, 20, 5, 2)
"Bounds: nothing, and these parts of the whole volume"
RATES = (0, 500, 900, 1500)
T = TypeVar("T")


def main() -> bool:
    """Print the figures; whether the slowest is within bounds."""
    lines = draw_lines(Random(4))
    gc.freeze()  # the lines drawn are no part of what is timed
    print(f"\nPrice of a group of {LINES:,} lines, 6 in 10 with ceilings: seconds of CPU")
    kinds: list[tuple[Style, Measure]] = [(style, one) for style in STYLES for one in MEASURES]
    spent = [_price(f"{style} {measure}", lines, measure, style) for style, measure in kinds]
    _against_the_plain_code(lines, ladder_over(lines, "mbps", "graduated"))
    del lines
    huge = draw_lines(Random(5), MAX_MINOR)
    gc.freeze()
    spent.append(_price("graduated spend, sums beyond 64 bits", huge, "spend", "graduated"))
    slowest = max(spent)
    verdict = "within" if slowest <= MOST_SECONDS else "ABOVE"
    print(f"  slowest: {slowest:.2f} s ({verdict} {MOST_SECONDS})")
    return slowest <= MOST_SECONDS


def _price(name: str, lines: list[Line], measure: Measure, style: Style) -> float:
    """Prints the seconds of each round; the most of them."""
    ladder, columns = ladder_over(lines, measure, style), columns_of(lines)
    if columns is None:
        raise SystemExit("the drawn lines do not fit columns")
    spent = [timed(lambda: price_group(ladder, columns))[0] for _ in range(ROUNDS)]
    print(f"  {name}: " + ", ".join(f"{one:.2f}" for one in spent))
    return max(spent)


def _against_the_plain_code(lines: list[Line], ladder: Ladder) -> None:
    columns = columns_of(lines)
    fast, price = timed(lambda: price_group(ladder, columns or lines))
    whole, _ = timed(lambda: price_group(ladder, lines))
    rows, _ = timed(lambda: (tuple(price.lines), tuple(price.members)))
    slow, plain = timed(lambda: price_line_by_line(ladder, lines))
    if plain != price:
        raise SystemExit("columns and plain code differ")
    print(
        f"  graduated mbps: columns {fast:.2f}, from Line objects {whole:.2f}, rows made {rows:.2f}"
        f" · plain code {slow:.1f}, the same figures · ratio {slow / fast:.0f}"
    )


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of this process's CPU, and what the work gave."""
    before = process_time()
    done = work()
    return process_time() - before, done


def draw_lines(chance: Random, highest: int = 600_000_000) -> list[Line]:
    """Five lines a member; a ceiling, where there is one, at 80 to 100 % of the list price."""
    lines = []
    for at in range(LINES):
        listed = chance.randrange(highest)
        ceiling = listed * chance.randrange(8_000, 10_001) // 10_000
        limit = None if chance.random() < 0.4 else ceiling
        mbps = chance.choice((10, 20, 50, 100, 200, 500))
        lines.append(Line(f"L{at}", f"M{at // 5}", mbps, listed, limit))
    return lines


def ladder_over(lines: list[Line], measure: Measure, style: Style) -> Ladder:
    """Tiers within the reach of these lines."""
    whole = {
        "lines": len(lines),
        "mbps": sum(line.mbps for line in lines),
        "spend": sum(line.list_minor for line in lines),
    }[measure]
    most = min(whole, MAX_MINOR)
    bounds = [most // part if part else 0 for part in PARTS]
    return Ladder(measure, style, tuple(Tier(*tier) for tier in zip(bounds, RATES, strict=True)))


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
