"""Telecom licences: shape of the number (SELL-06), kinds of business, and whose are listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

NUMBER = re.compile(
    r"(?:合字|[\u4e00-\u9fa5])?(?P<classes>(?:A1|A2|B1|B2)(?:\.(?:A1|A2|B1|B2))*)-?"
    r"(?:19|20)\d{2}\d{4}"
)
"Class list, year of issue, four-digit serial"


class LicenceClass(StrEnum):
    """The catalogue's four classes; international lines are A1."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"


class Scope(StrEnum):
    """Catalogue codes that matter here. The first three sell cross-border lines (SELL-02)."""

    FACILITIES = "A11-4"
    INTERNET_DATA = "A14-1"
    DATA = "A14-4"
    DOMESTIC_FACILITIES = "A24-1"
    DOMESTIC_DATA = "A26"
    DATA_CENTRE = "B11"
    DOMESTIC_VPN = "B13"
    ACCESS = "B14"
    ONLINE_DATA = "B21"


SCOPE_NAMES: dict[Scope, tuple[str, str]] = {
    Scope.FACILITIES: ("国际通信设施服务", "International facilities"),
    Scope.INTERNET_DATA: ("互联网国际数据传送", "International Internet data"),
    Scope.DATA: ("国际数据通信", "International data"),
    Scope.DOMESTIC_FACILITIES: ("国内通信设施服务", "Domestic facilities"),
    Scope.DOMESTIC_DATA: ("国内数据传送", "Domestic data"),
    Scope.DATA_CENTRE: ("互联网数据中心", "Data centre"),
    Scope.DOMESTIC_VPN: ("国内互联网虚拟专用网", "Domestic Internet VPN"),
    Scope.ACCESS: ("互联网接入", "Internet access"),
    Scope.ONLINE_DATA: ("在线数据处理与交易处理", "Online data processing"),
}
"By code: the name in both languages"


def classes_of(number: str) -> list[LicenceClass]:
    """The classes that a well-formed number names; none for another one."""
    found = NUMBER.fullmatch(number)
    return [LicenceClass(one) for one in found["classes"].split(".")] if found else []


def number_warnings(number: str) -> list[str]:
    """Codes of what a reviewer should look at in a licence number; none is a refusal.

    International lines are basic business of the first class: a number without A1 is of another
    certificate.
    """
    classes = classes_of(number)
    if not classes:
        return ["licence_number_shape"]
    return [] if LicenceClass.A1 in classes else ["licence_number_without_a1"]


def is_listed(name: str, uscc: str, groups: Iterable[str]) -> bool:
    """Whether a legal person is of a listed group (SELL-04): by credit code or start of name.

    The list is a setting, not law: who is not on it proves its scope.
    """
    return any(uscc == group or name.startswith(group) for group in groups if group)


def held_for(*, listed: bool, scan: bool, looked_up: bool, branch: bool, letter: bool) -> list[str]:
    """What still holds a licence up: nothing for a listed group, else scan and look-up (SELL-04).

    A branch needs the letter of its legal person in any case (SELL-05).
    """
    missing = []
    if not listed and not scan:
        missing.append("evidence_id")
    if not listed and not looked_up:
        missing.append("looked_up_on")
    if branch and not letter:
        missing.append("authorisation_id")
    return missing
