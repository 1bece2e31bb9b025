"""Corridors of their own and draft price books, through the API."""

from __future__ import annotations

import random
from string import ascii_uppercase
from typing import Any

from tests.factories.people import Actor, People

CSV_HEADER = (
    "corridor,product,mbps,term_months,protection,one_off_yuan,monthly_yuan,rtt_ms,"
    "availability_percent,delivery_days"
)


def corridor_ends(**changes: Any) -> dict[str, Any]:
    """A corridor from Lingang to a place that no other call names."""
    code = "".join(random.choices(ascii_uppercase, k=6))
    return {
        "code": f"{code[:3]}-{code[3:]}",
        "a_city_zh": "上海临港",
        "a_city_en": "Shanghai Lingang",
        "z_city_zh": "某地",
        "z_city_en": "Somewhere",
        "z_region": "JP",
        "a_latitude": 30.90,
        "a_longitude": 121.93,
        "z_latitude": 35.68,
        "z_longitude": 139.69,
    } | changes


def make_corridor(people: People) -> str:
    """The code of a fresh corridor of Tokyo's length."""
    answer = people.operator().post("/corridors", corridor_ends())
    assert answer.status_code == 201, answer.json
    return str(answer.json["code"])


def draft_book(carrier: Actor, **changes: Any) -> dict[str, Any]:
    """A fresh draft of the carrier, with its `etag`."""
    terms = {
        "name": f"book {random.random()}",
        "valid_from": "2026-01-01",
        "valid_to": "2035-12-31",
        "illustrative": True,
    }
    answer = carrier.post("/price-books", terms | changes)
    assert answer.status_code == 201, answer.json
    return {**answer.json, "etag": answer.headers["ETag"], "path": answer.headers["Location"][7:]}


def price_row(corridor: str, **changes: Any) -> dict[str, Any]:
    """A price row as the API takes it."""
    return {
        "corridor": corridor,
        "product": "IEPL",
        "mbps": 100,
        "term_months": 24,
        "protection": "none",
        "one_off_minor": 800_000,
        "monthly_minor": 9_000_000,
        "rtt_us": 25_000,
        "availability_bps": 9990,
        "delivery_days": 35,
    } | changes


def csv_row(corridor: str, mbps: int = 100, **changes: Any) -> str:
    """The same row in CSV."""
    cells = {
        "product": "IEPL",
        "mbps": mbps,
        "term": 24,
        "protection": "none",
        "one_off": "8000",
        "monthly": "90000.00",
        "rtt": "25",
        "availability": "99.9",
        "days": 35,
    } | changes
    return ",".join([corridor, *map(str, cells.values())])


def import_csv(carrier: Actor, book: dict[str, Any], *rows: str, query: str = "") -> Any:
    data = "\r\n".join([CSV_HEADER, *rows, ""]).encode()
    return carrier.send(
        "POST", f"{book['path']}/rows/import{query}", data=data, content_type="text/csv"
    )
