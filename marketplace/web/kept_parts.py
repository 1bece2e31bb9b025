"""Parts of pages that are the same for every reader of one language, made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from markupsafe import Markup

from marketplace.services.last_asked import LastAsked
from marketplace.web.language import spoken
from marketplace.web.typed import nothing_typed

_KEPT: LastAsked[tuple[Hashable, ...], Markup] = LastAsked(500)


def kept_part(*key: Hashable, caller: Callable[[], Markup]) -> Markup:
    """What the block says, which may depend on nothing but `key` and the language.

    What the first reader has typed is kept out of it.
    """
    place = (spoken(), *key)
    part = _KEPT.get(place)
    if part is None:
        with nothing_typed():
            part = caller()
        _KEPT.put(place, part)
    return part
