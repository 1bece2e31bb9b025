"""Two members take the same carrier's last capacity at once: one of them gets it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import sqlalchemy as sa

from tests.factories.locked import Awarded, a_quote, a_row


def test_the_last_capacity_is_given_out_once_to_two_at_once(people, clock, database):
    limit = {"lots": "all", "measure": "lines", "at_most": 1}
    quotes = [a_quote(), a_quote(a_row(monthly_minor=2_100_000), capacities=[limit])]
    market = Awarded(people, clock, [{}], [{}], quotes=quotes)
    body = {"carrier_id": str(market.carriers[1].id)}
    paths = [f"/award-lines/{market.line_of(member)['id']}/choose" for member in market.members]
    quote = sa.text("SELECT 1 FROM quotes WHERE rfq_id = :rfq FOR UPDATE")

    with ThreadPoolExecutor(2) as pool, database.engine.connect() as holder:
        holder.execute(quote, {"rfq": market.rfq["id"]})
        asked = [
            pool.submit(member.post, path, json=body)
            for member, path in zip(market.members, paths, strict=True)
        ]
        sleep(0.4)
        assert not any(answer.done() for answer in asked)
        holder.commit()
        answers = sorted(answer.result(timeout=20).status_code for answer in asked)

    assert answers == [200, 409]
