"""What a contract document prints: the facts of a contract, put into the words of a language."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from marketplace.domain.amount_in_words import amount_in_words
from marketplace.domain.decimal_text import to_text
from marketplace.domain.products import PRODUCTS, PROTECTIONS, Product
from marketplace.i18n.contract_texts import COMMITMENT_LETTERS, TERMS
from marketplace.i18n.contract_words import LABELS, RELATIONS

LANGUAGES = ("zh", "en")
"Every contract has a document in each; both together are what is signed"


@dataclass(frozen=True)
class Party:
    """A company or carrier as the contract names it."""

    name_zh: str
    name_en: str
    uscc: str
    address: str


@dataclass(frozen=True)
class DocumentLine:
    """A contracted line: its ends, its promises, its schedule of payments in fen."""

    reference: str
    product: str
    mbps: int
    interface: str
    protection: str
    months: int
    a_address: str
    z_city: str
    z_address: str
    z_occupant: str
    z_relation: str
    rtt_us: int | None
    availability_bps: int | None
    mttr_hours: int | None
    delivery_days: int | None
    one_off_minor: int
    first_month_minor: int
    monthly_minor: int
    price_minor: int
    vat_minor: int


@dataclass(frozen=True)
class ContractFacts:
    """Everything that the documents of one contract say."""

    number: str
    drawn_on: date
    group_buy_zh: str
    group_buy_en: str
    member: Party
    carrier: Party
    vat_bps: int
    lines: tuple[DocumentLine, ...]
    terms_version: str
    commitment_version: str

    @property
    def net_minor(self) -> int:
        return sum(line.price_minor for line in self.lines)

    @property
    def vat_minor(self) -> int:
        return sum(line.vat_minor for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the facts, printed at the foot of every page of both documents."""
        told = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(told.encode()).hexdigest()


def document_sha256(documents: list[bytes]) -> str:
    """Over the documents one after the other, Chinese first: what the parties sign."""
    return hashlib.sha256(b"".join(documents)).hexdigest()


def printed(facts: ContractFacts, language: str) -> dict[str, Any]:
    """The document in one language: text only, nothing left to compute but pages."""
    shown: dict[str, Any] = visible(_composed(facts, language))
    return shown


def visible(told: Any) -> Any:
    """Without format characters: one that turns the direction of text would turn what follows."""
    if isinstance(told, str):
        return "".join(c for c in told if unicodedata.category(c) != "Cf")
    if isinstance(told, dict):
        return {key: visible(value) for key, value in told.items()}
    return [visible(value) for value in told] if isinstance(told, list | tuple) else told


def _composed(facts: ContractFacts, language: str) -> dict[str, Any]:
    words = LABELS[language]
    letter = COMMITMENT_LETTERS[facts.commitment_version][language]
    return {
        "language": language,
        "words": words,
        "number": facts.number,
        "drawn_on": _day(facts.drawn_on, language),
        "date": [facts.drawn_on.year, facts.drawn_on.month, facts.drawn_on.day],
        "group_buy": facts.group_buy_zh if language == "zh" else facts.group_buy_en,
        "terms_version": facts.terms_version,
        "member": _party(facts.member, language),
        "carrier": _party(facts.carrier, language),
        "clauses": [
            {"title": clause.title, "paragraphs": clause.paragraphs}
            for clause in TERMS[facts.terms_version][language]
        ],
        "lines": [_line(line, language) for line in facts.lines],
        "levels": [_level(line, words) for line in facts.lines],
        "prices": [_price(line, words) for line in facts.lines],
        "totals": _totals(facts, words),
        "letter": {
            "version": words["version"].format(version=facts.commitment_version),
            "to": words["commitment_to"].format(carrier=_party(facts.carrier, language)["name"]),
            "opening": letter.opening,
            "points": letter.points,
            "closing": letter.closing,
        },
        "fingerprint": facts.fingerprint,
    }


def yuan(minor: int) -> str:
    """With thousands separators and both decimals, as contracts write amounts."""
    whole, fen = divmod(minor, 100)
    return f"{whole:,}.{fen:02d}"


def _day(day: date, language: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()


def _party(party: Party, language: str) -> dict[str, str]:
    names = (party.name_zh, party.name_en)
    name, other = names if language == "zh" else names[::-1]
    return {"name": name, "other": other, "uscc": party.uscc, "address": party.address}


def _line(line: DocumentLine, language: str) -> dict[str, str]:
    product = PRODUCTS[Product(line.product)]
    protections = {str(p.code): (p.name_zh, p.name_en) for p in PROTECTIONS}
    names = protections.get(line.protection, (line.protection, line.protection))
    return {
        "reference": line.reference,
        "product": product.name_zh if language == "zh" else product.name_en,
        "a_end": line.a_address,
        "z_end": f"{line.z_city}, {line.z_address}",
        "occupant": f"{line.z_occupant} ({RELATIONS[language][line.z_relation]})",
        "mbps": f"{line.mbps:,}",
        "interface": line.interface,
        "protection": names[0] if language == "zh" else names[1],
        "term": str(line.months),
    }


def _level(line: DocumentLine, words: dict[str, str]) -> dict[str, str]:
    return {
        "reference": line.reference,
        "rtt": "–" if line.rtt_us is None else f"{_trimmed(to_text(line.rtt_us, 3))} ms",
        "availability": "–"
        if line.availability_bps is None
        else f"{to_text(line.availability_bps, 2)} %",
        "mttr": words["hours"].format(n=line.mttr_hours)
        if line.mttr_hours
        else words["by_regulation"],
        "delivery": "–"
        if line.delivery_days is None
        else words["days"].format(n=line.delivery_days),
    }


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _price(line: DocumentLine, words: dict[str, str]) -> dict[str, str]:
    return {
        "reference": line.reference,
        "one_off": yuan(line.one_off_minor),
        "first_month": yuan(line.first_month_minor),
        "monthly": yuan(line.monthly_minor),
        "months": words["months"].format(n=line.months - 1),
        "total": yuan(line.price_minor),
        "vat": yuan(line.vat_minor),
    }


def _totals(facts: ContractFacts, words: dict[str, str]) -> dict[str, str]:
    gross = facts.net_minor + facts.vat_minor
    rate = f"{to_text(facts.vat_bps, 2)} %"
    return {
        "net": yuan(facts.net_minor),
        "net_words": amount_in_words(facts.net_minor),
        "vat_label": words["vat_total"].format(rate=rate),
        "vat": yuan(facts.vat_minor),
        "gross": yuan(gross),
        "gross_words": amount_in_words(gross),
    }
