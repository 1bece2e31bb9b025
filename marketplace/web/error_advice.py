"""What a reader can do about an error: a sentence for each status, and for what is better known."""

# ruff: noqa: E501  (a sentence is a line)
from __future__ import annotations

from flask_babel import lazy_gettext as _

OTHER = _("Go back, look at what has changed, and try again.")
BY_STATUS = {
    400: _("The link or the form was not complete. Open the page anew and begin from there."),
    403: _(
        "Your role does not include this. Somebody else in your organisation may be able to do it; the operator gives roles."
    ),
    404: _(
        "The address may be mistyped, or it belongs to an organisation you do not work for. Search for it, or begin at the home page."
    ),
    405: _("This address only takes what a form sends. Open the page that the form is on."),
    409: _("Open the page anew to see what stands now, then decide whether you still want this."),
    413: _(
        "A request may be at most 8 MB. Make the file smaller or cut it in two, and send it again."
    ),
    422: _("Go back, mend what is marked, and send it again; what you typed is still in the form."),
    429: _("Wait a minute, then try again. Nothing is lost."),
}
BY_CODE = {
    "csrf": _(
        "The form stood open for long, or you have signed in or out meanwhile. Go back, reload the page and send it again."
    ),
}
FAILED = {
    "zh": {
        "advice": "请稍等片刻再试。若仍不成功，请将下面的编号告知平台运营，便于查找原因。",
        "again": "重试",
        "home": "返回首页",
        "number": "请求编号",
    },
    "en": {
        "advice": "Wait a moment and try again. If it still fails, tell the operator the number "
        "below: it leads to what went wrong.",
        "again": "Try again",
        "home": "To the home page",
        "number": "Request number",
    },
}
"Both languages at once: which one the reader wants may not be known when something has failed"


def advice(status: int, code: str) -> str:
    """What to do now, in the reader's language."""
    return str(BY_CODE.get(code) or BY_STATUS.get(status, OTHER))
