"""The demo's files: complete, well-formed, and such that its group buys can run."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from marketplace.config import ROOT
from marketplace.domain.corridors import CITIES, corridor_values
from marketplace.domain.ladders import ladder_of
from marketplace.domain.lives import GroupBuyState
from marketplace.domain.price_rows import RowSource, row_faults, tier_cliffs
from marketplace.domain.products import may_sell
from marketplace.domain.uscc import fault_in
from marketplace.schemas.line_sheet import LINE_SHEET
from marketplace.schemas.price_books import PRICE_ROW_SHEET
from marketplace.schemas.sheets import parse_sheet, read_sheet

DEMO = ROOT / "demo"
TODAY = date(2026, 12, 1)
FLOORS = {
    values["code"]: SimpleNamespace(rtt_floor_us=values["rtt_floor_us"])
    for values in map(corridor_values, CITIES)
}
OWN = ("company_uscc", "group_buy", "decision")


def table(name: str) -> list[dict[str, str]]:
    with open(DEMO / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def demand() -> list[dict[str, object]]:
    """The lines as the sheet reader loads them, with the demo's own columns beside."""
    rows = table("lines.csv")
    names = [name for name in rows[0] if name not in OWN]
    cells = [[dated(row[name]) for name in names] for row in rows]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in [names, *cells])
    read = read_sheet(text.encode(), LINE_SHEET)
    return [line | {name: row[name] for name in OWN} for line, row in zip(read, rows, strict=True)]


def dated(cell: str) -> str:
    found = re.fullmatch(r"D\+(\d+)", cell)
    return (TODAY + timedelta(days=int(found[1]))).isoformat() if found else cell


CARRIERS = [row["key"] for row in table("carriers.csv")]
GROUP_BUYS = json.loads((DEMO / "group_buys.json").read_text())
LADDERS = json.loads((DEMO / "ladders.json").read_text())


def rows_of(carrier: str) -> list[dict[str, object]]:
    return read_sheet((DEMO / f"price_books/{carrier}.csv").read_bytes(), PRICE_ROW_SHEET)


def test_credit_codes_are_right_and_unique():
    codes = [
        r["uscc"]
        for f in ("parks", "companies", "applicants", "carriers")
        for r in table(f"{f}.csv")
    ]

    assert {fault_in(code) for code in codes} == {None}
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("9131") for code in codes)


def test_e_mail_addresses_are_unique_and_nobodys():
    mails = [
        r["email"]
        for f in ("parks", "companies", "applicants", "carriers")
        for r in table(f"{f}.csv")
    ]

    assert len(set(mails)) == len(mails)
    assert all(mail.endswith(".example.com") for mail in mails)


def test_there_is_enough_of_everything():
    lines = demand()

    assert (len(table("parks.csv")), len(CARRIERS)) == (2, 3)
    assert len(lines) >= 75
    assert len({line["company_uscc"] for line in lines}) >= 24
    assert len({line["corridor"] for line in lines}) >= 7
    assert {b["state"].split("_")[0] for b in GROUP_BUYS} == set(GroupBuyState)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_price_rows_keep_every_rule_without_a_cliff(carrier):
    parsed = parse_sheet((DEMO / f"price_books/{carrier}.csv").read_bytes(), PRICE_ROW_SHEET)
    source = RowSource(parsed.rows, parsed.faults, PRICE_ROW_SHEET.column_of_attribute())

    assert row_faults(source, FLOORS, frozenset()) == []
    assert tier_cliffs(source) == []
    assert len({row["corridor"] for row in parsed.rows.values()}) >= 7


def test_carriers_price_only_what_their_licence_covers():
    for carrier in table("carriers.csv"):
        scopes = set(carrier["licence_scopes"].split())
        assert all(may_sell(scopes, row["product"]) for row in rows_of(carrier["key"]))


def test_no_two_price_books_ask_the_same():
    prices = {c: {tuple(row.values()) for row in rows_of(c)} for c in CARRIERS}

    assert all(not prices[a] & prices[b] for a in CARRIERS for b in CARRIERS if a < b)


def test_every_ladder_can_be_built():
    ladders = [entry["ladder"] for entries in LADDERS.values() for entry in entries]
    ladders += [b["ladder"] for b in GROUP_BUYS if b["ladder"]]

    assert all(ladder_of(ladder).tiers for ladder in ladders)


def test_ladders_taken_from_a_price_book_are_there():
    codes = {(c, entry["code"]) for c, entries in LADDERS.items() for entry in entries}
    named = [
        (b["ladder_of"]["carrier"], b["ladder_of"]["code"]) for b in GROUP_BUYS if b["ladder_of"]
    ]
    named += [(q["carrier"], q["ladder"]) for b in GROUP_BUYS for q in b["quotes"] if q["ladder"]]

    assert set(named) <= codes


def test_companies_join_only_group_buys_of_their_park():
    park_of = {row["uscc"]: row["park"] for row in table("companies.csv")}
    held_by = {b["key"]: b["park"] for b in GROUP_BUYS}

    assert all(park_of[line["company_uscc"]] == held_by[line["group_buy"]] for line in demand())


def test_every_line_is_met_by_a_carriers_row():
    offers = defaultdict(list)
    for carrier in CARRIERS:
        for row in rows_of(carrier):
            offers[offer_key(row)].append(row)

    assert [
        line["label"]
        for line in demand()
        if not any(
            row["mbps"] >= line["mbps"]
            and row["availability_bps"] >= line["availability_bps"]
            and (line["rtt_limit_us"] is None or row["rtt_us"] <= line["rtt_limit_us"])
            for row in offers[offer_key(line)]
        )
    ] == []


def offer_key(row):
    return tuple(row[name] for name in ("corridor", "product", "term_months", "protection"))


def test_group_buys_meet_their_thresholds_unless_they_fail():
    lines, members = Counter(), defaultdict(set)
    for line in demand():
        lines[line["group_buy"]] += 1
        members[line["group_buy"]].add(line["company_uscc"])
    for group_buy in GROUP_BUYS:
        key, least = group_buy["key"], group_buy["thresholds"]
        met = len(members[key]) >= (least["members"] or 0) and lines[key] >= (least["lines"] or 0)
        if group_buy["state"] not in ("draft", "open", "cancelled"):
            assert met == (group_buy["state"] != "failed"), key


def test_the_days_of_a_group_buy_are_in_order():
    order = (
        "created",
        "opened",
        "locks",
        "issued",
        "quotes_due",
        "awarded",
        "accepted",
        "signed",
        "live",
    )
    for group_buy in GROUP_BUYS:
        days = [group_buy["days"][name] for name in order if name in group_buy["days"]]
        assert days == sorted(set(days)), group_buy["key"]
