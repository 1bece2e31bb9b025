"""Answers as Stripe gives them: lists in pages, and what was asked to be written out in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marketplace.adapters.stripe_twin.faults import TwinFault, shown, wrong_parameter
from marketplace.adapters.stripe_twin.forms import only, whole
from marketplace.adapters.stripe_twin.invoices import payments_of
from marketplace.adapters.stripe_twin.state import Object, TwinState

DEEPEST = 4
INCLUDED: dict[tuple[str, str], Callable[[TwinState, Object], Object]] = {
    ("invoice", "payments"): payments_of
}
"By kind and name, what is left out unless asked for"


def page(state: TwinState, kind: str, url: str, given: Object, *filters: str) -> Object:
    """A page of a list, the newest first."""
    only(given, "created", "ending_before", "limit", "starting_after", *filters)
    limit = whole(given, "limit", 10) or 0
    if not 1 <= limit <= 100:
        raise wrong_parameter("limit", "parameter_invalid_integer", "limit is from 1 to 100")
    found = [each for each in state.all(kind) if _wanted(each, given, filters)]
    if after := given.get("starting_after"):
        places = [place for place, each in enumerate(found) if each["id"] == after]
        if not places:
            raise wrong_parameter("starting_after", "resource_missing", f"No such: '{after}'")
        found = found[places[0] + 1 :]
    return {
        "object": "list",
        "data": found[:limit],
        "has_more": len(found) > limit,
        "url": url,
    }


def _wanted(each: Object, given: Object, filters: tuple[str, ...]) -> bool:
    created = given.get("created") or {}
    if isinstance(created, str):
        created = {"gte": created, "lte": created}
    made = each.get("created", 0)
    tests: dict[str, Callable[[int], bool]] = {
        "gt": lambda at: made > at,
        "gte": lambda at: made >= at,
        "lt": lambda at: made < at,
        "lte": lambda at: made <= at,
    }
    return all(tests[name](int(at)) for name, at in created.items()) and all(
        _same(each.get(name), given[name]) for name in filters if name in given
    )


def _same(value: Any, asked: Any) -> bool:
    if isinstance(asked, dict):
        return all(_same((value or {}).get(name), inner) for name, inner in asked.items())
    if isinstance(value, bool):
        return asked == str(value).lower()
    return bool(value == asked)


def written_out(state: TwinState, answer: Object, expand: Any) -> Object:
    """The answer for outside, with what `expand[]` names in full; TwinFault for what cannot be."""
    whole_answer: Object = _outside(answer)
    for path in expand or []:
        names = path.split(".")
        if len(names) > DEEPEST + ("data" in names):
            raise TwinFault(f"You cannot expand more than 4 levels: {path}", param="expand")
        _expand(state, whole_answer, names, path)
    return whole_answer


def _outside(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _outside(inner) for name, inner in shown(value).items()}
    return [_outside(each) for each in value] if isinstance(value, list) else value


def _expand(state: TwinState, place: Any, names: list[str], path: str) -> None:
    if isinstance(place, list):
        for each in place:
            _expand(state, each, names, path)
        return
    if not names or not isinstance(place, dict):
        return
    name, rest = names[0], names[1:]
    kind = str(place.get("object"))
    if (kind, name) in INCLUDED:
        held = state.get(place["id"])
        place[name] = _outside(INCLUDED[kind, name](state, held))
    elif name not in place:
        raise TwinFault(f"This property cannot be expanded ({path}).", param="expand", kept=False)
    elif (found := state.find(place[name])) is not None:
        place[name] = _outside(found)
    _expand(state, place[name], rest, path)
