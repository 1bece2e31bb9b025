"""The documents of a contract: what they say, alike at any time, harmless whatever names hold."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from marketplace.adapters.typst_documents import TypstDocuments
from marketplace.domain.contract_document import (
    LANGUAGES,
    ContractFacts,
    DocumentLine,
    Party,
    document_sha256,
    printed,
)
from marketplace.i18n.contract_texts import COMMITMENT_LETTERS, COMMITMENT_VERSION, TERMS_VERSION

LINE = DocumentLine(
    reference="L0001",
    product="IPLC",
    mbps=1000,
    interface="1000BASE-LX",
    protection="none",
    months=24,
    a_address="环湖西二路 888 号",
    z_city="Hong Kong",
    z_address="1 Harbour Road",
    z_occupant="Occupant Ltd",
    z_relation="subsidiary",
    rtt_us=30_500,
    availability_bps=9990,
    mttr_hours=4,
    delivery_days=30,
    one_off_minor=100_000,
    first_month_minor=2_000_012,
    monthly_minor=2_000_000,
    price_minor=48_100_012,
    vat_minor=4_329_001,
)
FACTS = ContractFacts(
    number="XB-2026-1A2B3C4D-001",
    drawn_on=date(2026, 11, 22),
    group_buy_zh="临港团购",
    group_buy_en="Lingang group buy",
    member=Party("甲公司", "Alpha Ltd", "91310115MA1H7AB23X", "临港"),
    carrier=Party("乙电信", "Beta Telecom", "91310000607212345K", ""),
    vat_bps=900,
    lines=(LINE, replace(LINE, reference="L0002", product="IEPL", mttr_hours=None)),
    terms_version=TERMS_VERSION,
    commitment_version=COMMITMENT_VERSION,
)


@pytest.fixture(scope="module")
def documents():
    return TypstDocuments()


def pages(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [page.extract_text() for page in reader.pages]


def text(pdf):
    """Without blanks: where a line breaks is not what is said."""
    return "".join("".join(pages(pdf)).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_names_parties_lines_levels_and_prices(documents, language):
    said = text(documents.contract(printed(FACTS, language)))

    told = [FACTS.number, FACTS.member.uscc, FACTS.carrier.uscc, "L0001", "L0002", "OccupantLtd"]
    told += ["30.5ms", "99.90%", "1,000.00", "20,000.12", "20,000.00", "481,000.12", "43,290.01"]
    told += ["962,000.24", "86,580.02", "1,048,580.26", "人民币壹佰零肆万捌仟伍佰捌拾元贰角陆分"]
    assert [one for one in told if one not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_holds_the_whole_commitment_letter(documents, language):
    said = text(documents.contract(printed(FACTS, language)))

    letter = COMMITMENT_LETTERS[COMMITMENT_VERSION][language]
    sentences = (letter.opening, *letter.points, letter.closing)
    assert [one for one in sentences if "".join(one.split()) not in said] == []
    assert COMMITMENT_VERSION in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_number_and_the_checksum_of_the_content(documents, language):
    found = pages(documents.contract(printed(FACTS, language)))

    for number, page in enumerate(found, start=1):
        assert FACTS.fingerprint in page
        assert str(number) in page.split(FACTS.fingerprint)[1]


def test_the_same_contract_gives_the_same_bytes_by_another_printer_too(documents):
    one = [documents.contract(printed(FACTS, language)) for language in LANGUAGES]
    other = [TypstDocuments().contract(printed(FACTS, language)) for language in LANGUAGES]

    assert document_sha256(one) == document_sha256(other)


def test_another_price_gives_another_checksum(documents):
    other = replace(FACTS, lines=(replace(LINE, first_month_minor=2_000_013),))

    assert other.fingerprint != FACTS.fingerprint


@pytest.mark.parametrize(
    "name",
    [
        '#import "@preview/x:1.0.0": y',
        "*bold* _it_ $x^2$ `raw`",
        '#eval("1+1") #read("/etc/passwd")',
        "</script> \\ ] } ) [[ {{ ((",
        "= Heading @ref <label> // comment /* open",
        "生僻字 𠮷 🙂 \u202eRTL",
    ],
)
def test_a_hostile_name_is_printed_and_does_nothing(documents, name):
    hostile = replace(FACTS, member=replace(FACTS.member, name_zh=name), group_buy_zh=name)

    said = text(documents.contract(printed(hostile, "zh")))

    printable = "".join(c for c in name if c.isascii() and not c.isspace())
    assert printable in said


def test_only_the_packaged_font_is_used(documents):
    reader = pypdf.PdfReader(io.BytesIO(documents.contract(printed(FACTS, "zh"))))

    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all("NotoSans" in font for font in fonts)


def test_no_document_speaks_of_tendering():
    said = str([printed(FACTS, language) for language in LANGUAGES])

    assert not {word for word in ("招标", "投标", "中标", "tender") if word in said}
