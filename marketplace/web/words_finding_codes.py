"""Words for the codes of findings, decisions and duties."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

FINDING_WORDS: dict[str, dict[str, object]] = {
    "standing": {
        "met": _("Met"),
        "warned": _("Warning"),
        "held": _("Waits for a reviewer"),
        "rejected": _("Rejected"),
        "second": _("Waits for a second reviewer"),
        "allowed": _("Allowed by a reviewer"),
        "refused": _("Refused by a reviewer"),
    },
    "outcome": {
        "pass": _("Met"),
        "warn": _("Warning"),
        "hold": _("Hold"),
        "reject": _("Reject"),
    },
    "verdict": {"allow": _("Allow"), "refuse": _("Refuse")},
    "finding_order": {"age": _("Oldest first"), "risk": _("Rejects first")},
    "finding_subject": {
        "organisation": _("Company"),
        "wish": _("Line that could not join"),
        "participation": _("Company in a group buy"),
        "line": _("Line"),
        "group_buy": _("Group buy"),
        "sealed_quote": _("Quote"),
        "rfq": _("Award"),
        "contract": _("Contract"),
        "contract_line": _("Line of a contract"),
        "line_invoice": _("Invoice of a line"),
        "deposit": _("Deposit"),
        "remittance": _("Payment of a line"),
        "payee_account": _("Account of a carrier"),
        "data_export": _("Data export"),
        "platform": _("The platform itself"),
        "carrier": _("Carrier with lines in service"),
    },
    "edi_basis": {
        "licence": _("Licence (EDI)"),
        "answer": _("Written answer that none is needed"),
    },
    "abuse_word": {
        "known": _("An unlawful use has become known"),
        "stopped": _("Help is suspended"),
        "ended": _("It has ended"),
        "unfounded": _("It was unfounded"),
    },
    "duty": {
        "overdue": _("Overdue"),
        "soon": _("Due within a week"),
        "later": _("Later"),
        "waits": _("When it happens"),
    },
}
