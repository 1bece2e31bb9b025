"""Invariants of what people are told: once, without prices, and only those whom it concerns."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.services.check_rule import Told, among

MONEY = "(¥|￥|CNY|RMB|[0-9] ?元)"

NOTICE_RULES = (
    Told(
        "told_once",
        "nobody is told the same event of the same thing twice",
        f"""SELECT min(n.id::text)::uuid, concat(n.event, ' ', n.dedupe, ' ', count(*), ' times')
            FROM notifications n WHERE {among("n.group_buy_id")}
            GROUP BY n.user_id, n.event, n.dedupe HAVING count(*) > 1""",
    ),
    Told(
        "no_price_told",
        "no notification holds an amount of money",
        f"""SELECT n.id, concat(n.event, ' ', n.params) FROM notifications n
            WHERE {among("n.group_buy_id")}
              AND (n.params::text ~* '"[a-z_]*(minor|price|amount|yuan|fen)[a-z_]*" *:'
                   OR n.params::text ~ '{MONEY}')""",
    ),
    Told(
        "no_price_mailed",
        "no mail of the outbox holds an amount of money",
        f"""SELECT m.id, m.subject FROM mail_messages m
            WHERE CAST(:only AS uuid[]) IS NULL AND concat(m.subject, m.body) ~ '{MONEY}'""",
    ),
    Told(
        "told_only_whom_it_concerns",
        "of a directed group buy only its leader, the invited, carriers and overseers hear",
        f"""SELECT n.id, concat(n.event, ' to ', o.kind, ' ', o.id)
            FROM notifications n JOIN users u ON u.id = n.user_id
            JOIN organisations o ON o.id = u.organisation_id
            JOIN group_buys g ON g.id = n.group_buy_id
            WHERE {among("g.id")} AND g.mode = 'directed'
              AND o.id <> g.organiser_id AND NOT o.id = ANY(g.invited_ids)
              AND NOT EXISTS (SELECT FROM invitations i
                              WHERE i.group_buy_id = g.id AND i.state <> 'revoked'
                                AND (i.uscc = o.uscc OR i.email = lower(u.email)))
              AND CASE o.kind
                WHEN 'carrier' THEN NOT EXISTS (
                    SELECT FROM sealed_quotes s JOIN rfqs r ON r.id = s.rfq_id
                    WHERE r.group_buy_id = g.id AND s.carrier_id = o.id)
                ELSE o.kind NOT IN ('platform', 'regulator') END""",
    ),
)
