"""Words and choices for the codes that pages show, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import force_locale, ngettext

from marketplace.domain.products import PRODUCTS, Interface, Product
from marketplace.i18n.archive_words import CODES, code_word
from marketplace.web.figures import number, yuan
from marketplace.web.language import LOCALES, in_language, spoken
from marketplace.web.vocabulary import TONES, WORDS
from marketplace.web.words_trail import STATE_KINDS


def word(kind: str, code: object) -> str:
    """The word for a code of this kind; a code without one stays as it is."""
    if kind in CODES:
        return code_word(kind, code, spoken())
    found = WORDS.get(kind, {}).get(str(code))
    return str(code) if found is None else str(found)


def choices(kind: str) -> list[tuple[str, str]]:
    """Code and word of everything of this kind, for a select."""
    if kind in CODES:
        return [(code, code_word(kind, code, spoken())) for code in CODES[kind]]
    return [(code, str(text)) for code, text in WORDS[kind].items()]


def words_of(kind: str, language: str) -> dict[str, str]:
    """By code, the words of this kind in a language, whatever the reader of the moment speaks."""
    with force_locale(LOCALES[language]):
        return dict(choices(kind))


def act_word(event: str, subject: str = "") -> str:
    """What was done; a code may end in whom or what it is about, which then is left out."""
    known = WORDS["act"]
    own = known.get(f"{subject}.{event}")
    return str(
        own or known.get(event) or known.get(event.partition("_")[0]) or event.replace("_", " ")
    )


def trail_state(subject: str, state: str) -> str:
    """The word for a state that the audit log names."""
    return word(STATE_KINDS.get(subject, subject), state)


def tone(code: object, kind: str = "") -> str:
    """The colour of a state; one word may be good news of one kind of thing and not of another."""
    return TONES.get(f"{kind}.{code}", TONES.get(str(code), "plain"))


def product_name(code: object) -> str:
    return in_language(PRODUCTS[Product(str(code))], "name")


def product_choices() -> list[tuple[str, str]]:
    return [(str(code), product_name(code)) for code in PRODUCTS]


def interface_choices() -> list[tuple[str, str]]:
    return [(str(code), str(code)) for code in Interface]


def corridor_choices(corridors: Iterable[Any]) -> list[tuple[str, str]]:
    return [(c.code, f"{c.code} {in_language(c, 'z_city')}") for c in corridors]


def corridor_codes(corridors: Iterable[Any]) -> list[tuple[str, str]]:
    """For a table that has room for the code only."""
    return [(corridor.code, corridor.code) for corridor in corridors]


def product_codes() -> list[tuple[str, str]]:
    return [(str(code), str(code)) for code in PRODUCTS]


def account_choices(accounts: Iterable[Any]) -> list[tuple[str, str]]:
    """Accounts of a carrier, each by its bank and the end of its number."""
    return [(str(one.id), f"{one.bank} {one.masked_number}") for one in accounts]


def ladder_choices(ladders: Iterable[Any]) -> list[tuple[str, str]]:
    """Ladders of price books, each with where it comes from."""
    return [
        (str(one.id), f"{in_language(one.book.carrier, 'name')} · {one.book.name} · {one.code}")
        for one in ladders
    ]


def volume(measure: str, amount: int) -> str:
    """An amount in a ladder's measure with its unit: 40 lines, 2,000 Mbps, ¥3,000."""
    if measure == "spend":
        return yuan(amount)
    if measure == "members":
        return ngettext("%(number)s company", "%(number)s companies", amount, number=number(amount))
    if measure == "lines":
        return ngettext("%(number)s line", "%(number)s lines", amount, number=number(amount))
    return f"{number(amount)} Mbps"
