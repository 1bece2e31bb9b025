"""Words for invoices, remittances and accounts of lines, and for what is next about them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

LINE_PAYMENT_WORDS: dict[str, dict[str, object]] = {
    "line_invoice": {
        "invoiced": _("Invoiced"),
        "paid": _("Paid, to be confirmed"),
        "received": _("Received in full"),
        "disputed": _("Disputed"),
        "void": _("Taken back"),
    },
    "remittance": {
        "recorded": _("To be confirmed"),
        "received": _("Received"),
        "denied": _("Not found by the carrier"),
        "withdrawn": _("Taken back"),
    },
    "payee_account": {
        "standing": _("Standing"),
        "replaced": _("Replaced"),
        "withdrawn": _("Withdrawn"),
    },
    "payment_step": {
        "nobody": _("Nothing more to do"),
        "later": _("Not delivered yet"),
        "carrier_invoices": _("The carrier invoices"),
        "member_pays": _("The company pays"),
        "carrier_confirms": _("The carrier confirms the payment"),
        "carrier_answers": _("The carrier answers the dispute"),
        "member_answers": _("The company answers the dispute"),
        "carrier_settles": _("The carrier ends its dispute, or insists"),
        "member_settles": _("The company ends its dispute, or insists"),
    },
    "payment_rule": {
        "contract": _("by the contract"),
        "public_payer": _("by law: public bodies pay small firms within 30 days"),
        "large_payer": _("by law, if the company is a large one: it pays small firms in 60 days"),
    },
    "payment_move": {
        "line_invoice.issue": _("Invoice recorded"),
        "line_invoice.pay": _("Marked as paid in full"),
        "line_invoice.receive": _("Marked as received in full"),
        "line_invoice.reopen": _("Open again"),
        "line_invoice.dispute": _("Disputed"),
        "line_invoice.answer": _("Dispute answered"),
        "line_invoice.settle": _("Dispute ended"),
        "line_invoice.void": _("Invoice taken back"),
        "line_invoice.overdue": _("Overdue: both were told"),
        "line_invoice.change_account": _("The carrier's account changed"),
        "remittance.record": _("Transfer recorded"),
        "remittance.receive": _("Transfer received"),
        "remittance.deny": _("Transfer not found"),
        "remittance.withdraw": _("Transfer taken back"),
        "remittance.carry": _("Transfer carried over to another invoice"),
    },
}
