"""The course of a search: how the best total and the proven bound came closer to each other."""

from __future__ import annotations

from collections.abc import Sequence

Step = list[int | None]
"milliseconds since it began, the best total or None, the proven bound"
MOST_STEPS = 120


def with_step(steps: Sequence[Step], step: Step) -> list[Step]:
    """The steps and one more; when there are too many every second one is left out.

    A step that tells nothing new only moves the last one on in time.
    """
    kept = list(steps)
    if len(kept) > 1 and kept[-1][1:] == kept[-2][1:] == step[1:]:
        kept.pop()
    kept.append(step)
    if len(kept) > MOST_STEPS:
        kept = [*kept[:-1:2], kept[-1]]
    return kept
