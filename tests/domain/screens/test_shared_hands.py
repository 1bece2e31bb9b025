"""One hand behind two quotes: people, accounts and files."""

from __future__ import annotations

import pytest

from marketplace.domain.screens import Preparation, QuoteDocument, Upload
from tests.domain.screens.quotes import NOON, a_quote, about, asked, preparing, with_files


@pytest.mark.parametrize(
    ("screen", "one", "other", "found"),
    [
        ("same_preparer", {"prepared_by": "临港标书社"}, {"prepared_by": " 临港 标书社"}, ["AB"]),
        ("same_preparer", {"prepared_by": "Ｗang Wei"}, {"prepared_by": "WANG, WEI"}, ["AB"]),
        ("same_preparer", {"prepared_by": "王伟"}, {"prepared_by": "王玮"}, []),
        ("same_preparer", {"prepared_by": ""}, {"prepared_by": ""}, []),
        ("same_members", {"team": ("李一", "王二")}, {"team": ("王二",)}, ["AB"]),
        ("same_members", {"team": ("李一",)}, {"team": ("王二",)}, []),
        ("same_contact", {"contact_phone": "+86 138-0000-0001"}, {"contact_phone": "13800000001"},
         ["AB"]),
        ("same_contact", {"contact_phone": "13800000001"}, {"contact_phone": "13800000002"}, []),
        ("same_contact", {"contact_phone": "123456"}, {"contact_phone": "123456"}, []),
        ("same_contact", {"contact_email": "Bid@X.cn"}, {"contact_email": "bid@x.cn"}, ["AB"]),
        ("same_contact", {"contact_name": "王伟"}, {"contact_name": "王伟"}, []),
        ("same_account", {"account": "6222 0001"}, {"account": "62220001"}, ["AB"]),
        ("same_account", {"account": "62220001"}, {"account": "62220002"}, []),
    ],
)  # fmt: skip
def test_what_two_quotes_say_of_their_makers(screen, one, other, found):
    assert about(screen, preparing("A", **one), preparing("B", **other)) == found


def test_who_sealed_one_quote_is_the_contact_of_the_other():
    one = a_quote("A", upload=Upload(NOON, "u1", "wang@a.cn"))
    other = a_quote("B", preparation=Preparation(contact_email="wang@a.cn"))

    (hit,) = asked("same_handler", one, other)

    assert hit.figures["shared"] == [{"what": "email", "text": "wang@a.cn"}]


def test_one_user_who_sealed_two_quotes():
    quotes = [
        a_quote(c, upload=Upload(NOON, user))
        for c, user in zip("ABC", ("u", "v", "u"), strict=True)
    ]

    assert about("same_handler", *quotes) == ["AC"]


A = QuoteDocument("offer.pdf", "a" * 64, "Wang Wei", "WPS 12", "D:20261201")


@pytest.mark.parametrize(
    ("screen", "other", "found"),
    [
        ("same_documents", QuoteDocument("other.pdf", "a" * 64), ["AB"]),
        ("same_documents", QuoteDocument("offer.pdf", "b" * 64), []),
        ("document_traces", QuoteDocument("x", "b" * 64, "wang wei"), ["AB"]),
        ("document_traces", QuoteDocument("x", "b" * 64, "Li Yi"), []),
        ("document_traces", QuoteDocument("x", "b" * 64, "Li", "WPS 12", "D:20261201"), ["AB"]),
        ("document_traces", QuoteDocument("x", "b" * 64, "Li", "WPS 11", "D:20261201"), []),
        ("document_traces", QuoteDocument("x", "a" * 64, "Wang Wei"), []),
    ],
)
def test_files_of_two_quotes(screen, other, found):
    assert about(screen, with_files("A", A), with_files("B", other)) == found


def test_an_author_that_every_installation_writes_is_nobody():
    files = [QuoteDocument("x", letter * 64, "Administrator") for letter in "ab"]

    assert about("document_traces", with_files("A", files[0]), with_files("B", files[1])) == []


def test_a_file_that_names_a_rival_is_mixed_up():
    stray = QuoteDocument("东海电信_报价说明.pdf", "c" * 64)
    one = with_files("A", stray)
    other = a_quote("B", names=("东海电信", "Donghai Telecom"))

    assert about("mixed_documents", one, other) == ["AB"]
    assert about("mixed_documents", one, a_quote("B", names=("南海电信",))) == []


def test_a_quote_that_cannot_be_used_still_shows_its_maker():
    unusable = a_quote("B", usable=False, preparation=Preparation(prepared_by="王伟"))

    assert about("same_preparer", preparing("A", prepared_by="王伟"), unusable) == ["AB"]
