"""The table of paths: the first row that matches decides. Counts are people since 1 January."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol

from marketplace.domain.compliance.facts.data_export import (
    FreeTradeList,
    ImportantData,
    Scenario,
)

VERSION = 1
"Raised whenever a row changes: a recorded answer names the table that gave it"
CODES = (
    "D0", "D1", "D1b", "D2", "D3", "D4a", "D4b", "D4c", "D5", "D5b", "D6", "D7", "D8", "D9", "D10",
)  # fmt: skip
"In the order of the table"
ASSESSED_PERSONS, ASSESSED_SENSITIVE = 1_000_000, 10_000
CONTRACTED_PERSONS, CONTRACTED_SENSITIVE = 100_000, 1
"From these counts on (以上 includes the number)"


class Path(StrEnum):
    PROHIBITED = "prohibited"
    SECURITY_ASSESSMENT = "security_assessment"
    IDENTIFY_AND_DECLARE = "identify_and_declare"
    EXEMPT = "exempt"
    CONTRACT_OR_CERTIFICATION = "standard_contract_or_certification"
    UNDETERMINED = "undetermined"


class Reader(Protocol):
    """Gives a fact by name; may refuse one that is not known."""

    def __call__(self, name: str) -> Any: ...


def first_match(read: Reader) -> tuple[str, str]:
    """Code and path of the first row that matches. Of D5b the path is what the list names.

    D1b frees of nothing: whoever only suspects important data takes the path of the later rows,
    and where they ask for no procedure, D1b stands: identify and declare.
    """
    if read("state_secret") or read("core_data") or read("foreign_authority_request"):
        return "D0", Path.PROHIBITED
    important = read("important_data")
    if important == ImportantData.NOTIFIED:
        return "D1", Path.SECURITY_ASSESSMENT
    code, path = _without_important_data(read)
    if important == ImportantData.SUSPECTED and path == Path.EXEMPT:
        return "D1b", Path.IDENTIFY_AND_DECLARE
    return code, path


def _without_important_data(read: Reader) -> tuple[str, str]:
    if read("collected_abroad_transit"):
        return "D2", Path.EXEMPT
    if read("business_scenario") != Scenario.OTHER and not read("personal_information"):
        return "D3", Path.EXEMPT
    for code, necessity in (
        ("D4a", "contract_necessity"),
        ("D4b", "hr_necessity"),
        ("D4c", "emergency"),
    ):
        if read(necessity):
            return code, Path.EXEMPT
    listed = read("ftz_list")
    if listed == FreeTradeList.OUTSIDE:
        return "D5", Path.EXEMPT
    if listed == FreeTradeList.INSIDE:
        return "D5b", str(read("ftz_procedure"))
    return _by_persons(read)


def _by_persons(read: Reader) -> tuple[str, str]:
    """D6 to D9. An export without personal information needs none of the three procedures."""
    if not read("personal_information"):
        return "D9", Path.EXEMPT
    if read("ciio_notified"):
        return "D6", Path.SECURITY_ASSESSMENT
    sensitive, persons = read("sensitive_persons_since_january"), read("persons_since_january")
    if persons >= ASSESSED_PERSONS or sensitive >= ASSESSED_SENSITIVE:
        return "D7", Path.SECURITY_ASSESSMENT
    if persons >= CONTRACTED_PERSONS or sensitive >= CONTRACTED_SENSITIVE:
        return "D8", Path.CONTRACT_OR_CERTIFICATION
    return "D9", Path.EXEMPT
