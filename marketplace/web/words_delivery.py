"""Words for the codes of installations and complaints of service."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

DELIVERY_WORDS: dict[str, dict[str, object]] = {
    "milestone": {
        "survey": _("Site survey"),
        "resources": _("Resources confirmed"),
        "loa": _("Letter of authorisation"),
        "test": _("Acceptance test"),
        "ready_for_service": _("Ready for service"),
    },
    "service_complaint": {
        "filed": _("Waiting for an answer"),
        "answered": _("Answered"),
        "closed": _("Closed"),
        "escalated": _("With the authority"),
    },
    "complaint_category": {
        "delivery": _("Installation and delivery"),
        "quality": _("Quality of the line"),
        "billing": _("Billing"),
        "contract": _("Contract"),
        "organiser": _("The organiser"),
        "other": _("Something else"),
    },
}
