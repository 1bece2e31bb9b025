"""The demo scenario as it stands in the files under demo/, every row read strictly."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import marshmallow as ma

from marketplace.config import ROOT
from marketplace.errors import Invalid
from marketplace.schemas.faults import faults_of

FOLDER = ROOT / "demo"
Row = dict[str, str]


@dataclass(frozen=True)
class Scenario:
    """What demo/README.md describes, as text; the schemas of the API check it when it is used."""

    founders: list[Row]
    "users of the platform and of the regulator"
    parks: list[Row]
    companies: list[Row]
    applicants: list[Row]
    carriers: list[Row]
    logins: list[Row]
    "whom `demo logins` shows, and the language they chose"
    price_rows: dict[str, bytes]
    "by carrier key, a CSV sheet"
    ladders: dict[str, list[dict[str, Any]]]
    "by carrier key"
    group_buys: list[dict[str, Any]]
    data_exports: list[dict[str, Any]]
    "checks of data exports, settled or begun"
    archives: dict[str, Row]
    "what companies say in their user archives, by credit code"
    lines: dict[str, dict[str, list[Row]]]
    "by group buy key and credit code"

    def locale_of(self, email: str) -> str:
        return next((row["locale"] for row in self.logins if row["email"] == email), "zh")

    def ladder(self, carrier: str, code: str) -> dict[str, Any]:
        """The ladder of that code in the carrier's price book."""
        found: dict[str, Any] = next(
            entry["ladder"] for entry in self.ladders[carrier] if entry["code"] == code
        )
        return found


def read_scenario(folder: Path = FOLDER) -> Scenario:
    """The whole scenario; raises OSError, ValueError when a file is not there or not readable."""
    carriers = read_rows(folder / "carriers.csv")
    return Scenario(
        founders=read_rows(folder / "founders.csv"),
        parks=read_rows(folder / "parks.csv"),
        companies=read_rows(folder / "companies.csv"),
        applicants=read_rows(folder / "applicants.csv"),
        carriers=carriers,
        logins=read_rows(folder / "logins.csv"),
        price_rows={
            row["key"]: (folder / "price_books" / f"{row['key']}.csv").read_bytes()
            for row in carriers
        },
        ladders=json.loads((folder / "ladders.json").read_text("utf-8")),
        group_buys=json.loads((folder / "group_buys.json").read_text("utf-8")),
        data_exports=json.loads((folder / "data_exports.json").read_text("utf-8")),
        archives={row["company_uscc"]: row for row in read_rows(folder / "archives.csv")},
        lines=_grouped(read_rows(folder / "lines.csv")),
    )


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file by column name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _grouped(rows: list[Row]) -> dict[str, dict[str, list[Row]]]:
    lines: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        lines[row["group_buy"]][row["company_uscc"]].append(row)
    return lines


def checked(schema: ma.Schema, body: dict[str, Any]) -> Any:
    """The body as the API would take it; raises Invalid."""
    try:
        return schema.load(body)
    except ma.ValidationError as error:
        raise Invalid(faults_of(error.messages)) from None


def dated(text: str, today: date) -> str:
    """`D+120` as the day so many days after the seeding; anything else as it is."""
    if not text.startswith("D+"):
        return text
    return (today + timedelta(days=int(text[2:]))).isoformat()
