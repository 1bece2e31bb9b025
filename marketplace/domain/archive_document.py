"""What the PDF of a user archive prints: the package's document in the words of a language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.domain.compliance.facts import ArchiveFacts, FarEndFacts, LineFacts, UseFacts
from marketplace.domain.compliance.facts.fact import label_of
from marketplace.domain.contract_document import visible
from marketplace.domain.decimal_text import to_text
from marketplace.domain.line_use import DECLARATIONS
from marketplace.domain.products import PRODUCTS, Product
from marketplace.i18n.archive_words import code_word, label
from marketplace.i18n.commitment_texts import LETTERS
from marketplace.i18n.contract_words import RELATIONS

Row = tuple[str, str]
Said = Mapping[str, Any]
COMPANY = (
    "customer_name",
    "country",
    "uscc",
    "organisation_code",
    "legal_representative",
    "legal_number",
    "contact_name",
    "contact_number",
    "contact_phone",
    "contact_email",
    "contact_address",
    "business_scope",
    "issuing_authority",
    "business_address",
    "post_code",
    "staff",
)
AS_FACTS = {"contact_name": "contact", "contact_email": "email"}
"Names of facts that differ from those of the document"


def printed_archive(document: Said, language: str) -> dict[str, Any]:
    """The archive as text only. `document` is that of `find_archive_package`."""
    sections = {
        "company": _company(document["company"], language),
        "line": _line(document, language),
        "ends": _ends(document["ends"], language),
        "use": _use(document["use"], language),
    }
    shown: dict[str, Any] = visible(
        {
            "language": language,
            "title": label("title", language),
            "exported": f"{label('exported_at', language)} {document['exported_at']}",
            "page": label("page", language),
            "number": document["line"]["id"],
            "customer": document["company"].get("customer_name") or "–",
            "sections": [
                {"title": label(name, language), "rows": rows} for name, rows in sections.items()
            ],
            "papers_title": label("papers", language),
            "papers": [_paper(one, language) for one in document["papers"]],
            "letter": _letter(document["commitment"], language),
        }
    )
    return shown


def _company(company: Said, language: str) -> list[Row]:
    return [(_name(name, language), _company_value(company, name, language)) for name in COMPANY]


def _name(name: str, language: str) -> str:
    fact = AS_FACTS.get(name, name)
    if fact in ArchiveFacts.__dataclass_fields__:
        return label_of(ArchiveFacts, fact).in_language(language)
    return label(name, language)


def _company_value(company: Said, name: str, language: str) -> str:
    value = company.get(name)
    if name.endswith("_number") and value:
        kind = company.get(name.replace("_number", "_document_kind"))
        return f"{code_word('document_kind', kind, language)} {value}"
    return _shown(value)


def _line(document: Said, language: str) -> list[Row]:
    line, users = document["line"], document["use"]["users"]
    product = PRODUCTS[Product(line["product"])]
    return [
        (label("label", language), _shown(line["label"])),
        (label("corridor", language), line["corridor"]),
        (label("product", language), product.name_zh if language == "zh" else product.name_en),
        (_name("mbps", language), f"{line['mbps']:,}"),
        (label("mbps_per_user", language), _share(line["mbps"], users)),
        (label("term_months", language), str(line["term_months"])),
        (_name("service_starts_on", language), line["service_starts_on"]),
        (_name("service_ends_on", language), line["service_ends_on"]),
    ]


def _ends(ends: Said, language: str) -> list[Row]:
    a, z = ends["a"], ends["z"]
    far = {
        name: label_of(FarEndFacts, name).in_language(language)
        for name in FarEndFacts.__dataclass_fields__
        if name != "ref"
    }
    share = z["share_bps"]
    return [
        (label("a_building", language), a["building"]),
        (label("a_room", language), _shown(a["room"])),
        (_line_fact("a_end", language), code_word("end_type", a["kind"], language)),
        (label("park_confirmed", language), code_word("yes_no", a["park_confirmed"], language)),
        (far["region"], f"{z['region']} {z['city']}"),
        (far["address"], z["address"]),
        (_line_fact("z_end", language), code_word("end_type", z["kind"], language)),
        (far["occupant"], z["occupant"]),
        (far["registration_number"], _shown(z["registration_number"])),
        (far["affiliation"], RELATIONS[language][z["relation"]]),
        (far["share_bps"], "–" if share is None else f"{to_text(share, 2)} %"),
    ]


def _line_fact(name: str, language: str) -> str:
    return label_of(LineFacts, name).in_language(language)


def _use(use: Said, language: str) -> list[Row]:
    def named(name: str) -> str:
        return label_of(UseFacts, name).in_language(language)

    return [
        (named("purpose"), code_word("purpose", use["purpose"], language)),
        (named("purpose_text"), _shown(use["purpose_text"])),
        (named("users"), _shown(use["users"])),
        *((named(name), code_word("yes_no", use[name], language)) for name in DECLARATIONS),
        (named("internet_breakout"), code_word("yes_no", use["internet_breakout"], language)),
        (named("voice"), code_word("voice", use["voice"], language)),
    ]


def _paper(paper: Said, language: str) -> dict[str, str]:
    return {
        "kind": code_word("paper", paper["kind"], language),
        "path": paper["path"],
        "sha256": paper["sha256"],
    }


def _letter(signed: Said | None, language: str) -> dict[str, Any]:
    title = label("letter", language)
    if signed is None or signed["version"] not in LETTERS:
        return {"title": title, "opening": label("unsigned", language), "points": [], "facts": []}
    text = LETTERS[signed["version"]][language]
    capacity = code_word("capacity", signed["capacity"], language)
    signer = f"{signed['customer_name']} · {signed['signer_name']} ({capacity})"
    return {
        "title": title,
        "opening": text.opening,
        "points": [*text.points, text.closing],
        "facts": [
            (label("signed", language), f"{signer}, {signed['signed_at']}"),
            (label("version", language), signed["version"]),
            (label("text_sha256", language), signed["text_sha256"]),
        ],
    }


def _share(mbps: int, users: int | None) -> str:
    return "–" if not users else to_text(mbps * 100 // users, 2)


def _shown(value: object) -> str:
    return "–" if value is None or value == "" else str(value)
