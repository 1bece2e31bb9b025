"""The path of a data export: exact boundaries, first match, unknown facts, files, command."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.domain.compliance.data_export.__main__ import main
from marketplace.domain.compliance.data_export.answer import answer
from marketplace.domain.compliance.data_export.explore import COULD_BE, find_path
from marketplace.domain.compliance.data_export.ftz_lists import BadLists, edition_on, lists_of
from marketplace.domain.compliance.data_export.reading import BadFacts, read_facts
from marketplace.domain.compliance.data_export.table import CODES, first_match
from marketplace.domain.compliance.data_export.validity import Validity, filed_by
from marketplace.domain.compliance.facts import DataExportFacts
from marketplace.domain.compliance.facts.data_export import FiledProcedure
from tests.domain.compliance.good import DAY, GOOD
from tests.domain.compliance.tables import changed

PLAIN = GOOD[DataExportFacts]


def code(text: str) -> str:
    return find_path(changed(DataExportFacts, text)).code


@pytest.mark.parametrize(
    ("persons", "sensitive", "expected"),
    [
        (0, 0, "D9"),
        (99_999, 0, "D9"),
        (100_000, 0, "D8"),
        (999_999, 0, "D8"),
        (1_000_000, 0, "D7"),
        (0, 1, "D8"),
        (50_000, 9_999, "D8"),
        (0, 10_000, "D7"),
        (999_999, 9_999, "D8"),
        (1_000_000, 10_000, "D7"),
    ],
)
def test_the_counts_decide_at_their_exact_boundaries(persons, sensitive, expected):
    facts = replace(PLAIN, persons_since_january=persons, sensitive_persons_since_january=sensitive)

    assert find_path(facts).code == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("state_secret=yes", "D0"),
        ("core_data=yes; important_data=notified", "D0"),
        ("foreign_authority_request=yes; emergency=yes", "D0"),
        ("important_data=notified; collected_abroad_transit=yes", "D1"),
        ("important_data=notified; emergency=yes", "D1"),
        ("important_data=suspected", "D1b"),
        ("important_data=suspected; collected_abroad_transit=yes", "D1b"),
        ("important_data=suspected; persons_since_january=1000000", "D7"),
        ("important_data=suspected; ciio_notified=yes", "D6"),
        ("collected_abroad_transit=yes; persons_since_january=1000000", "D2"),
        ("business_scenario=trade; personal_information=no", "D3"),
        ("business_scenario=transport; personal_information=no", "D3"),
        ("business_scenario=academic; personal_information=no", "D3"),
        ("business_scenario=manufacturing; personal_information=no", "D3"),
        ("business_scenario=marketing; personal_information=no; ciio_notified=yes", "D3"),
        ("business_scenario=trade; persons_since_january=100000", "D8"),
        ("business_scenario=other; personal_information=no", "D9"),
        ("contract_necessity=yes; sensitive_persons_since_january=10000", "D4a"),
        ("hr_necessity=yes; ciio_notified=yes", "D4b"),
        ("emergency=yes; persons_since_january=1000000", "D4c"),
        ("contract_necessity=yes; hr_necessity=yes", "D4a"),
        ("ftz_list=outside; persons_since_january=1000000", "D5"),
        ("ftz_list=inside; ftz_procedure=security_assessment", "D5b"),
        ("ciio_notified=yes; persons_since_january=0", "D6"),
        ("ciio_notified=yes; persons_since_january=1000000", "D6"),
        ("ciio_notified=yes; personal_information=no", "D9"),
    ],
)
def test_the_first_row_that_matches_decides(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing", "D10"),
        ("state_secret=?", "D10"),
        ("state_secret=?; core_data=yes", "D0"),
        ("persons_since_january=?", "D10"),
        ("persons_since_january=?; sensitive_persons_since_january=10000", "D7"),
        ("sensitive_persons_since_january=?; persons_since_january=1000000", "D7"),
        ("sensitive_persons_since_january=?; persons_since_january=100000", "D10"),
        ("persons_since_january=?; sensitive_persons_since_january=?; hr_necessity=yes", "D4b"),
        ("persons_since_january=?; personal_information=no", "D9"),
        ("persons_since_january=?; ciio_notified=yes", "D6"),
        ("ciio_notified=?; persons_since_january=1000000", "D7"),
        ("ciio_notified=?", "D10"),
        ("contract_necessity=?", "D9"),
        ("contract_necessity=?; hr_necessity=?; emergency=?", "D9"),
        ("contract_necessity=?; persons_since_january=100000", "D10"),
        ("personal_information=?", "D9"),
        ("ftz_list=?", "D10"),
        ("ftz_list=inside; ftz_procedure=?", "D10"),
        ("ftz_procedure=?", "D9"),
        ("important_data=?", "D10"),
        ("important_data=?; ciio_notified=yes; contract_necessity=no", "D6"),
    ],
)
def test_an_unknown_holds_up_only_what_it_can_change(text, expected):
    assert code(text) == expected


def test_what_is_missing_is_named_and_nothing_else():
    facts = changed(
        DataExportFacts,
        "contract_necessity=yes; state_secret=?; persons_since_january=?; ftz_list=?",
    )

    assert find_path(facts).missing == ("state_secret",)


def completions(facts: DataExportFacts):
    unknown = [name for name in COULD_BE if getattr(facts, name) is None]
    for values in product(*(COULD_BE[name] for name in unknown)):
        whole = replace(facts, **dict(zip(unknown, values, strict=True)))
        yield first_match(lambda name, whole=whole: getattr(whole, name))


WHOLE = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in COULD_BE.items()})
FORGOTTEN = st.sets(st.sampled_from(sorted(COULD_BE)), max_size=5)


@settings(max_examples=300, deadline=None)
@given(WHOLE, FORGOTTEN)
def test_unknown_facts_are_as_all_their_completions(stated, forgotten):
    facts = DataExportFacts(**(stated | dict.fromkeys(forgotten)))

    rows = set(completions(facts))
    found = find_path(facts)

    if len({path for _, path in rows}) > 1:
        assert found.code == "D10"
        assert found.missing and set(found.missing) <= forgotten
    else:
        assert (found.code, found.path) in rows
        assert not found.missing
        assert CODES.index(found.code) == max(CODES.index(row) for row, _ in rows)


@settings(max_examples=100, deadline=None)
@given(WHOLE, FORGOTTEN)
def test_stating_what_is_missing_settles_the_path_in_one_visit(stated, forgotten):
    facts = DataExportFacts(**(stated | dict.fromkeys(forgotten)))
    missing = find_path(facts).missing

    filled = replace(facts, **{name: stated[name] for name in missing})

    assert find_path(filled).code != "D10"


@given(st.integers(0, 2_000_000), st.integers(0, 20_000))
def test_every_count_falls_into_the_stretch_of_a_representative(persons, sensitive):
    def at_most(values, count):
        return max(value for value in values if value <= count)

    facts = replace(PLAIN, persons_since_january=persons, sensitive_persons_since_january=sensitive)
    same = replace(
        PLAIN,
        persons_since_january=at_most(COULD_BE["persons_since_january"], persons),
        sensitive_persons_since_january=at_most(
            COULD_BE["sensitive_persons_since_january"], sensitive
        ),
    )

    assert find_path(facts) == find_path(same)


@pytest.mark.parametrize(
    ("text", "action", "filed"),
    [
        ("state_secret=yes", "reject", False),
        ("persons_since_january=1000000", "hold", True),
        ("persons_since_january=100000", "hold", True),
        ("important_data=suspected", "warn", False),
        ("ftz_list=outside", "warn", True),
        ("ftz_list=inside; ftz_procedure=certification", "hold", True),
        ("persons_since_january=?", "hold", False),
        ("persons_since_january=0", "pass", False),
    ],
)
def test_the_answer_says_what_to_do_and_what_to_file(text, action, filed):
    found = answer(changed(DataExportFacts, text), DAY)

    assert found.action == action
    assert (found.filing is not None) == filed
    assert found.sources and found.statement.zh and found.duties


def test_a_standard_contract_is_filed_in_ten_working_days_and_a_certificate_holds_three_years():
    said = json.dumps(
        answer(changed(DataExportFacts, "persons_since_january=100000"), DAY).as_dict()
    )

    assert "10 working days" in said and "3 years" in said and "separate consent" in said


def test_notes_tell_of_splitting_suspicion_and_an_empty_list():
    listed = answer(changed(DataExportFacts, "ftz_list=outside"), DAY)
    suspected = answer(changed(DataExportFacts, "important_data=suspected; ciio_notified=yes"), DAY)

    assert [note.en[:16] for note in listed.notes] == ["No negative list"]
    assert [note.en[:9] for note in suspected.notes] == ["Suspected"]
    assert not answer(changed(DataExportFacts, "ftz_list=outside"), DAY, list_loaded=True).notes


def test_certification_measures_are_cited_from_2026():
    facts = changed(DataExportFacts, "persons_since_january=100000")

    def cited(on):
        return [source.instrument.title.zh for source in answer(facts, on).sources]

    assert "个人信息出境认证办法" in cited(date(2026, 1, 1))
    assert "个人信息出境认证办法" not in cited(date(2025, 12, 31))


def test_the_edition_of_the_shanghai_list_follows_the_day():
    facts = changed(DataExportFacts, "ftz_list=outside")

    def cited(on):
        return answer(facts, on).sources[-1].instrument.title.en

    assert cited(date(2025, 2, 7)).startswith("Provisions on Promoting")
    assert cited(date(2026, 4, 23)).endswith("(2024)")
    assert cited(date(2026, 4, 24)).endswith("(2025)")


def test_terms_end_on_the_same_day_three_years_on():
    assert Validity.of(FiledProcedure.CERTIFICATION, date(2026, 3, 1)) == Validity(
        date(2029, 3, 1), date(2028, 9, 1)
    )
    assessed = Validity.of(FiledProcedure.SECURITY_ASSESSMENT, date(2023, 1, 4))
    assert assessed.valid_until == date(2026, 1, 4)
    assert assessed.renew_by == date(2025, 10, 10)
    assert Validity.of(FiledProcedure.LIST_FILING, date(2026, 3, 1)) is None
    assert filed_by(date(2026, 9, 28)) == date(2026, 10, 16)


BAD = [
    (b"[]", ["/: 必须是一个对象 / must be an object"]),
    (b"{", ["/: 必须是 UTF-8 编码的 JSON"]),
    (b'{"state_secret": 1}', ["/state_secret: 必须是 true、false 或 null / must be true, fal"]),
    (b'{"persons_since_january": -1}', ["/persons_since_january: 必须是 0 或以上的整数"]),
    (b'{"persons_since_january": true}', ["/persons_since_january: "]),
    (b'{"persons_since_january": 1.0}', ["/persons_since_january: "]),
    (b'{"important_data": "maybe"}', ["/important_data: 必须是 none、suspected、notified 之一"]),
    (b'{"ftz_list": "x", "a/b": 1}', ["/ftz_list: ", "/a~1b: 不是已知的事项 / is no fact"]),
    (b'{"emergency": true, "emergency": false}', ["/emergency: 只能出现一次 / must be given once"]),
    (b'{"ftz_procedure": " "}', ["/ftz_procedure: "]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "lines"), BAD)
def test_a_bad_file_is_refused_with_a_line_per_fault(content, lines, tmp_path, capsys):
    file = tmp_path / "facts.json"
    file.write_bytes(content)

    status = main([str(file)])

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert len(said.err.splitlines()) == len(lines)
    for line, begin in zip(said.err.splitlines(), lines, strict=True):
        assert line.startswith(begin)


def test_the_command_prints_the_answer(tmp_path, capfdbinary):
    file = tmp_path / "facts.json"
    stated = {name: getattr(PLAIN, name) for name in COULD_BE} | {
        "persons_since_january": 1_000_000
    }
    file.write_text(json.dumps(stated))

    status = main([str(file), "--on", "2026-11-28"])

    printed = json.loads(capfdbinary.readouterr().out)
    assert status == 0
    assert (printed["code"], printed["path"], printed["action"]) == (
        "D7",
        "security_assessment",
        "hold",
    )
    assert printed["sources"][0]["zh"].startswith("《促进和规范数据跨境流动规定》")


def test_a_missing_file_is_told(tmp_path, capsys):
    assert main([str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_the_command_says_clearly_that_no_list_is_loaded(tmp_path, capfd):
    file = tmp_path / "facts.json"
    file.write_text('{"ftz_list": "outside"}')

    main([str(file)])

    assert "没有载入" in capfd.readouterr().err


def test_facts_left_out_are_unknown():
    assert read_facts(b"{}") == DataExportFacts()
    with pytest.raises(BadFacts):
        read_facts(b"\xff")


LIST = {
    "zone": "上海",
    "edition": "样本",
    "in_force_from": "2026-04-24",
    "replaced_on": None,
    "loaded_on": "2026-11-28",
    "address": "https://www.cac.gov.cn/",
    "items": [{"sector": "s", "scenario": "c", "item": "i", "procedure": "security_assessment"}],
}


def test_a_list_holds_from_its_day_to_its_replacement():
    lists = lists_of({"format": "ftz-lists/1", "lists": [LIST | {"replaced_on": "2027-01-01"}]})

    assert edition_on(lists, "上海", date(2026, 4, 23)) is None
    assert edition_on(lists, "上海", date(2026, 4, 24)) == lists[0]
    assert edition_on(lists, "上海", date(2027, 1, 1)) is None
    assert edition_on(lists, "北京", DAY) is None


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ([], "/format"),
        ({"format": "ftz-lists/1"}, "/lists"),
        ({"format": "ftz-lists/1", "lists": [1]}, "/lists/0"),
        ({"format": "ftz-lists/1", "lists": [LIST | {"items": []}]}, "/lists/0/items"),
        ({"format": "ftz-lists/1", "lists": [LIST | {"loaded_on": "x"}]}, "/lists/0/loaded_on"),
        (
            {"format": "ftz-lists/1", "lists": [LIST | {"items": [{"procedure": "none"}]}]},
            "/lists/0/items/0/procedure",
        ),
    ],
)
def test_a_broken_list_file_is_refused_by_path(document, fault):
    with pytest.raises(BadLists, match=fault):
        lists_of(document)
