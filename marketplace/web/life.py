"""The life of a group buy as a row of steps: what is done, where it stands, what comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from marketplace.models import GroupBuy
from marketplace.services.find_timeline import Turn
from marketplace.web.words import word

WAY = ("draft", "open", "locked", "quoting", "opened", "awarded", "concluded")
ENDS = ("failed", "cancelled")


@dataclass(frozen=True)
class Step:
    """One state on the way: `done`, `now` or `ahead`."""

    text: str
    place: str
    at: datetime | None
    due: datetime | None = None
    "by when it comes, while it is not there yet"


def steps(group_buy: GroupBuy, moves: Iterable[Turn]) -> list[Step]:
    """The states passed with their times, the present one, and those that lie ahead.

    Without moves what the group buy itself tells: when it was drafted, opened, and is to be locked.
    """
    times = {"draft": group_buy.created_at}
    if group_buy.opened_at:
        times["open"] = group_buy.opened_at
    times |= {move.to_state: move.at for move in moves if move.to_state}
    state = str(group_buy.state)
    if state in ENDS:
        passed = [s for s in WAY if s in times]
        ends = [_step(s, "done", times) for s in passed]
        return [*ends, _step(state, "now", times)]
    here = WAY.index(state)
    places = ["done" if at < here else "now" if at == here else "ahead" for at in range(len(WAY))]
    ahead = {"locked": group_buy.locks_at} if state in ("draft", "open") else {}
    return [
        _step(s, place, ahead if place == "ahead" else times)
        for s, place in zip(WAY, places, strict=True)
    ]


def _step(state: str, place: str, times: dict[str, datetime]) -> Step:
    at, text = times.get(state), word("group_buy", state)
    return Step(text, place, None, due=at) if place == "ahead" else Step(text, place, at)
