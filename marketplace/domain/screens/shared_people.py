"""The same hand behind two quotes: preparer, members, handler, contact, account (art. 40)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from marketplace.domain.screens.facts import QuoteFacts, ScreenFacts
from marketplace.domain.screens.folding import email, folded, phone
from marketplace.domain.screens.hits import Hit, hit
from marketplace.domain.screens.settings import ScreenSettings

PREPARER, MEMBERS, HANDLER = "same_preparer", "same_members", "same_handler"
CONTACT, ACCOUNT = "same_contact", "same_account"


@dataclass(frozen=True)
class Detail:
    """One thing that a quote says, as written and as compared."""

    what: str
    text: str
    key: str


Tells = Callable[[QuoteFacts], list[Detail]]


def same_preparer(facts: ScreenFacts, _settings: ScreenSettings) -> Iterator[Hit]:
    """The same unit or person wrote both."""
    return _alike(PREPARER, facts, _preparer, _preparer)


def same_members(facts: ScreenFacts, _settings: ScreenSettings) -> Iterator[Hit]:
    """The same person is a project member of both."""
    return _alike(MEMBERS, facts, _team, _team)


def same_handler(facts: ScreenFacts, _settings: ScreenSettings) -> Iterator[Hit]:
    """The one who sealed a quote is named as the other's contact, or sealed both."""
    for a, b in facts.pairs():
        shared = [
            *_shared(_user(a), _user(b)),
            *_shared(_sealed_by(a), _reached_at(b)),
            *_shared(_sealed_by(b), _reached_at(a)),
        ]
        if shared:
            yield hit(HANDLER, [a.carrier, b.carrier], shared=shared)


def same_contact(facts: ScreenFacts, _settings: ScreenSettings) -> Iterator[Hit]:
    """Both name the same telephone number or e-mail address; a mere name is none."""
    return _alike(CONTACT, facts, _contact, _contact)


def same_account(facts: ScreenFacts, _settings: ScreenSettings) -> Iterator[Hit]:
    """Both name one bank account."""
    return _alike(ACCOUNT, facts, _account, _account)


def _alike(screen: str, facts: ScreenFacts, left: Tells, right: Tells) -> Iterator[Hit]:
    for a, b in facts.pairs():
        if shared := _shared(left(a), right(b)):
            yield hit(screen, [a.carrier, b.carrier], shared=shared)


def _shared(left: list[Detail], right: list[Detail]) -> list[dict[str, Any]]:
    """What both say, as the first one writes it."""
    keys = {said.key for said in right if said.key}
    return [{"what": said.what, "text": said.text} for said in left if said.key in keys]


def _preparer(quote: QuoteFacts) -> list[Detail]:
    text = quote.preparation.prepared_by
    return [Detail("prepared_by", text, folded(text))]


def _team(quote: QuoteFacts) -> list[Detail]:
    return [Detail("member", name, folded(name)) for name in quote.preparation.team]


def _user(quote: QuoteFacts) -> list[Detail]:
    return [Detail("user", quote.upload.email or quote.upload.user_id, quote.upload.user_id)]


def _sealed_by(quote: QuoteFacts) -> list[Detail]:
    return [Detail("email", quote.upload.email, email(quote.upload.email))]


def _reached_at(quote: QuoteFacts) -> list[Detail]:
    text = quote.preparation.contact_email
    return [Detail("email", text, email(text))]


def _contact(quote: QuoteFacts) -> list[Detail]:
    number = quote.preparation.contact_phone
    return [Detail("phone", number, phone(number)), *_reached_at(quote)]


def _account(quote: QuoteFacts) -> list[Detail]:
    text = quote.preparation.account
    return [Detail("account", text, folded(text))]
