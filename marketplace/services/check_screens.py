"""Invariants of the screens: nothing was awarded past a hit, nothing set aside unheard."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.services.check_rule import Told, among

SCREEN_RULES = (
    Told(
        "award_not_held",
        "no award was made while a hit found before held it",
        f"""SELECT a.id, concat('held by ', h.screen) FROM awards a
            JOIN screen_hits h ON h.rfq_id = a.rfq_id AND h.effect = 'hold'
            WHERE {among("a.group_buy_id")} AND h.found_at <= a.awarded_at AND NOT EXISTS (
                SELECT FROM screen_decisions d WHERE d.hit_id = h.id
                  AND d.outcome IN ('released', 'set_aside') AND d.decided_at <= a.awarded_at)""",
    ),
    Told(
        "set_aside_heard",
        "a quote is set aside for a deemed fact alone, after its bidder was heard or let it pass",
        f"""SELECT d.id, concat(h.kind, ' ', x.carrier) FROM screen_decisions d
            JOIN screen_hits h ON h.id = d.hit_id
            CROSS JOIN LATERAL unnest(d.set_aside) AS x (carrier)
            WHERE {among("h.group_buy_id")} AND (h.kind <> 'deemed' OR NOT EXISTS (
                SELECT FROM screen_hearings s WHERE s.hit_id = h.id AND s.carrier_id = x.carrier
                  AND least(s.stated_at, s.due_at) <= d.decided_at))""",
    ),
    Told(
        "set_aside_unusable",
        "a quote that was set aside is usable in no award",
        f"""SELECT q.id, concat('set aside by ', h.screen) FROM screen_decisions d
            JOIN screen_hits h ON h.id = d.hit_id
            JOIN quotes q ON q.rfq_id = h.rfq_id AND q.carrier_id = ANY(d.set_aside)
            WHERE {among("h.group_buy_id")} AND q.usable""",
    ),
    Told(
        "decision_on_record",
        "every decision on a hit stands in the audit log",
        f"""SELECT d.id, concat(h.screen, ' ', d.outcome) FROM screen_decisions d
            JOIN screen_hits h ON h.id = d.hit_id
            WHERE {among("h.group_buy_id")} AND NOT EXISTS (
                SELECT FROM audit_entries e WHERE e.subject = 'screen_hit'
                  AND e.subject_id = h.id AND e.event = 'decide' AND e.at = d.decided_at
                  AND e.to_state = d.outcome)""",
    ),
)
