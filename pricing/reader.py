"""A reader of JSON values: gathers every fault by path instead of stopping at the first."""

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast, get_args

from pricing.files import Refused, TooLarge
from pricing.money import MAX_MINOR
from pricing.tiers import BrokenLadder, Fault, Ladder, Measure, Style, Tier

T = TypeVar("T")
ABSENT = object()


def below(path: str, key: str | int) -> str:
    """The path of a member, escaped as a JSON pointer and kept on one line."""
    token = str(key).replace("~", "~0").replace("/", "~1")
    plain = token.isprintable()
    return f"{path}/{token if plain else json.dumps(token)[1:-1]}"


class Reader:
    """Walks a JSON value, gathers faults and gives stand-ins where a value is wrong."""

    stand_in = Ladder("lines", "whole", (Tier(0, 0),))

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, path: str, message: str) -> None:
        self.faults.append((path or "/", message))

    def finish(self) -> None:
        """Raises Refused if anything read so far was at fault."""
        if self.faults:
            raise Refused(self.faults)

    def mapping(self, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.fault(path, "must be an object")
            return {}
        for key in getattr(value, "keys_twice", ()):
            self.fault(below(path, key), "must not be given twice")
        for key in [key for key in value if not isinstance(key, str)]:
            self.fault(below(path, repr(key)), "must be named by text")
        return {key: item for key, item in value.items() if isinstance(key, str)}

    def record(
        self, value: Any, path: str, required: str, optional: str = ""
    ) -> dict[str, Any] | None:
        """The object with exactly these keys, optional ones filled with None; None at a fault."""
        found = len(self.faults)
        record = self.mapping(value, path)
        if len(self.faults) > found:
            return None
        names = [*required.split(), *optional.split()]
        for key in sorted(record.keys() - set(names)):
            self.fault(below(path, key), "is not a key of this format")
        for key in required.split():
            if key not in record:
                self.fault(below(path, key), "must be given")
        return {key: record.get(key, None if key in optional.split() else ABSENT) for key in names}

    def items(self, value: Any, path: str, *, empty: bool = True) -> Iterator[tuple[Any, str]]:
        """Each element of a list with its path; an absent one was reported already."""
        if value is ABSENT:
            return
        if not isinstance(value, list | tuple):
            self.fault(path, "must be a list")
            return
        if not value and not empty:
            self.fault(path, "must not be empty")
        for at, item in enumerate(value):
            yield item, below(path, at)

    def integer(self, value: Any, path: str, *, least: int = 0, most: int = MAX_MINOR) -> int:
        if isinstance(value, TooLarge):
            value = least - 1 if value.negative else most + 1
        if value is ABSENT:
            return least
        if type(value) is not int:
            self.fault(path, "must be an integer")
        elif value < least:
            self.fault(path, f"must be at least {least}")
        elif value > most:
            self.fault(path, f"must be at most {most}")
        else:
            return value
        return least

    def text(self, value: Any, path: str) -> str:
        if value is ABSENT:
            return ""
        if not isinstance(value, str) or not value:
            self.fault(path, "must be text, not empty")
            return ""
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            self.fault(path, "must be valid Unicode text")
            return ""
        return value

    def choice(self, value: Any, path: str, choices: tuple[str, ...]) -> str:
        if value is ABSENT or (isinstance(value, str) and value in choices):
            return value if isinstance(value, str) else choices[0]
        names = ", ".join(f'"{choice}"' for choice in choices)
        self.fault(path, f"must be {names}" if len(choices) == 1 else f"must be one of {names}")
        return choices[0]

    def maybe(self, read: Callable[[Any, str], T], value: Any, path: str) -> T | None:
        return None if value is None else read(value, path)

    def header(self, record: dict[str, Any], format_: str) -> None:
        self.choice(record["format"], "/format", (format_,))
        self.choice(record["currency"], "/currency", ("CNY",))

    def ladder(self, measure: Any, style: Any, tiers: Any, path: str) -> Ladder:
        """The ladder, or a stand-in when it is broken."""
        found = len(self.faults)
        kind = self.choice(measure, f"{path}/measure", get_args(Measure))
        shape = self.choice(style, f"{path}/style", get_args(Style))
        steps = tuple(self._tier(tier, at) for tier, at in self.items(tiers, f"{path}/tiers"))
        if tiers is ABSENT or len(self.faults) > found:
            return self.stand_in
        try:
            return Ladder(cast(Measure, kind), cast(Style, shape), steps)
        except BrokenLadder as broken:
            self.faults += [(path + where, rule) for where, rule in broken.faults]
            return self.stand_in

    def _tier(self, value: Any, path: str) -> Tier:
        record = self.record(value, path, "from discount_bps")
        if record is None:
            return Tier(0, 0)
        from_ = self.integer(record["from"], f"{path}/from")
        return Tier(from_, self.integer(record["discount_bps"], f"{path}/discount_bps"))

    def unique(self, names: list[tuple[str, str]]) -> None:
        """Refuses a name that an earlier path gave; empty ones were reported already."""
        seen: set[str] = set()
        for name, path in names:
            if name in seen and name:
                self.fault(path, "must not be used twice")
            seen.add(name)
