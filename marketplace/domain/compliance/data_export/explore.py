"""What unknown facts could be: an unknown that cannot change the path does not hold it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.domain.compliance.data_export.table import CODES, Path, first_match
from marketplace.domain.compliance.facts import DataExportFacts
from marketplace.domain.compliance.facts.data_export import (
    FreeTradeList,
    ImportantData,
    Scenario,
)

YES_OR_NO = (False, True)
COULD_BE: dict[str, tuple[Any, ...]] = {
    "state_secret": YES_OR_NO,
    "core_data": YES_OR_NO,
    "foreign_authority_request": YES_OR_NO,
    "important_data": tuple(ImportantData),
    "collected_abroad_transit": YES_OR_NO,
    "personal_information": YES_OR_NO,
    "business_scenario": tuple(Scenario),
    "contract_necessity": YES_OR_NO,
    "hr_necessity": YES_OR_NO,
    "emergency": YES_OR_NO,
    "ftz_list": tuple(FreeTradeList),
    "ftz_procedure": (str(Path.SECURITY_ASSESSMENT), str(Path.CONTRACT_OR_CERTIFICATION)),
    "ciio_notified": YES_OR_NO,
    "persons_since_january": (0, 99_999, 100_000, 999_999, 1_000_000),
    "sensitive_persons_since_january": (0, 1, 9_999, 10_000),
}
"What each fact could be; of the counts, one number for each stretch that the table tells apart"


class _Fork(Exception):
    """The table asked for a fact that is not known."""

    def __init__(self, name: str) -> None:
        self.name = name


@dataclass(frozen=True)
class Found:
    """The row that holds; `missing`: the unknown facts that keep the path open (D10)."""

    code: str
    path: str
    missing: tuple[str, ...] = ()


def find_path(facts: DataExportFacts) -> Found:
    """The path of an export, whatever the unknown facts are; D10 if that depends on them.

    Where several rows lead to the one path, the last of the table is named: it claims no exemption
    that was not stated.
    """
    missing: set[str] = set()
    rows = _rows(facts, {}, missing)
    if len({path for _, path in rows}) > 1:
        return Found("D10", Path.UNDETERMINED, tuple(name for name in COULD_BE if name in missing))
    code, path = max(rows, key=lambda row: CODES.index(row[0]))
    return Found(code, path)


def _rows(
    facts: DataExportFacts, assumed: Mapping[str, Any], missing: set[str]
) -> frozenset[tuple[str, str]]:
    """Every row that could match; adds to `missing` the facts on which the path depends."""

    def read(name: str) -> Any:
        stated = getattr(facts, name)
        if stated is not None:
            return stated
        if name not in assumed:
            raise _Fork(name)
        return assumed[name]

    try:
        return frozenset([first_match(read)])
    except _Fork as fork:
        name = fork.name
    ways = [_rows(facts, {**assumed, name: value}, missing) for value in COULD_BE[name]]
    if len({frozenset(path for _, path in way) for way in ways}) > 1:
        missing.add(name)
    return frozenset().union(*ways)
