"""Invariants of what lines cost: the schedule is whole, nothing is invoiced or paid twice."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.services.check_rule import Told, among

LINE_PAYMENT_RULES = (
    Told(
        "due_items_are_the_schedule",
        "the due items of a line in service add up to its price, one for each payment",
        f"""SELECT k.id, concat('price ', k.price_minor, ' items ', sum(d.net_minor))
            FROM contract_lines k JOIN due_items d ON d.contract_line_id = k.id
            WHERE {among("k.group_buy_id")}
            GROUP BY k.id HAVING sum(d.net_minor) <> k.price_minor OR k.live_on IS NULL
              OR max(d.to_on) > greatest(k.ends_on, k.live_on) OR min(d.from_on) < k.live_on
              OR max(d.number) > k.months""",
    ),
    Told(
        "due_items_touch",
        "the months of a line follow each other without a gap",
        f"""SELECT d.id, concat('month ', d.number, ' from ', d.from_on)
            FROM due_items d JOIN due_items e ON e.contract_line_id = d.contract_line_id
                 AND e.number = d.number - 1
            WHERE {among("d.group_buy_id")} AND d.number > 1 AND d.from_on <> e.to_on + 1""",
    ),
    Told(
        "invoiced_once",
        "an item is under one invoice that stands, of its own contract; a void one holds none",
        f"""SELECT i.due_item_id, concat(count(*), ' invoices')
            FROM invoice_items i JOIN line_invoices n ON n.id = i.invoice_id
            JOIN due_items d ON d.id = i.due_item_id
            WHERE {among("i.group_buy_id")} AND i.ended_at IS NULL
            GROUP BY i.due_item_id
            HAVING count(*) > 1 OR bool_or(n.state = 'void' OR n.contract_id <> d.contract_id)""",
    ),
    Told(
        "invoice_within_schedule",
        "an invoice is over items, and over no more than they come to",
        f"""SELECT n.id, concat('net ', n.net_minor, ' items ', coalesce(sum(d.net_minor), 0))
            FROM line_invoices n LEFT JOIN invoice_items i ON i.invoice_id = n.id
            LEFT JOIN due_items d ON d.id = i.due_item_id
            WHERE {among("n.group_buy_id")}
            GROUP BY n.id HAVING n.net_minor > coalesce(sum(d.net_minor), 0)
              OR (n.state = 'void') <> coalesce(bool_and(i.ended_at IS NOT NULL), true)""",
    ),
    Told(
        "paid_as_remitted",
        "what an invoice has as paid and received is what its remittances come to",
        f"""SELECT n.id, concat('paid ', n.remitted_minor, ' received ', n.received_minor)
            FROM line_invoices n LEFT JOIN remittances r ON r.invoice_id = n.id
            WHERE {among("n.group_buy_id")}
            GROUP BY n.id HAVING
              n.remitted_minor <> coalesce(sum(r.amount_minor)
                FILTER (WHERE r.state IN ('recorded', 'received')), 0)
              OR n.received_minor <> coalesce(sum(r.amount_minor)
                FILTER (WHERE r.state = 'received'), 0)
              OR n.remitted_minor > n.gross_minor""",
    ),
    Told(
        "invoice_of_the_parties",
        "an invoice is its carrier's to its company, and names an account of that carrier",
        f"""SELECT n.id, concat('of ', n.carrier_id, ' to ', n.member_id)
            FROM line_invoices n JOIN contracts c ON c.id = n.contract_id
            JOIN payee_accounts a ON a.id = n.payee_account_id
            WHERE {among("n.group_buy_id")}
              AND ((n.member_id, n.carrier_id) <> (c.member_id, c.carrier_id)
                   OR a.carrier_id <> c.carrier_id)""",
    ),
)
