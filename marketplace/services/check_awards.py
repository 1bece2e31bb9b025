"""Invariants of awards and of what members say to them."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.services.check_rule import Told, among

DISCOUNTED = "({0}list_minor * (10000 - {0}discount_bps) + 5000) / 10000"
SUMS = "{0}one_off_minor + {0}first_month_minor + {0}monthly_minor * (l.term_months - 1)"

AWARD_RULES = (
    Told(
        "one_standing_award",
        "an awarded group buy has one standing award, one that is not has none unless it ended",
        f"""SELECT g.id, concat(g.state, ' with ', count(a.id), ' standing awards')
            FROM group_buys g
            LEFT JOIN awards a ON a.group_buy_id = g.id AND a.state = 'standing'
            WHERE {among("g.id")}
            GROUP BY g.id HAVING CASE
              WHEN g.state IN ('awarded', 'concluded') THEN count(a.id) <> 1
              WHEN g.state IN ('failed', 'cancelled') THEN count(a.id) > 1
              ELSE count(a.id) > 0 END""",
    ),
    Told(
        "award_covers_lines",
        "an award speaks of every line of its RFQ, and of others only from the waiting list",
        f"""SELECT a.id, concat('without line ', r.reference)
            FROM awards a JOIN rfq_lines r ON r.rfq_id = a.rfq_id
            WHERE {among("a.group_buy_id")} AND NOT EXISTS (
                SELECT FROM award_lines x WHERE x.award_id = a.id AND x.line_id = r.line_id)
              AND NOT EXISTS (
                SELECT FROM award_lines p JOIN awards b ON b.id = p.award_id
                WHERE p.line_id = r.line_id AND p.place_of_line_id IS NOT NULL
                  AND b.awarded_at > a.awarded_at)
              AND NOT EXISTS (
                SELECT FROM rfq_amendments m WHERE m.rfq_id = r.rfq_id
                  AND m.changes->'released'->1 ? r.reference)
            UNION ALL
            SELECT x.id, 'line of no RFQ and no place' FROM award_lines x
            JOIN awards a ON a.id = x.award_id
            WHERE {among("a.group_buy_id")} AND x.place_of_line_id IS NULL AND NOT EXISTS (
                SELECT FROM rfq_lines r WHERE r.rfq_id = a.rfq_id AND r.line_id = x.line_id)""",
    ),
    Told(
        "award_ceiling",
        "no awarded price is above the line's ceiling, which is the one frozen with the RFQ",
        f"""SELECT x.id, concat('price ', x.price_minor, ' ceiling ', x.ceiling_minor)
            FROM award_lines x JOIN awards a ON a.id = x.award_id
            LEFT JOIN rfq_lines r ON r.rfq_id = a.rfq_id AND r.line_id = x.line_id
            WHERE {among("x.group_buy_id")}
              AND (x.price_minor > x.ceiling_minor OR x.ceiling_minor > r.ceiling_minor)""",
    ),
    Told(
        "above_ceiling_by_consent",
        "a price above the ceiling was taken by the member with express consent on record",
        f"""SELECT x.id, concat('taken ', x.taken_price_minor, ' ceiling ', x.ceiling_minor)
            FROM award_lines x WHERE {among("x.group_buy_id")}
              AND x.taken_price_minor > x.ceiling_minor AND (x.consented_at IS NULL
              OR NOT EXISTS (SELECT FROM audit_entries e WHERE e.subject = 'award_line'
                             AND e.subject_id = x.id AND e.event = 'choose'))""",
    ),
    Told(
        "winner_priced_line",
        "the carrier of a served line priced that line in a usable quote",
        f"""SELECT x.id, concat('carrier ', w.carrier) FROM award_lines x
            JOIN awards a ON a.id = x.award_id
            CROSS JOIN LATERAL (VALUES (x.carrier_id), (x.taken_carrier_id)) w (carrier)
            WHERE {among("x.group_buy_id")} AND w.carrier IS NOT NULL
              AND x.place_of_line_id IS NULL
              AND NOT EXISTS (
                SELECT FROM quotes q JOIN quote_prices p ON p.quote_id = q.id
                WHERE q.rfq_id = a.rfq_id AND q.carrier_id = w.carrier AND q.usable
                  AND p.line_id = x.line_id)""",
    ),
    Told(
        "award_price",
        "a price is the carrier's list price less its discount, rounded half up once",
        f"""SELECT x.id, concat(x.list_minor, ' - ', x.discount_bps, ' bps = ', x.price_minor, ' ',
                               x.taken_list_minor, ' ', x.taken_discount_bps, ' ',
                               x.taken_price_minor)
            FROM award_lines x WHERE {among("x.group_buy_id")}
              AND (x.price_minor <> {DISCOUNTED.format("x.")}
                   OR x.taken_price_minor <> {DISCOUNTED.format("x.taken_")})""",
    ),
    Told(
        "award_schedule",
        "the payments of an awarded line add up to its price",
        f"""SELECT x.id, concat(x.one_off_minor, ' ', x.first_month_minor, ' ', x.monthly_minor,
                               ' for ', x.price_minor)
            FROM award_lines x JOIN lines l ON l.id = x.line_id WHERE {among("x.group_buy_id")}
              AND (x.price_minor <> {SUMS.format("x.")}
                   OR x.taken_price_minor <> {SUMS.format("x.taken_")})""",
    ),
    Told(
        "answered_in_window",
        "members answered after the standstill and before the window closed",
        f"""SELECT x.id, concat('decided ', x.decided_at, ' window ', a.acceptance_opens_at, ' ',
                               a.acceptance_due_at)
            FROM award_lines x JOIN awards a ON a.id = x.award_id
            WHERE {among("x.group_buy_id")} AND x.decided_at IS NOT NULL AND NOT x.held
              AND (a.previous_id IS NULL OR x.decided_at >= a.awarded_at)
              AND x.acceptance IN ('accepted', 'declined', 'chosen')
              AND x.place_of_line_id IS NULL
              AND (x.decided_at < a.acceptance_opens_at
                   OR x.decided_at >= a.acceptance_due_at)""",
    ),
    Told(
        "settled_in_time",
        "an award was settled after the standstill, and then no line waits for an answer",
        f"""SELECT a.id, concat('settled ', a.settled_at, ' pending ', count(x.id))
            FROM awards a
            LEFT JOIN award_lines x ON x.award_id = a.id AND x.acceptance = 'pending'
            WHERE {among("a.group_buy_id")} AND a.settled_at IS NOT NULL
            GROUP BY a.id HAVING a.settled_at < a.acceptance_opens_at OR count(x.id) > 0""",
    ),
    Told(
        "complaints_answered_first",
        "no award is settled over a complaint without an answer",
        f"""SELECT c.id, concat('award settled ', a.settled_at)
            FROM award_complaints c JOIN awards a ON a.id = c.award_id
            WHERE {among("c.group_buy_id")} AND c.state = 'filed' AND a.state = 'standing'
              AND (a.settled_at IS NOT NULL OR a.clock_stopped_at IS NULL)""",
    ),
    Told(
        "places_of_declined_lines",
        "who came from the waiting list took the place of a line of the same row that its member "
        "declined",
        f"""SELECT x.id, concat('place of ', o.acceptance, ' line ', o.line_id)
            FROM award_lines x JOIN lines n ON n.id = x.line_id
            JOIN award_lines o ON o.award_id = x.award_id AND o.line_id = x.place_of_line_id
            JOIN lines l ON l.id = o.line_id
            WHERE {among("x.group_buy_id")}
              AND (o.acceptance NOT IN ('declined', 'lapsed')
                   OR (n.corridor_id, n.product, n.term_months, n.protection)
                      <> (l.corridor_id, l.product, l.term_months, l.protection)
                   OR NOT EXISTS (SELECT FROM waiting_entries w
                                  WHERE w.placed_line_id = n.id AND w.state = 'placed'))""",
    ),
    Told(
        "diverse_carriers",
        "the two lines of a pair of carriers are not taken from the same one",
        f"""SELECT x.id, concat('both from ', y.carrier_id) FROM award_lines x
            JOIN lines l ON l.id = x.line_id
            JOIN award_lines y ON y.award_id = x.award_id AND y.line_id = l.diverse_from_id
            WHERE {among("x.group_buy_id")}
              AND x.acceptance IN ('accepted', 'chosen') AND y.acceptance IN ('accepted', 'chosen')
              AND coalesce(x.taken_carrier_id, x.carrier_id)
                  = coalesce(y.taken_carrier_id, y.carrier_id)""",
    ),
)
