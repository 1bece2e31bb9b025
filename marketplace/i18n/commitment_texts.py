"""The commitment letter (承诺书) that a company signs on line for its lines, before the lock.

As in `contract_texts`: a version that was signed is never edited, a change is a new version.
"""

# ruff: noqa: E501  (a paragraph is a line)
from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from marketplace.i18n.contract_texts import COMMITMENT_LETTERS, CommitmentLetter

LETTER_VERSION = "CL-2026-2"
"The letter that is signed now"
_BEFORE = COMMITMENT_LETTERS["CL-2026-1"]
"It differs in naming the lines themselves, for there is no contract yet"

LETTERS: dict[str, dict[str, CommitmentLetter]] = {
    "CL-2026-2": {
        "zh": CommitmentLetter(
            "就下列专线，我单位向承接该专线的基础电信企业承诺：",
            (
                "专线仅用于下列两端之间本单位内部办公的数据通信，不作其他用途。",
                *_BEFORE["zh"].points[1:],
            ),
            "本承诺书自在线签署之时起生效，在专线的服务期限内有效，并每年重新签署一次。",
        ),
        "en": CommitmentLetter(
            "For the lines listed below, we undertake towards the carrier that provides them:",
            (
                "To use the lines for the exchange of our own internal office data between the two ends listed below, and for nothing else.",
                *_BEFORE["en"].points[1:],
            ),
            "This letter takes effect when signed on line, holds for the term of each line and is signed anew every year.",
        ),
    }
}


def letter_sha256(version: str) -> str:
    """Over both languages of a version: what a signer names. Raises KeyError for none."""
    texts = {language: asdict(letter) for language, letter in LETTERS[version].items()}
    told = json.dumps({"version": version} | texts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
