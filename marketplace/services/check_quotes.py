"""Invariants of RFQs and quotes: nothing is known before the due time; what came is what counts."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.services.check_rule import Told, among

QUOTE_RULES = (
    Told(
        "nothing_opened_before_due",
        "a quote is readable only in an RFQ that was opened at its due time or later",
        f"""SELECT q.id, concat('rfq ', r.state, ' opened ', r.opened_at)
            FROM quotes q JOIN rfqs r ON r.id = q.rfq_id
            WHERE {among("r.group_buy_id")}
              AND (r.opened_at IS NULL OR r.opened_at < r.quotes_due_at
                   OR r.state NOT IN ('opened', 'void'))""",
    ),
    Told(
        "nothing_counted_before_due",
        "while quotes may come nothing counts them",
        f"""SELECT r.id, concat('received ', r.quotes_received)
            FROM rfqs r WHERE {among("r.group_buy_id")} AND r.state = 'quoting'
              AND (r.quotes_received IS NOT NULL OR r.opened_at IS NOT NULL)""",
    ),
    Told(
        "envelopes_of_one_size",
        "every envelope of an RFQ has the same size, filled or empty",
        f"""SELECT s.id, concat(octet_length(s.envelope), ' of ', r.seal_bytes)
            FROM sealed_quotes s JOIN rfqs r ON r.id = s.rfq_id
            WHERE {among("r.group_buy_id")}
              AND (octet_length(s.envelope) <> r.seal_bytes OR octet_length(s.presence) <>
                   (SELECT max(octet_length(o.presence)) FROM sealed_quotes o
                    WHERE o.rfq_id = s.rfq_id))""",
    ),
    Told(
        "sealed_in_time",
        "no sealing or withdrawal stands on record at the due time or later",
        f"""SELECT s.id, concat(a.event, ' at ', a.at) FROM sealed_quotes s
            JOIN rfqs r ON r.id = s.rfq_id
            JOIN audit_entries a ON a.subject = 'sealed_quote' AND a.subject_id = s.id
            WHERE {among("r.group_buy_id")} AND a.event IN ('seal', 'withdraw')
              AND a.at >= r.quotes_due_at""",
    ),
    Told(
        "sealings_unseen_before_due",
        "who has sealed is shown to nobody else while quotes may come",
        f"""SELECT s.id, concat(a.event, ' visible at ', a.visible_at) FROM sealed_quotes s
            JOIN rfqs r ON r.id = s.rfq_id
            JOIN audit_entries a ON a.subject = 'sealed_quote' AND a.subject_id = s.id
            WHERE {among("r.group_buy_id")} AND r.state = 'quoting'
              AND a.event IN ('seal', 'withdraw')
              AND (a.visible_at IS NULL OR a.visible_at < coalesce(
                    (SELECT m.due_before_at FROM rfq_amendments m
                     WHERE m.rfq_id = r.id AND m.amended_at >= a.at
                     ORDER BY m.number LIMIT 1), r.quotes_due_at))""",
    ),
    Told(
        "quotes_were_sealed",
        "an opened quote is an invited carrier's last sealing, void by no amendment, by its hash",
        f"""SELECT q.id, concat('hash ', q.envelope_sha256, ' sealed ', last.hash)
            FROM quotes q JOIN rfqs r ON r.id = q.rfq_id
            LEFT JOIN sealed_quotes s ON s.rfq_id = q.rfq_id AND s.carrier_id = q.carrier_id
            LEFT JOIN LATERAL (
                SELECT a.event, a.facts->>'envelope_sha256' AS hash FROM audit_entries a
                WHERE a.subject = 'sealed_quote' AND a.subject_id = s.id
                  AND a.event IN ('seal', 'withdraw', 'void')
                ORDER BY a.seq DESC LIMIT 1) last ON true
            WHERE {among("r.group_buy_id")}
              AND (last.event, last.hash) IS DISTINCT FROM ('seal', q.envelope_sha256)""",
    ),
    Told(
        "enough_quotes",
        "an RFQ is opened with as many quotes as it needs, or by a reviewer's leave",
        f"""SELECT r.id, concat(r.quotes_received, ' of ', r.min_quotes)
            FROM rfqs r WHERE {among("r.group_buy_id")} AND r.opened_at IS NOT NULL
              AND r.quotes_received < r.min_quotes AND r.allowed_at IS NULL""",
    ),
    Told(
        "quote_price_sums",
        "what a quote asks for a line is its one-off and its monthly price over the term",
        f"""SELECT p.line_id, concat(p.price_minor, ' = ', p.one_off_minor, ' + ',
                                    p.monthly_minor, ' * ', l.term_months)
            FROM quote_prices p JOIN lines l ON l.id = p.line_id
            WHERE {among("l.group_buy_id")}
              AND p.price_minor <> p.one_off_minor + p.monthly_minor * l.term_months""",
    ),
    Told(
        "quote_price_meets_line",
        "a quote prices a line only by a row that meets bandwidth, round trip and availability",
        f"""SELECT p.line_id, concat(p.row_mbps, ' Mbps ', p.rtt_us, ' us ', p.availability_bps)
            FROM quote_prices p JOIN lines l ON l.id = p.line_id
            JOIN corridors c ON c.id = l.corridor_id
            WHERE {among("l.group_buy_id")}
              AND (p.row_mbps < l.mbps OR p.rtt_us > l.rtt_limit_us OR p.rtt_us < c.rtt_floor_us
                   OR p.availability_bps < l.availability_bps)""",
    ),
    Told(
        "rfq_of_its_state",
        "quoting means an RFQ that takes or awaits quotes; opened and later, an opened one",
        f"""SELECT g.id, concat(g.state, ' with rfqs ', string_agg(r.state, ' '))
            FROM group_buys g LEFT JOIN rfqs r ON r.group_buy_id = g.id
            WHERE {among("g.id")}
            GROUP BY g.id HAVING CASE
              WHEN g.state IN ('draft', 'open') THEN count(r.id) > 0
              WHEN g.state = 'quoting'
                THEN count(*) FILTER (WHERE r.state IN ('quoting', 'short')) <> 1
              WHEN g.state IN ('opened', 'awarded', 'concluded')
                THEN count(*) FILTER (WHERE r.state = 'opened') <> 1
              WHEN g.state IN ('failed', 'cancelled')
                THEN count(*) FILTER (WHERE r.state IN ('quoting', 'short')) > 0
              ELSE false END""",
    ),
)
