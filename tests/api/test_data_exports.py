"""The data-export self-check by API: exact boundaries, versions, filings, strangers."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.factories.exported import DONE, FACTS, checked, filed, printed

CHECKS, EXPORTS = "/compliance/data-export-checks", "/compliance/data-exports"
EITHER = "standard_contract_or_certification"


@pytest.fixture
def member(people):
    return people.enterprise(people.park())


@pytest.mark.parametrize(
    ("persons", "sensitive", "code", "path"),
    [
        (99_999, 0, "D9", "exempt"),
        (100_000, 0, "D8", EITHER),
        (999_999, 0, "D8", EITHER),
        (1_000_000, 0, "D7", "security_assessment"),
        (0, 1, "D8", EITHER),
        (50_000, 9_999, "D8", EITHER),
        (0, 10_000, "D7", "security_assessment"),
    ],
)
def test_the_counts_decide_at_exact_boundaries(member, persons, sensitive, code, path):
    made = checked(member, persons_since_january=persons, sensitive_persons_since_january=sensitive)

    assert (made["answer"]["code"], made["answer"]["path"]) == (code, path)


def test_the_answer_tells_path_sources_filing_and_duties_in_both_languages(member):
    answer = checked(member, persons_since_january=100_000)["answer"]

    assert answer["statement"]["zh"] and answer["statement"]["en"]
    assert any("令第16号" in source["zh"] for source in answer["sources"])
    assert answer["filing"]["by_when"]["zh"].startswith("标准合同生效之日起 10 个工作日")
    assert answer["duties"] and answer["action"] == "hold"


def test_an_unknown_that_cannot_change_the_path_does_not_hold_it_up(member):
    assert checked(member, important_data="notified", emergency=None)["answer"]["code"] == "D1"
    open_ = checked(member, persons_since_january=None)["answer"]
    assert (open_["code"], [m["fact"] for m in open_["missing"]]) == (
        "D10",
        ["persons_since_january"],
    )


def test_the_same_scenario_is_checked_anew_and_the_history_kept(member):
    first = checked(member, "ERP")
    second = checked(member, "ERP", persons_since_january=100_000)

    assert (first["number"], second["number"]) == (1, 2)
    assert first["export_id"] == second["export_id"]
    history = member.get(f"{CHECKS}?export_id={first['export_id']}").json
    assert [(c["number"], c["superseded_at"] is None) for c in history] == [(2, True), (1, False)]
    current = member.get(f"{CHECKS}?export_id={first['export_id']}&current=true").json
    assert [c["id"] for c in current] == [second["id"]]


def test_new_counts_open_the_answer_again(member):
    first = checked(member)

    again = member.post(
        f"{EXPORTS}/{first['export_id']}/counts",
        {"persons_since_january": 1_000_000, "sensitive_persons_since_january": 0},
    )

    assert (again.json["number"], again.json["answer"]["code"]) == (2, "D7")
    assert again.json["facts"]["hr_necessity"] is False


def test_a_check_that_is_sent_twice_is_recorded_once(member):
    body = {"scenario": "twice", "facts": FACTS}
    key = {"Idempotency-Key": uuid4().hex}

    one, other = (member.post(CHECKS, body, headers=key) for _ in range(2))

    assert one.json["id"] == other.json["id"]
    assert other.headers["Idempotency-Replayed"] == "true"
    assert len(member.get(f"{CHECKS}?export_id={one.json['export_id']}").json) == 1


def test_checks_and_records_are_audited(member, people):
    made = checked(member, persons_since_january=100_000)
    checked(member, made["scenario"])
    entries = people.observer().get(f"/audit-entries?chain={member.id}").json

    told = [e for e in entries if e["subject"] == "data_export_check"]
    assert sorted((e["facts"]["before"] or "", e["facts"]["code"]) for e in told) == [
        ("", "D8"),
        ("D8", "D9"),
    ]


def test_another_companys_exports_do_not_exist(member, people):
    made = checked(member)
    stranger = people.enterprise(people.park())

    assert stranger.get(f"{CHECKS}/{made['id']}").status_code == 404
    assert stranger.get(f"{EXPORTS}/{made['export_id']}").status_code == 404
    assert stranger.post(f"{EXPORTS}/{made['export_id']}/end").status_code == 404
    assert made["id"] not in {c["id"] for c in stranger.get(CHECKS).json}
    assert people.reviewer().get(f"{CHECKS}/{made['id']}").status_code == 200


def test_the_line_must_be_ones_own(member):
    answer = member.post(CHECKS, {"scenario": "x", "line_id": str(uuid4()), "facts": FACTS})

    assert [(e["pointer"], e["code"]) for e in answer.json["errors"]] == [
        ("/line_id", "line_unknown")
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"persons_since_january": -1},
        {"persons_since_january": 1.5},
        {"important_data": "maybe"},
        {"state_secret": "perhaps"},
        {"no_such_fact": True},
    ],
)
def test_wrong_facts_are_refused_by_field(member, wrong):
    answer = member.post(CHECKS, {"scenario": "x", "facts": FACTS | wrong})

    assert answer.status_code == 422
    assert [e["pointer"] for e in answer.json["errors"]] == [f"/facts/{next(iter(wrong))}"]


def test_a_filing_of_its_path_settles_it(member):
    export = checked(member, persons_since_january=100_000)["export_id"]
    assert member.get(f"{EXPORTS}/{export}").json["outcome"] == "hold"

    filed(member, export)
    held = member.get(f"{EXPORTS}/{export}").json
    contract = {"procedure": "standard_contract", "reference": "沪-1"}
    done = filed(member, export, **contract, granted_on="2026-02-02", filed_on="2026-02-04")
    settled = member.get(f"{EXPORTS}/{export}").json

    assert [f["code"] for f in held["findings"] if f["outcome"] == "hold"] == ["DATA-01"]
    assert (done["number"], done["valid_until"]) == (2, None)
    assert settled["outcome"] == "pass"


def test_a_filing_of_another_path_does_not_settle_it(member):
    export = checked(member, persons_since_january=1_000_000)["export_id"]

    filed(member, export, procedure="certification", reference="C-1", granted_on="2026-02-02")

    assert member.get(f"{EXPORTS}/{export}").json["outcome"] == "hold"


def test_an_assessment_holds_for_three_years_from_its_day(member):
    export = checked(member, persons_since_january=1_000_000)["export_id"]

    done = filed(
        member, export, procedure="security_assessment", reference="A", granted_on="2026-02-02"
    )

    assert done["valid_until"] == "2029-02-02"
    assert member.get(f"{EXPORTS}/{export}").json["outcome"] == "pass"


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"procedure": "certification"}, "/reference"),
        ({"reference": "C-1"}, "/procedure"),
        ({"assessed_on": "2199-01-01"}, "/assessed_on"),
    ],
)
def test_an_odd_filing_is_refused_by_field(member, given, pointer):
    export = checked(member)["export_id"]

    answer = member.post(f"{EXPORTS}/{export}/filings", DONE | given)

    assert [e["pointer"] for e in answer.json["errors"]] == [pointer]


def test_what_has_ended_is_not_checked_any_more(member):
    export = checked(member)["export_id"]
    member.post(f"{EXPORTS}/{export}/end")

    again = member.post(f"{EXPORTS}/{export}/counts", {"persons_since_january": 1})

    assert (again.status_code, again.json["code"]) == (409, "export_ended")


def test_the_record_is_a_pdf_in_both_languages(app, member):
    made = checked(member)
    path = f"{CHECKS}/{made['id']}/record"
    assert member.get(f"{path}/zh").json["code"] == "record_not_ready"

    printed(app, made["id"])

    for language in ("zh", "en"):
        record = member.get(f"{path}/{language}")
        assert record.mimetype == "application/pdf" and record.data.startswith(b"%PDF-")
