"""Invariants of contracts and of lines on their way into service."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.services.check_rule import Told, among

EFFECTIVE = """
    SELECT x.award_id, x.line_id, x.acceptance, x.place_of_line_id,
           coalesce(x.taken_carrier_id, x.carrier_id) AS carrier_id,
           coalesce(x.taken_price_minor, x.price_minor) AS price_minor,
           coalesce(x.ceiling_minor, 0) AS ceiling_minor, x.consented_at
    FROM award_lines x
"""
"What each award line comes to: the award's own carrier and price, or those the member took"

CONTRACT_RULES = (
    Told(
        "contract_of_an_accepted_line",
        "a contract line is a line its member accepted, from that carrier at that price; a denied "
        "line may go on to another carrier under its ceiling",
        f"""SELECT k.id, concat(coalesce(x.acceptance, 'not awarded'), ' ', x.price_minor,
                               ' contract ', k.price_minor)
            FROM contract_lines k JOIN contracts c ON c.id = k.contract_id
            LEFT JOIN ({EFFECTIVE}) x ON x.award_id = c.award_id AND x.line_id = k.line_id
            WHERE {among("k.group_buy_id")}
              AND NOT coalesce(x.acceptance IN ('accepted', 'chosen')
                  AND ((x.carrier_id, x.price_minor) = (c.carrier_id, k.price_minor)
                       OR (k.price_minor <= x.ceiling_minor OR x.consented_at IS NOT NULL)
                          AND EXISTS (SELECT FROM contract_lines d
                                      WHERE d.line_id = k.line_id AND d.id <> k.id
                                        AND d.archive_state = 'denied')), false)""",
    ),
    Told(
        "accepted_line_has_contract",
        "every accepted line of a settled award is in a contract, also when that has ended since",
        f"""SELECT x.line_id, concat(x.acceptance, ' in award ', a.id)
            FROM award_lines x JOIN awards a ON a.id = x.award_id
            JOIN group_buys g ON g.id = a.group_buy_id
            WHERE {among("x.group_buy_id")} AND a.state = 'standing' AND a.settled_at IS NOT NULL
              AND g.state IN ('awarded', 'concluded') AND x.acceptance IN ('accepted', 'chosen')
              AND NOT EXISTS (SELECT FROM award_confirmations f WHERE f.award_id = a.id
                              AND f.state = 'pending')
              AND NOT EXISTS (SELECT FROM contract_lines k JOIN contracts c ON c.id = k.contract_id
                              WHERE k.line_id = x.line_id AND (c.award_id = a.id OR x.held))""",
    ),
    Told(
        "one_live_contract_per_line",
        "a line is in one contract at a time",
        f"""SELECT k.line_id, concat(count(*), ' contracts') FROM contract_lines k
            JOIN contracts c ON c.id = k.contract_id
            WHERE {among("k.group_buy_id")} AND k.ended_at IS NULL AND c.state <> 'cancelled'
            GROUP BY k.line_id HAVING count(*) > 1""",
    ),
    Told(
        "contract_schedule",
        "the payments of a contract line add up to its price, and the lines to the total",
        f"""SELECT c.id, concat('total ', c.total_minor, ' lines ', sum(k.price_minor))
            FROM contracts c JOIN contract_lines k ON k.contract_id = c.id
            WHERE {among("c.group_buy_id")}
            GROUP BY c.id HAVING c.total_minor <> coalesce(
                sum(k.price_minor) FILTER (WHERE k.archive_state <> 'denied'), 0)
              OR bool_or(k.one_off_minor + k.first_month_minor + k.monthly_minor * (k.months - 1)
                         <> k.price_minor)""",
    ),
    Told(
        "contract_parties",
        "a contract's lines are its member's, for the term that they were asked for",
        f"""SELECT k.id, concat('line of ', l.member_id, ' months ', k.months)
            FROM contract_lines k JOIN contracts c ON c.id = k.contract_id
            JOIN lines l ON l.id = k.line_id
            WHERE {among("k.group_buy_id")}
              AND (l.member_id <> c.member_id OR k.months <> l.term_months)""",
    ),
    Told(
        "signed_what_is_there",
        "a contract is in force by both signatures, given after every archive was decided",
        f"""SELECT c.id, concat(c.state, ' signed ', c.member_signed_at, ' ', c.carrier_signed_at)
            FROM contracts c WHERE {among("c.group_buy_id")}
              AND (c.state IN ('in_force', 'completed')
                   AND (c.member_signed_at IS NULL OR c.carrier_signed_at IS NULL
                        OR EXISTS (SELECT FROM contract_lines k WHERE k.contract_id = c.id
                                   AND k.archive_state = 'pending'))
                OR least(c.member_signed_at, c.carrier_signed_at) < c.drawn_at
                OR greatest(c.member_signed_at, c.carrier_signed_at) >= c.sign_due_at)""",
    ),
    Told(
        "signed_documents",
        "who signed, signed documents that are kept; they were made of decided archives",
        f"""SELECT c.id, concat(c.state, ' document ', c.document_sha256) FROM contracts c
            WHERE {among("c.group_buy_id")}
              AND (coalesce(c.member_signed_at, c.carrier_signed_at) IS NOT NULL
                   OR c.document_sha256 IS NOT NULL)
              AND (c.document_sha256 IS NULL OR c.pdf_zh_id IS NULL OR c.pdf_en_id IS NULL
                   OR c.rendered_at > least(c.member_signed_at, c.carrier_signed_at)
                   OR EXISTS (SELECT FROM contract_lines k WHERE k.contract_id = c.id
                              AND k.archive_state = 'pending'))""",
    ),
    Told(
        "ended_with_its_contract",
        "a cancelled contract holds no line; a released line is in no contract",
        f"""SELECT k.id, concat(c.state, ' line ', l.state) FROM contract_lines k
            JOIN contracts c ON c.id = k.contract_id JOIN lines l ON l.id = k.line_id
            WHERE {among("k.group_buy_id")} AND k.ended_at IS NULL
              AND (c.state = 'cancelled' OR l.state = 'released')""",
    ),
    Told(
        "live_in_force",
        "a line is live only under a contract in force; all its lines live complete it",
        f"""SELECT c.id, concat(c.state, ' ', count(k.live_on), ' of ', count(k.id), ' live')
            FROM contracts c
            LEFT JOIN contract_lines k ON k.contract_id = c.id AND k.ended_at IS NULL
            WHERE {among("c.group_buy_id")}
            GROUP BY c.id HAVING CASE c.state
              WHEN 'completed' THEN count(k.live_on) <> count(k.id) OR count(k.id) = 0
              WHEN 'in_force' THEN count(k.live_on) = count(k.id)
              ELSE count(k.live_on) > 0 END""",
    ),
    Told(
        "concluded_when_all_is_live",
        "a concluded group buy has no contract that waits, and at least one line in service",
        f"""SELECT g.id, concat(count(*) FILTER (WHERE c.state IN ('drawn', 'in_force')), ' wait')
            FROM group_buys g LEFT JOIN contracts c ON c.group_buy_id = g.id
            WHERE {among("g.id")} AND g.state = 'concluded'
            GROUP BY g.id HAVING count(*) FILTER (WHERE c.state = 'completed') = 0
              OR count(*) FILTER (WHERE c.state IN ('drawn', 'in_force')) > 0""",
    ),
    Told(
        "never_cancelled_when_signed",
        "a cancelled group buy has no contract that anybody signed",
        f"""SELECT c.id, concat(c.state, ' in a cancelled group buy')
            FROM contracts c JOIN group_buys g ON g.id = c.group_buy_id
            WHERE {among("g.id")} AND g.state = 'cancelled'
              AND (c.state IN ('drawn', 'in_force', 'completed')
                   OR c.state = 'cancelled' AND c.member_signed_at IS NOT NULL
                      AND c.carrier_signed_at IS NOT NULL)""",
    ),
    Told(
        "milestones_of_contracts_in_force",
        "only what is contracted in force, or was before it ended, is being installed",
        f"""SELECT m.id, concat(m.kind, ' under a contract ', c.state)
            FROM milestones m JOIN contract_lines k ON k.id = m.contract_line_id
            JOIN contracts c ON c.id = k.contract_id
            WHERE {among("m.group_buy_id")} AND (c.state = 'drawn' OR c.member_signed_at IS NULL
                   OR c.carrier_signed_at IS NULL)""",
    ),
    Told(
        "tests_possible",
        "no measured round trip is below the corridor's floor",
        f"""SELECT t.id, concat(t.rtt_us, ' us, floor ', c.rtt_floor_us)
            FROM line_tests t JOIN contract_lines k ON k.id = t.contract_line_id
            JOIN lines l ON l.id = k.line_id JOIN corridors c ON c.id = l.corridor_id
            WHERE {among("t.group_buy_id")} AND t.rtt_us < c.rtt_floor_us""",
    ),
)
