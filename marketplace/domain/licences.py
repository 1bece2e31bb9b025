"""The number of a telecom licence: what a well-formed one looks like (SELL-06, SELL-02)."""

from __future__ import annotations

import re

NUMBER = re.compile(
    r"(?:合字|[\u4e00-\u9fa5])?(?P<classes>(?:A1|A2|B1|B2)(?:\.(?:A1|A2|B1|B2))*)-?"
    r"(?:19|20)\d{2}\d{4}"
)
"Class list, year of issue, four-digit serial"


def number_warnings(number: str) -> list[str]:
    """Codes of what a reviewer should look at in a licence number; none is a refusal.

    International lines are basic business of the first class: a number without A1 is of another
    certificate.
    """
    found = NUMBER.fullmatch(number)
    if found is None:
        return ["licence_number_shape"]
    return [] if "A1" in found["classes"].split(".") else ["licence_number_without_a1"]
