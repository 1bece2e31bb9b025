"""What is marked K is never printed, and every message speaks plainly in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from marketplace.domain.compliance.data_export.sources import sources_of
from marketplace.domain.compliance.data_export.table import CODES
from marketplace.domain.compliance.duties import DUTIES
from marketplace.domain.compliance.finding import Finding
from marketplace.domain.compliance.gates import GATE_NAMES, Gate
from marketplace.domain.compliance.instruments import commerce, data, purchase, telecom
from marketplace.domain.compliance.rule import Asking
from marketplace.domain.compliance.rule_tables import rule_tables
from marketplace.domain.compliance.rules import RULES
from marketplace.domain.compliance.source import Evidence, Instrument, Marked, Source
from marketplace.domain.compliance.words import Text
from tests.domain.compliance.good import DAY
from tests.domain.compliance.tables import changed, table

K = Evidence.KNOWLEDGE
ARTICLE = re.compile(r"第[0-9一二三四五六七八九十百\-]+条|\bart(icle)?s?\. ?[0-9]")
TENDER_WORDS = re.compile("招标|投标|中标|标书")
INSTRUMENTS = [
    one
    for module in (commerce, data, purchase, telecom)
    for one in vars(module).values()
    if isinstance(one, Instrument)
]


def all_sources() -> list[Source]:
    of_paths = [s for code in CODES for s in sources_of(code, DAY)]
    return [
        *(source for rule in RULES for source in rule.sources),
        *(source for duty in DUTIES for source in duty.sources),
        *of_paths,
    ]


def all_findings() -> list[Finding]:
    """Every finding of every row of rules.md, on the days of every version."""
    found = []
    for rule in RULES:
        on = rule.before.replace(day=1) if rule.before and rule.before < DAY else DAY
        texts = [row["facts"] for row in table("rules.md") if row["rule"] == rule.code]
        facts = [rule.about(), *(changed(rule.about, text) for text in texts)]
        found += [f for one in facts for f in rule.findings(one, Asking(on), rule.gates[0])]
    return found


def test_a_k_source_prints_neither_article_nor_number():
    instrument = Instrument(
        Text("某法", "A Law"), Text("某机关", "A Body"), Marked("第9号", Evidence.TEXT)
    )

    source = instrument.at("42", mark=K)

    assert source.printed("zh") == source.recorded("zh") == "《某法》"
    assert source.printed("en") == "A Law"
    assert "42" not in json.dumps(source.as_dict(), ensure_ascii=False)


def test_a_k_number_is_left_out_of_a_source_that_was_read():
    instrument = Instrument(
        Text("某条例", "Rules"), Text("某机关", "A Body"), Marked("令第291号", K)
    )

    assert instrument.at("9").printed("zh") == "《某条例》第9条"
    assert instrument.at("7(3)", "9").printed("en") == "Rules, art. 7(3), 9"
    assert str(instrument.number) == "" and "291" not in repr(instrument)


def printed_of(source: Source) -> str:
    words = [source.printed("zh"), source.printed("en"), source.recorded("zh")]
    return " ".join(
        [*words, source.recorded("en"), json.dumps(source.as_dict(), ensure_ascii=False)]
    )


@pytest.mark.parametrize("source", [s for s in all_sources() if s.evidence == K], ids=repr)
def test_no_article_of_any_k_source_is_printed(source):
    said = printed_of(source)

    assert not ARTICLE.search(said)
    assert not [article for article in source.articles if article in said]


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.title.en)
def test_no_unchecked_number_or_date_is_printed(instrument):
    hidden = [
        one.unchecked
        for one in (instrument.number, instrument.issued, instrument.in_force)
        if one is not None and one.evidence == K
    ]

    said = " ".join(printed_of(s) for s in all_sources() if s.instrument is instrument)

    assert not [text for text in hidden if text in said]
    assert said or instrument not in {s.instrument for s in all_sources()}


def test_no_message_names_an_article_or_speaks_of_tenders():
    findings = all_findings()
    texts = [text for f in findings for text in (f.message_zh, f.message_en)]
    texts += [text for rule in RULES for text in (rule.title.zh, rule.title.en)]
    texts += [name.zh for name in GATE_NAMES.values()]

    assert len(findings) > 300
    assert not [text for text in texts if ARTICLE.search(text) or TENDER_WORDS.search(text)]


def test_every_message_is_there_in_both_languages_and_a_failure_says_what_to_do():
    for finding in all_findings():
        assert re.search("[\u4e00-\u9fff]", finding.message_zh), finding
        assert not re.search(
            "[\u4e00-\u9fff]",
            re.sub(
                r"[甲乙丙]|“[^”]*”|（[^）]*）|\([^)]*\)|mentions [^:]*:", "", finding.message_en
            ),
        ), finding
        assert finding.message_zh.endswith("。") and finding.message_en.endswith(".")


def test_findings_are_plain_json():
    for finding in all_findings():
        json.dumps(finding.as_dict())


def test_what_a_private_rfq_only_follows_is_printed_as_the_house_rule():
    followed = [s for s in all_sources() if s.followed]

    assert followed
    assert {s.printed("zh") for s in followed} == {"本平台询比规则"}
    assert not [
        s for s in followed if TENDER_WORDS.search(json.dumps(s.as_dict(), ensure_ascii=False))
    ]


def test_rules_asked_of_every_rfq_print_no_name_of_the_tendering_law():
    strict_only = {"BID-01", "BID-02", "BID-03", "BID-04", "BID-22", "PROC-04", "PROC-05", "SEC-12"}
    named = {
        rule.code
        for rule in RULES
        for words in rule.printed_sources("zh")
        if TENDER_WORDS.search(words)
    }

    assert named - {"COLL-07"} == strict_only


def test_the_document_prints_no_k_article_either():
    text = rule_tables()

    for source in all_sources():
        for article in source.articles if source.evidence == K else ():
            assert f"{source.instrument.title.zh}》第{article}条" not in text


def test_every_source_names_a_body_and_an_address_or_is_the_houses_own():
    for instrument in INSTRUMENTS:
        assert instrument.body.zh and instrument.body.en and instrument.title.en
        assert instrument.address or instrument in (telecom.HOUSE_RULES, telecom.CARRIER_FORMS)


@pytest.mark.parametrize(
    ("code", "before", "old", "new"),
    [
        (
            "BUY-01",
            date(2026, 1, 1),
            "《中华人民共和国网络安全法》第24条",
            "《中华人民共和国网络安全法》第26条",
        ),
        (
            "SEC-01",
            date(2026, 1, 1),
            "《中华人民共和国网络安全法》第21条",
            "《中华人民共和国网络安全法》第23条",
        ),
        (
            "SEC-02",
            date(2026, 1, 1),
            "《中华人民共和国网络安全法》第21(3)条",
            "《中华人民共和国网络安全法》第23(3)条",
        ),
        (
            "COMP-08",
            date(2025, 10, 15),
            "《中华人民共和国反不正当竞争法》第7条",
            "《中华人民共和国反不正当竞争法》第8条",
        ),
        (
            "COMP-10",
            date(2025, 10, 15),
            "《中华人民共和国反不正当竞争法》",
            "《中华人民共和国反不正当竞争法》第10条",
        ),
    ],
)
def test_renumbered_articles_follow_the_day(code, before, old, new):
    versions = [rule for rule in RULES if rule.code == code]
    day_before = date.fromordinal(before.toordinal() - 1)

    assert [r.printed_sources("zh")[0] for r in versions if r.in_force(day_before)] == [old]
    assert [r.printed_sources("zh")[0] for r in versions if r.in_force(before)] == [new]


def test_localisation_of_critical_infrastructure_is_article_39_from_2026():
    law = "《中华人民共和国网络安全法》"

    assert law + "第37条" in [s.printed("zh") for s in sources_of("D6", date(2025, 12, 31))]
    assert law + "第39条" in [s.printed("zh") for s in sources_of("D6", date(2026, 1, 1))]


def test_evidence_of_a_rule_lists_each_mark_once():
    rule = next(one for one in RULES if one.code == "SELL-02")

    assert [str(mark) for mark in rule.evidence] == ["T", "K"]
    assert replace(rule, sources=()).evidence == ()


def test_gates_have_names():
    assert set(GATE_NAMES) == set(Gate)
