"""Words for the codes of data-export self-checks: outcomes and marks of evidence."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

DATA_EXPORT_WORDS: dict[str, dict[str, object]] = {
    "export_outcome": {
        "pass": _("Settled"),
        "warn": _("Settled, with a note"),
        "hold": _("Holds the going live"),
        "reject": _("Not allowed"),
    },
    "evidence": {
        "T": _("text read"),
        "S": _("second-hand"),
        "K": _("not verified"),
    },
}
