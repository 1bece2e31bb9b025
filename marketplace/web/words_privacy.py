"""Words for the codes of privacy: what was read, and what one's own data hold."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

PRIVACY_WORDS: dict[str, dict[str, object]] = {
    "reading": {
        "data_export": _("Data export with its standing"),
        "data_export_check": _("Recorded data-export check"),
        "enrolment": _("Enrolment file"),
        "finding_evidence": _("Evidence beside a finding"),
        "stamped_scan": _("Stamped scan of a contract"),
        "user": _("Account of a user"),
        "users": _("Users of the organisation"),
        "user_archive": _("User archive"),
    },
    "own_data": {
        "tokens": _("API tokens"),
        "notifications": _("Notifications"),
        "mails": _("Mail"),
        "failed_log_ins": _("Failed log-ins"),
        "acts": _("Acts in the audit log"),
        "readings": _("What you looked at"),
        "signed_contracts": _("Contracts you signed"),
        "stated_exports": _("Data exports you stated"),
        "enrolment_files": _("Enrolment file of your organisation"),
        "enrolment_checks": _("Enrolments you checked"),
    },
}
