"""What the operator states of the platform itself (平台信息), and what does not go together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

ICP_NUMBER = re.compile(r"[\u4e00-\u9fff]ICP备[0-9]{8,10}号(-[0-9]{1,3})?")
"Province, ICP备, eight digits or ten, 号, and the number of the site"
WHOLES = (
    ("edi_basis", "edi_reference", "edi_on"),
    ("grading_level", "grading_filing"),
    ("crypto_level", "crypto_assessed_on"),
    ("servers_in_mainland", "servers_where"),
)
"Fields that are stated together or not at all"
SHOWN_FILES = ("business_licence", "service_agreement")
"Uploads that everybody may read and download; the column of each ends in `_id`"
FIELDS = (
    "icp_number",
    *(name for whole in WHOLES for name in whole),
    "grading_tested_on",
    "bank_account",
    *(f"{name}_id" for name in SHOWN_FILES),
)
DAYS = ("edi_on", "grading_tested_on", "crypto_assessed_on")


class EdiBasis(StrEnum):
    """What settles whether online data processing needs a licence (PLAT-03)."""

    LICENCE = "licence"
    ANSWER = "answer"
    "of the communications administration, in writing"


def wrong_fields(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and code of everything that cannot be stated so."""
    if given["icp_number"] and not ICP_NUMBER.fullmatch(given["icp_number"]):
        yield "icp_number", "icp_number"
    for whole in WHOLES:
        missing = [name for name in whole if given[name] in (None, "")]
        if len(missing) < len(whole):
            yield from ((name, "stated_together") for name in missing)
    if given["grading_tested_on"] and given["grading_level"] is None:
        yield "grading_level", "stated_together"
