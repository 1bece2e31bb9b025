"""People at a browser: signed in, forms of a page filled in and sent as the page has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from flask import session
from flask.testing import FlaskClient
from flask_security import login_user
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from marketplace.web.login import users
from marketplace.web.typed import ASK
from tests.factories.people import Actor

Fields = MultiDict[str, Any]
INSIDE = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
OF_FORMS = re.compile(
    rf"<textarea\b{INSIDE}>.*?</textarea>"
    rf"|</?(?:form|input|select|option|button|label|template)\b{INSIDE}>",
    re.DOTALL,
)
"what forms are made of: all else of a page is most of it"


@dataclass
class Form:
    """One form of a page: where it goes and what it would send untouched."""

    action: str
    values: Fields = field(default_factory=MultiDict)
    targets: list[str] = field(default_factory=list)
    "where its buttons send it instead"


class _Forms(HTMLParser):
    """Collects the forms of a page, as a browser would send them; templates stay out."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.unnamed: list[str] = []
        self.labels: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.inert = self.in_label = 0
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag == "template":
            self.inert += 1
        if tag == "label":
            self.labels.add(had.get("for", ""))
            self.in_label += 1
        if tag in ("input", "select", "textarea") and had.get("type") != "hidden":
            self.controls.append(had | ({"aria-label": "in a label"} if self.in_label else {}))
        if self.inert:
            return
        if tag == "form":
            self.open = Form(had.get("action", ""))
            self.forms.append(self.open)
        elif self.open is not None:
            self._control(self.open, tag, had)

    def _control(self, form: Form, tag: str, had: dict[str, str]) -> None:
        name = had.get("name", "")
        if tag == "button" and "formaction" in had:
            form.targets.append(had["formaction"])
        elif tag == "input" and had.get("type") in ("checkbox", "radio"):
            if "checked" in had:
                form.values.add(name, had.get("value", "on"))
        elif tag == "input" and had.get("type") != "file":
            form.values.add(name, had.get("value", ""))
        elif tag == "textarea":
            self.area = name
            form.values.add(name, "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in had or self.select not in form.values):
            form.values[self.select] = had.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area and self.open is not None:
            self.open.values[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.inert -= 1
        elif tag == "label":
            self.in_label -= 1
        elif tag == "form":
            self.open = None
        elif tag == "textarea":
            self.area = ""

    def unlabelled(self) -> list[str]:
        """Names of controls that no label speaks for."""
        return [
            had.get("name", "?")
            for had in self.controls
            if "aria-label" not in had and had.get("id", "") not in self.labels
        ]


@dataclass
class Page:
    """What came back: status, address, text, forms."""

    answer: TestResponse

    def __post_init__(self) -> None:
        self.status = self.answer.status_code
        self.path = self.answer.request.path
        self.text = self.answer.get_data(as_text=True)

    @cached_property
    def parsed(self) -> _Forms:
        """Read when somebody asks for a form or a control: most pages are looked at only."""
        forms = _Forms()
        forms.feed("".join(OF_FORMS.findall(self.text)))
        return forms

    def form(self, ending: str) -> Form:
        """The form that goes, or has a button that goes, to an address that ends so."""
        for form in self.parsed.forms:
            if any(target.endswith(ending) for target in (form.action, *form.targets)):
                return form
        raise LookupError(f"{self.path} has no form to {ending}: {self.text[:2000]}")

    def unlabelled(self) -> list[str]:
        return self.parsed.unlabelled()


def sign_in(client: FlaskClient, actor: Actor) -> None:
    """Begin the session that a log-in begins; the log-in by form is tested with the accounts."""
    with actor.app.test_request_context(environ_base=client.environ_base):
        login_user(users().find_user(email=actor.email))
        begun = dict(session)
    with client.session_transaction() as kept:
        kept.update(begun)


class Visitor:
    """A signed-in user at a browser."""

    def __init__(self, actor: Actor, language: str = "zh") -> None:
        self.client = actor.app.test_client()
        self.client.set_cookie("lang", language)
        sign_in(self.client, actor)

    @cached_property
    def page(self) -> Page:
        """What is seen: at first the page that a log-in leads to."""
        return Page(self.client.get("/home"))

    def get(self, path: str) -> Page:
        self.page = Page(self.client.get(path, follow_redirects=True))
        return self.page

    def send(self, ending: str, **changes: Any) -> Page:
        """Fill these fields of the form on the present page and send it."""
        return self.send_fields(ending, changes)

    def send_fields(self, ending: str, changes: dict[str, Any], to: str = "") -> Page:
        """The same for fields whose names are no Python names; by the button that sends it `to`."""
        form = self.page.form(ending)
        wanted = to or ending
        target = next((t for t in form.targets if t.endswith(wanted)), form.action)
        values = form.values.copy()
        if ASK in values:
            values[ASK] = ""  # as the script that asks: this visitor has said yes
        for name, value in changes.items():
            if isinstance(value, bytes):
                values[name] = (BytesIO(value), "sheet.csv")
            elif value is None:
                values.pop(name, None)
            else:
                values.setlist(name, value if isinstance(value, list) else [value])
        path = target or self.page.path
        self.page = Page(self.client.post(path, data=values, follow_redirects=True))
        return self.page
