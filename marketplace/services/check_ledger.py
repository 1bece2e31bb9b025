"""Invariants of the ledger: it balances, is whole, gives back no more than it holds."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.domain.ledger import WITH_FLOOR
from marketplace.services.check_rule import Told

EVERYTHING = "CAST(:only AS uuid[]) IS NULL"
FLOORS = ", ".join(f"'{purpose}'" for purpose in WITH_FLOOR)

LEDGER_RULES = (
    Told(
        "ledger_balances",
        "the postings of every entry come to zero in each currency",
        f"""SELECT NULL::uuid, concat('entry ', p.entry_number, ' ', a.currency)
            FROM ledger_postings p JOIN ledger_accounts a ON a.id = p.account_id
            WHERE {EVERYTHING}
            GROUP BY p.entry_number, a.currency HAVING sum(p.amount_minor) <> 0""",
    ),
    Told(
        "ledger_whole",
        "entries are numbered without gaps, in order of time, with the postings they say",
        f"""SELECT NULL::uuid, concat('entry ', e.number)
            FROM (SELECT number, at, legs, row_number() OVER by_number AS nth,
                         lag(at) OVER by_number AS before FROM ledger_entries
                  WINDOW by_number AS (ORDER BY number)) e
            WHERE {EVERYTHING} AND (e.number <> e.nth OR e.at < e.before OR e.legs <>
                (SELECT count(*) FROM ledger_postings p WHERE p.entry_number = e.number))
            UNION ALL
            SELECT NULL::uuid, 'head' FROM ledger_head h
            WHERE {EVERYTHING} AND h.number <> (SELECT count(*) FROM ledger_entries)""",
    ),
    Told(
        "ledger_floor",
        "no organisation was given back more than was held for it",
        f"""SELECT a.id, a.purpose FROM ledger_accounts a
            JOIN ledger_postings p ON p.account_id = a.id
            WHERE {EVERYTHING} AND a.purpose IN ({FLOORS})
            GROUP BY a.id HAVING sum(p.amount_minor) > 0""",
    ),
    Told(
        "ledger_snapshots",
        "every snapshot is the one before it and the postings between",
        f"""WITH s AS (SELECT as_of, lag(as_of, 1, 0::bigint) OVER (ORDER BY as_of) AS before
                       FROM ledger_snapshots),
            summed AS (
              SELECT s.as_of, p.account_id, greatest(p.amount_minor, 0) AS debit,
                     greatest(-p.amount_minor, 0) AS credit
              FROM s JOIN ledger_postings p ON p.entry_number > s.before
                                           AND p.entry_number <= s.as_of
              UNION ALL
              SELECT s.as_of, b.account_id, b.debit_minor, b.credit_minor
              FROM s JOIN ledger_balances b ON b.as_of = s.before
              UNION ALL
              SELECT b.as_of, b.account_id, -b.debit_minor, -b.credit_minor
              FROM ledger_balances b)
            SELECT account_id, concat('as of ', as_of) FROM summed
            WHERE {EVERYTHING}
            GROUP BY as_of, account_id HAVING sum(debit) <> 0 OR sum(credit) <> 0""",
    ),
)
