"""The question before a grave act, asked by the server wherever no script has asked it.

A form that names a question (`confirm` in `components/forms.html`) sends it along, and `page.js`
empties it once the reader has said yes. One that arrives is put to the reader on a page of its own,
which sends the same form again; nothing is done before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template

from marketplace.web.row_changes import as_typed
from marketplace.web.typed import ASK, TYPED, show_again

BACK = "_back"
"Button of the page with the question, for a form with something typed in it: it is shown again"


def asked_first(form: Any, again: Callable[[], Any]) -> Any:
    """The page with the question, or after a no `again`; None: the act may go on."""
    if question := form.get(ASK):
        sent = [one for one in form.items(multi=True) if one[0] != ASK]
        back = BACK if TYPED in form else None
        return render_template("grave_act.html", question=question, sent=sent, back=back)
    if BACK in form:
        show_again(as_typed(form), [])
        return again()
    return None
