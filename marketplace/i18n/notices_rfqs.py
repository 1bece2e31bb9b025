"""Words of the notices about RFQs: invitations, questions, amendments, openings."""

from __future__ import annotations

RFQS: dict[str, dict[str, tuple[str, str]]] = {
    "rfq_issued": {
        "zh": ("邀请报价：{title}", "“{title}”的询比已发出，请在截止前提交密封报价。"),
        "en": (
            "Invitation to quote: {title}",
            "Please seal a quote for “{title}” before the due time.",
        ),
    },
}
