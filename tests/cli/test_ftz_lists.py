"""Negative lists are loaded by hand, and their absence is told."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from marketplace.models import NegativeListEdition
from tests.factories.exported import checked, filed

LIST = {
    "zone": "上海",
    "edition": "测试版",
    "in_force_from": "2020-01-01",
    "replaced_on": None,
    "loaded_on": "2026-05-01",
    "address": "https://www.cac.gov.cn/wxzw/sjzl/sjcjfmqd/",
    "items": [
        {
            "sector": "测试",
            "scenario": "测试",
            "item": "测试",
            "procedure": "security_assessment",
        }
    ],
}


@pytest.fixture
def no_lists(database):
    def clear():
        with database.unit_of_work() as session:
            session.execute(sa.delete(NegativeListEdition))

    clear()
    yield
    clear()


@pytest.fixture
def load(app, tmp_path, no_lists):
    def loaded(*lists):
        file = tmp_path / "lists.json"
        file.write_text(json.dumps({"format": "ftz-lists/1", "lists": list(lists)}))
        return app.test_cli_runner().invoke(args=["ftz-lists", "load", str(file)])

    return loaded


def test_an_empty_hand_says_where_to_take_the_list_from(app, load, people):
    shown = app.test_cli_runner().invoke(args=["ftz-lists", "show"])
    api = people.observer().get("/compliance/negative-lists").json

    assert "没有载入" in shown.output and "by hand" in shown.output
    assert api["in_force"] is None and api["note"]["zh"] in shown.output


def test_an_edition_is_loaded_once_and_replaced_when_it_differs(load):
    changed = LIST | {"loaded_on": "2026-06-01"}

    said = [load(one).output.splitlines()[0] for one in (LIST, LIST, changed)]

    assert said == [
        "1 new, 0 changed, 0 known already.",
        "0 new, 0 changed, 1 known already.",
        "0 new, 1 changed, 0 known already.",
    ]


def test_a_file_that_breaks_the_format_is_refused_by_path(load):
    refused = load(LIST | {"items": []})

    assert refused.exit_code == 1
    assert "/lists/0/items" in refused.output


def test_data_outside_the_list_wait_for_a_list_and_then_for_its_filing(load, people):
    member = people.enterprise(people.park())
    export = checked(member, ftz_list="outside")["export_id"]
    filed(member, export)
    path = f"/compliance/data-exports/{export}"

    assert member.get(path).json["outcome"] == "hold"
    load(LIST)
    assert member.get(path).json["answer"]["code"] == "D10"
    checked(member, member.get(path).json["export"]["scenario"], ftz_list="outside")
    assert member.get(path).json["outcome"] == "warn"
    filed(member, export, procedure="list_filing", reference="B", filed_on="2026-06-01")
    assert member.get(path).json["outcome"] == "pass"
