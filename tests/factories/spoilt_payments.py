"""What breaks each invariant of lines' payments, where invoices stand in several states."""

from __future__ import annotations

UNLOCKED = "ALTER TABLE {0} DISABLE TRIGGER USER"
SPOILT: dict[str, list[str]] = {
    "due_items_are_the_schedule": [
        UNLOCKED.format("due_items"),
        "DELETE FROM due_items d WHERE NOT EXISTS "
        "(SELECT FROM invoice_items i WHERE i.due_item_id = d.id)",
    ],
    "due_items_touch": [
        UNLOCKED.format("due_items"),
        "UPDATE due_items SET from_on = from_on + 1 WHERE number = 2",
    ],
    "invoiced_once": [
        "UPDATE invoice_items SET ended_at = NULL WHERE invoice_id IN "
        "(SELECT id FROM line_invoices WHERE state = 'void')",
    ],
    "invoice_within_schedule": [
        "UPDATE line_invoices SET net_minor = net_minor + 1, gross_minor = gross_minor + 1 "
        "WHERE state = 'invoiced'",
    ],
    "paid_as_remitted": ["UPDATE remittances SET amount_minor = amount_minor + 1"],
    "invoice_of_the_parties": [
        "UPDATE line_invoices SET member_id = carrier_id WHERE state = 'invoiced'"
    ],
}
