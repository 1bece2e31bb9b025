"""A notice that must be acted on in time says until when, in Shanghai's time."""

from __future__ import annotations

from datetime import UTC, datetime
from string import Formatter

import pytest

from marketplace.i18n.notices import NOTICES, notice

parse = Formatter().parse
DUE = datetime(2026, 12, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("event", sorted(e for e, w in NOTICES.items() if "{due}" in w["zh"][1]))
def test_the_due_time_is_told(event, language):
    wanted = {name for text in NOTICES[event][language] for _, name, *_ in parse(text) if name}

    _, body = notice(event, dict.fromkeys(wanted - {"due"}, "-"), language, DUE)

    assert "2026-12-02 00:00" in body
