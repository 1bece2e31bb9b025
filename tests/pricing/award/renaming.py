"""The same problem in other words and in another order."""

import copy


def renamed(problem, chance):
    """A copy in which carriers, lines and lots have other names, and the names by old name."""
    names = {}
    for kind, old in _names(problem):
        if old not in names:
            names[old] = f"{chance.choice('aZ9~中')}{kind}{len(names)}"
    return _replaced(copy.deepcopy(problem), names), names


def _names(problem):
    for line in problem["lines"]:
        yield "line", line["id"]
        yield "lot", line["lot"]
    for quote in problem["quotes"]:
        yield "carrier", quote["carrier"]


def _replaced(value, names):
    """Every text in a JSON value that is a name, keys that are lines among them."""
    if isinstance(value, dict):
        return {names.get(key, key): _replaced(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def reorder(problem, chance):
    """Lines, quotes, prices, ladders, bundles, capacities, shares and lots in any order."""
    for key, value in problem.items():
        if isinstance(value, dict):
            reorder(value, chance)
        if key == "prices_minor":
            problem[key] = dict(chance.sample(sorted(value.items()), len(value)))
        if isinstance(value, list) and key != "tiers":
            chance.shuffle(value)
            for item in value:
                if isinstance(item, dict):
                    reorder(item, chance)


def by_line(problem, carriers):
    """The carrier of each line."""
    return dict(zip((line["id"] for line in problem["lines"]), carriers, strict=True))
