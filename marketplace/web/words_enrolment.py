"""Words for the codes of enrolment files: the company register, and how a person was verified."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

ENROLMENT_WORDS: dict[str, dict[str, object]] = {
    "registry_status": {
        "active": _("Active"),
        "abnormal": _("On the list of abnormal operation"),
        "serious_breach": _("On the list of serious breach"),
        "closed": _("Closed, revoked or moved away"),
    },
    "identity_how": {
        "in_person": _("In person, with the document"),
        "video": _("By video, with the document"),
        "identity_service": _("By a service of the authorities or a bank"),
        "other": _("Another way"),
    },
}
